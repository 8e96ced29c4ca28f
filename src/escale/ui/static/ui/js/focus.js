// Après un échange htmx : le focus va au titre changé (data-focus), la zone « annonce » dit ce qui a changé (data-announce).
// Le résumé des erreurs prend le focus par son attribut autofocus, avec ou sans JavaScript.
document.addEventListener("htmx:after:settle", () => {
  const place = document.querySelector("[data-focus]");
  if (place) {
    place.removeAttribute("data-focus");
    place.tabIndex = -1;
    place.focus();
  }
  const said = document.querySelector("[data-announce]");
  if (said) {
    document.getElementById("annonce").textContent = said.dataset.announce;
    said.removeAttribute("data-announce");
  }
});
