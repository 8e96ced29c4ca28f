/* Les choix d’une image ou d’un atelier, hors du texte : Wagtail les prépare par un programme écrit dans la page, qui y est interdit. */
document.addEventListener("DOMContentLoaded", () => {
  for (const place of document.querySelectorAll("[data-own-chooser]")) {
    new window.Chooser(place.dataset.ownChooser, JSON.parse(place.dataset.options));
  }
});
