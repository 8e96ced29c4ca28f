/* Les choix d’une image ou d’un atelier, hors du texte : Wagtail les prépare par un programme écrit dans la page, qui y est interdit. */
document.addEventListener("DOMContentLoaded", () => {
  for (const place of document.querySelectorAll("[data-own-chooser]")) {
    new window.Chooser(place.dataset.ownChooser, JSON.parse(place.dataset.options));
  }
});

/* L’image que l’on vient de choisir se voit à côté de son bouton, dans le texte comme hors du texte. */
const showPreview = (kind) => {
  const { renderState } = kind.prototype;
  kind.prototype.renderState = function (state) {
    renderState.call(this, state);
    const image = this.chooserElement.querySelector("[data-preview]");
    if (image) {
      image.hidden = !state.preview;
      image.src = state.preview || "";
    }
  };
};
showPreview(window.Chooser);
const InText = window.telepath?.constructors?.["wagtail.admin.widgets.Chooser"];
if (InText) showPreview(new InText("", "", {}).widgetClass);
