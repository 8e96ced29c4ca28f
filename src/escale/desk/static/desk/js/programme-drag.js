// Programme : glisser une demande, ou le thème d’une date, sur une date. Un complément : « Placer » et « Déplacer » font la même chose, au clavier aussi.
// <li data-need="clé" data-title="…"> et <li data-slot="date">, et le formulaire #geste de la page, qui place.
const form = document.getElementById("geste");
let dragged = null;
let over = null;

for (const line of form ? document.querySelectorAll("[data-need]") : []) line.draggable = true;

const leave = () => {
  over?.classList.remove("over");
  const words = over?.querySelector("[data-words]");
  if (words) words.textContent = words.dataset.words;
  over = null;
};

const enter = slot => {
  if (slot === over) return;
  leave();
  over = slot;
  slot.classList.add("over");
  const words = slot.querySelector("[data-words]");
  if (!words) return;
  words.dataset.words = words.textContent;
  words.textContent = `Poser ici : « ${dragged.dataset.title} »`;
};

document.addEventListener("dragstart", event => {
  dragged = event.target.closest?.("[data-need]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.title);
});
document.addEventListener("dragover", event => {
  const slot = dragged && event.target.closest?.("[data-slot]");
  if (!slot || slot === dragged) return leave();
  event.preventDefault();
  enter(slot);
});
document.addEventListener("dragend", () => { leave(); dragged = null; });
document.addEventListener("drop", event => {
  const slot = dragged && event.target.closest?.("[data-slot]");
  if (!slot || slot === dragged) return;
  event.preventDefault();
  for (const [name, value] of [["besoin", dragged.dataset.need], ["date", slot.dataset.slot]]) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  form.requestSubmit();
});
