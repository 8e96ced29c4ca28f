// Boutons « Ajouter : prénom » : écrivent {prenom} là où est le curseur. Cachés sans JavaScript : on tape alors le mot.
// <button type="button" data-insert="{prenom}" data-into="id-du-champ" hidden>
for (const row of document.querySelectorAll("[data-inserts]")) row.hidden = false;
document.addEventListener("click", event => {
  const button = event.target.closest("[data-insert]");
  if (!button) return;
  const area = document.getElementById(button.dataset.into);
  area.setRangeText(button.dataset.insert, area.selectionStart, area.selectionEnd, "end");
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.dispatchEvent(new Event("change", { bubbles: true }));
});
