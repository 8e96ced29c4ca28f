// Comptes rendus : gardés ici à chaque geste, au serveur quelques instants après, envoyés quand le réseau revient.
// Repères : form[data-kept] (la clé dans ce navigateur), et ceux de kept-form.js.
import { forget, read } from "./kept.js";
import { fieldsOf, keepForm } from "./kept-form.js";
import { send } from "./sending.js";

const PAUSE = 1_500;

function start(form) {
  const key = form.dataset.kept;
  let timer = 0;
  const kept = keepForm(form, { key });

  const saveDraft = async () => {
    const before = read(key);
    if (!before || before.isSent) return;
    const answer = await send(form.action, [...fieldsOf(form), ["brouillon", "1"]]);
    const after = read(key);
    if (answer.outcome === "sent" && after && after.at === before.at) kept.remember(false, { isOnServer: true });
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(saveDraft, PAUSE);
  };
  form.addEventListener("change", soon);
  form.addEventListener("input", soon);
  addEventListener("online", soon);

  // Les autres boutons envoient tout au serveur, qui garde ; sans réseau, rien ne part et rien ne se perd.
  form.addEventListener("submit", event => {
    clearTimeout(timer);
    if (!event.submitter || "save" in event.submitter.dataset) return;
    if (navigator.onLine) return forget(key);
    event.preventDefault();
    kept.show("offline");
  });
  form.addEventListener("click", event => {
    const button = event.target.closest("[data-forget]");
    if (!button) return;
    forget(key);
    if (button.type === "button") location.reload();
  });
}

for (const form of document.querySelectorAll("form[data-kept]")) start(form);

// Les personnes sans nom : ce qui reste à dire sur chaque axe, pendant la frappe.
for (const fold of document.querySelectorAll("[data-unnamed]")) {
  const count = axis => {
    const said = [...axis.querySelectorAll("input")].reduce((sum, field) => sum + (Number.parseInt(field.value, 10) || 0), 0);
    const left = Number(fold.dataset.unnamed) - said;
    axis.querySelector("[data-left]").textContent = left < 0 ? `${-left} de trop` : left ? `reste ${left} à dire` : "tout est dit";
  };
  fold.addEventListener("input", event => {
    const axis = event.target.closest("[data-axis]");
    if (axis) count(axis);
  });
}
