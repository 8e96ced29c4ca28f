// Former les groupes : glisser une personne d’un groupe à l’autre. Un complément : « Déplacer » fait la même chose, au clavier aussi.
// <li data-person="adresse du déplacement"> dans <… data-group="groupe">, et le formulaire #geste de la page.
const form = document.getElementById("geste");
let dragged = null;

for (const line of form ? document.querySelectorAll("[data-person]") : []) line.draggable = true;

const groupOf = node => node.closest?.("[data-group]");

document.addEventListener("dragstart", event => {
  dragged = event.target.closest?.("[data-person]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.querySelector("b, h3")?.textContent ?? "");
});
document.addEventListener("dragover", event => {
  const group = groupOf(event.target);
  if (!dragged || !group || group === groupOf(dragged)) return;
  event.preventDefault();
  group.classList.add("over");
});
document.addEventListener("dragleave", event => groupOf(event.target)?.classList.remove("over"));
document.addEventListener("dragend", () => { dragged = null; });
document.addEventListener("drop", event => {
  const group = groupOf(event.target);
  if (!dragged || !group || group === groupOf(dragged)) return;
  event.preventDefault();
  const button = Object.assign(document.createElement("button"), { name: "vers", value: group.dataset.group, hidden: true });
  button.formAction = dragged.dataset.person;
  form.append(button);
  form.requestSubmit(button);
});
