// Bouton « Imprimer » : caché sans JavaScript (le navigateur sait déjà imprimer), montré et branché ici.
const show = root => {
  for (const button of root.querySelectorAll("[data-print]")) button.hidden = false;
};
document.addEventListener("click", event => {
  if (event.target.closest("[data-print]")) window.print();
});
document.addEventListener("htmx:after:swap", () => show(document));
show(document);
