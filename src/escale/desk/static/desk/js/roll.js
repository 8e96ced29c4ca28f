// L’appel : compter en direct, ajouter quelqu’un sans quitter la page, et ne rien perdre quand le réseau manque.
// Repères dans desk/workshops/roll/form.html : data-roll (la clé), data-when (les avis), data-count, data-walk-ins…
import { forget } from "./kept.js";
import { fill, group, keepForm } from "./kept-form.js";

function start(form) {
  const key = form.dataset.roll;
  const kept = keepForm(form, {
    key,
    version: () => form.elements.seen.value,
    changed: () => count(form),
    // Les réponses ont changé pendant l’envoi : elles corrigent l’appel écrit.
    corrected: answer => { form.elements.seen.value = String(answer.call); },
    refill,
  });

  // Un autre envoi a une autre clé : celui-ci porte ce qui vient de changer.
  const renew = () => { form.elements.submission.value = randomKey(); };
  form.addEventListener("change", renew, { capture: true });
  form.addEventListener("input", renew, { capture: true });
  for (const button of form.querySelectorAll("[data-everybody], [data-add]")) button.type = "button";
  for (const button of form.querySelectorAll("[data-step]")) button.hidden = false;
  form.addEventListener("click", event => {
    const button = event.target.closest("button, [data-forget]");
    if (!button) return;
    if ("everybody" in button.dataset) everybody(form);
    else if ("step" in button.dataset) step(valueField(form), Number(button.dataset.step));
    else if ("add" in button.dataset) addWalkIn(form);
    else if ("forget" in button.dataset) return startAgain(event, button);
    else return;
    renew();
    kept.noteChange();
  });

  function startAgain(event, element) {
    forget(key);
    if (element.matches("a")) return;
    event.preventDefault();
    location.reload();
  }
}

const valueField = form => form.elements.unnamed;

function everybody(form) {
  for (const group of form.querySelectorAll(".roll .seg")) {
    if (!group.querySelector(":checked")) group.querySelector("input").checked = true;
  }
}

function step(field, by) {
  field.value = String(Math.max(0, (Number.parseInt(field.value, 10) || 0) + by));
}

function addWalkIn(form) {
  const total = form.elements["plus-TOTAL_FORMS"];
  const number = Number(total.value);
  if (number >= Number(form.elements["plus-MAX_NUM_FORMS"].value)) return;
  const markup = form.querySelector("template[data-walk-in]").innerHTML.replaceAll("__prefix__", String(number));
  const place = form.querySelector("[data-walk-ins]");
  place.insertAdjacentHTML("beforeend", markup);
  total.value = String(number + 1);
  const added = place.lastElementChild;
  added.querySelector("[name$=-submission]").value = randomKey();
  added.querySelector("[name$=-first_name]").focus();
}

// crypto.randomUUID n’existe qu’en HTTPS ; une petite structure sert parfois son réseau local en HTTP.
function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// Remettre les réponses gardées, avec leur clé, l’appel qu’elles avaient lu et les personnes ajoutées.
function refill(form, fields) {
  const named = group(fields);
  while (Number(form.elements["plus-TOTAL_FORMS"].value) < Number(named.get("plus-TOTAL_FORMS")?.[0] ?? 0)) addWalkIn(form);
  document.activeElement?.blur();
  fill(form, fields);
  form.querySelector("[data-left]")?.toggleAttribute("open", named.has("left"));
}

const many = (number, one, more) => `${number}\u00a0${number < 2 ? one : more}`;

function count(form) {
  const marks = [...form.querySelectorAll(".roll .seg")].map(group => group.querySelector(":checked")?.value);
  const left = form.querySelectorAll("[name=left]:checked").length;
  const unnamed = Number.parseInt(valueField(form).value, 10) || 0;
  const added = [...form.querySelectorAll("[name$=-first_name]")].filter(field => field.value.trim()).length;
  const times = mark => marks.filter(each => each === mark).length;
  const missing = times(undefined);
  const came = times("present") + times("late") + unnamed + added;
  const parts = [
    times("absent") && many(times("absent"), "absence", "absences"),
    times("excused") && `${times("excused")} ${times("excused") < 2 ? "a prévenu" : "ont prévenu"}`,
    left && `${left} ${left < 2 ? "est parti avant la fin" : "sont partis avant la fin"}`,
    missing && `${many(missing, "réponse manque", "réponses manquent")}`,
  ].filter(Boolean);
  const place = form.querySelector("[data-count]");
  const strong = document.createElement("b");
  strong.textContent = many(came, "personne présente", "personnes présentes");
  place.replaceChildren(strong, `${unnamed ? `, dont ${unnamed} sans nom` : ""}.`);
  if (parts.length) place.append(document.createElement("br"), `${parts.join(", ")}.`);
}

const shown = document.querySelector("form[data-roll]");
if (shown) start(shown);
