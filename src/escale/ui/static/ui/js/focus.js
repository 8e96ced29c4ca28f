// Après un échange htmx : le focus va au résumé des erreurs, sinon au titre changé, et la zone « annonce » le dit.
// Sans JavaScript, l’attribut autofocus du résumé fait le même travail au chargement.
document.addEventListener("htmx:after:settle", () => {
  const place = document.querySelector("[role=alert][autofocus]") ?? document.querySelector("[data-focus]");
  if (place) {
    place.removeAttribute("data-focus");
    if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
    place.focus();
  }
  const said = document.querySelector("[data-announce]");
  if (said) {
    document.getElementById("annonce").textContent = said.dataset.announce;
    said.removeAttribute("data-announce");
  }
});
