// Longueur d’un texte pendant la frappe. Sans JavaScript, le serveur donne le même compte à l’enregistrement.
// <textarea data-text-length="id-du-compteur" data-most="600" data-unit="signe">
const count = (text, unit) => unit === "mot" ? text.split(/\s+/).filter(Boolean).length : text.length;

document.addEventListener("input", event => {
  const area = event.target.closest("[data-text-length]");
  if (!area) return;
  const { unit, most, textLength } = area.dataset;
  const length = count(area.value, unit);
  const counter = document.getElementById(textLength);
  counter.textContent = `${length} ${unit}${length > 1 ? "s" : ""} sur ${most}`;
  counter.classList.toggle("strong", length > Number(most));
});
