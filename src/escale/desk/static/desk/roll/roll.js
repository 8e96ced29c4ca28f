// L’appel : compter en direct, ajouter quelqu’un sans quitter la page, et ne rien perdre quand le réseau manque.
// Repères dans desk/workshops/roll/form.html : data-roll (la clé), data-when (les avis), data-count, data-walk-ins…
import { forget, keep, read } from "./kept.js";
import { send } from "./sending.js";

const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;
const OWN_TOKEN = "csrfmiddlewaretoken";

function start(form) {
  const key = form.dataset.roll;
  const notices = [...form.querySelectorAll("[data-when]")];
  let wait = FIRST_WAIT;
  let timer = 0;
  let isBusy = false;

  const show = name => notices.forEach(notice => { notice.hidden = notice.dataset.when !== name; });
  const fieldsOf = () => [...new FormData(form)].filter(([, value]) => typeof value === "string");
  const valueOf = name => form.elements[name].value;
  const remember = isSent => keep(key, { isSent, seen: valueOf("seen"), fields: fieldsOf() });

  // --- Ce qui se voit ---------------------------------------------------------------------------------------------
  // Un appel qui attend le réseau reste à envoyer, avec ce qui vient de changer : c’est un autre envoi, il a une autre clé.
  const changed = () => {
    const isWaiting = read(key)?.isSent ?? false;
    form.elements.submission.value = randomKey();
    count(form);
    remember(isWaiting);
    if (!isWaiting) show("");
  };

  for (const button of form.querySelectorAll("[data-everybody], [data-add]")) button.type = "button";
  for (const button of form.querySelectorAll("[data-step]")) button.hidden = false;
  form.addEventListener("change", changed);
  form.addEventListener("input", changed);
  form.addEventListener("click", event => {
    const button = event.target.closest("button, [data-forget]");
    if (!button) return;
    if ("everybody" in button.dataset) everybody(form);
    else if ("step" in button.dataset) step(valueField(form), Number(button.dataset.step));
    else if ("add" in button.dataset) addWalkIn(form);
    else if ("forget" in button.dataset) return startAgain(event, button);
    else return;
    changed();
  });

  function startAgain(event, element) {
    forget(key);
    if (element.matches("a")) return;
    event.preventDefault();
    location.reload();
  }

  // --- L’envoi ----------------------------------------------------------------------------------------------------
  form.addEventListener("submit", event => {
    if (!remember(true)) return;
    event.preventDefault();
    trySending();
  });

  async function trySending() {
    const kept = read(key);
    if (isBusy || !kept?.isSent) return;
    isBusy = true;
    clearTimeout(timer);
    if (navigator.onLine) show("sending");
    const answer = await send(form.action, kept.fields);
    isBusy = false;
    if (answer.token) form.elements[OWN_TOKEN].value = answer.token;
    const latest = read(key);
    if (answer.outcome === "sent" && latest && latest.at !== kept.at) {
      form.elements.seen.value = String(answer.call); // Les réponses ont changé pendant l’envoi : elles corrigent l’appel écrit.
      remember(latest.isSent);
      trySending();
    } else if (answer.outcome === "sent") {
      forget(key);
      location.assign(answer.address);
    } else if (answer.outcome === "answer") {
      remember(false);
      form.submit(); // Le serveur répond : sa page montre ce qui manque, ou l’appel d’un collègue, avec ces réponses.
    } else {
      show(answer.outcome);
      if (answer.outcome === "offline" || answer.outcome === "no-answer") later();
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(trySending, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  const now = () => {
    wait = FIRST_WAIT;
    trySending();
  };
  addEventListener("online", now);
  addEventListener("offline", () => { if (read(key)?.isSent) show("offline"); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) now(); });
  addEventListener("pageshow", event => { if (event.persisted) location.reload(); });

  // --- Ce qui attendait -------------------------------------------------------------------------------------------
  const kept = read(key);
  const isAnswer = form.querySelector("[role=alert]") !== null; // La page répond à un envoi : elle porte déjà les réponses.
  if (isAnswer) remember(false); // Une page d’erreurs remplace ce qui était gardé.
  else if (kept && (kept.isSent || kept.seen === valueOf("seen"))) {
    fill(form, kept.fields);
    show("restored");
  } else if (kept) forget(key);
  count(form);
  if (!isAnswer) trySending();
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

// Remettre les réponses gardées, avec leur clé et l’appel qu’elles avaient lu. Seul le jeton reste celui de la page.
function fill(form, fields) {
  const named = group(fields);
  while (Number(form.elements["plus-TOTAL_FORMS"].value) < Number(named.get("plus-TOTAL_FORMS")?.[0] ?? 0)) addWalkIn(form);
  document.activeElement?.blur();
  for (const element of form.elements) {
    const values = named.get(element.name) ?? [];
    if (!element.name || element.name === OWN_TOKEN || element instanceof HTMLButtonElement) continue;
    if (element.type === "radio" || element.type === "checkbox") element.checked = values.includes(element.value);
    else if (values.length) element.value = values[0];
  }
  form.querySelector("[data-left]")?.toggleAttribute("open", named.has("left"));
}

function group(fields) {
  const named = new Map();
  for (const [name, value] of fields) named.set(name, [...(named.get(name) ?? []), value]);
  return named;
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
