// Bouton « Copier » : caché sans JavaScript (le texte reste à l’écran, on peut le sélectionner).
// <button data-copy="id-du-texte" data-done="Lien copié" hidden>Copier le lien</button>
const show = root => {
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
};
document.addEventListener("click", async event => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
  } catch {
    source.focus();
    source.select?.();
    return;
  }
  document.getElementById("annonce").textContent = button.dataset.done ?? "Copié";
});
document.addEventListener("htmx:after:swap", () => show(document));
show(document);
