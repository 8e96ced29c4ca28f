// Un formulaire dont rien ne se perd : gardé dans ce navigateur à chaque geste, envoyé quand le réseau revient.
// Repères : `data-when` (les avis), `data-save` (le bouton qui enregistre), `data-forget` (recommencer), `role=alert` (erreurs).
import { forget, keep, read } from "./kept.js";
import { send } from "./sending.js";

const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;
const OWN_TOKEN = "csrfmiddlewaretoken";

// `version` : ce que la page avait lu ; des réponses données sur une autre version sont oubliées, sauf si elles attendent l’envoi.
// `corrected(answer)` : les réponses ont changé pendant l’envoi ; sans lui, ce qui est arrivé suffit.
export function keepForm(form, { key, version = () => "", changed = () => {}, corrected, refill = fill }) {
  const notices = [...form.querySelectorAll("[data-when]")];
  let wait = FIRST_WAIT;
  let timer = 0;
  let isBusy = false;

  const show = name => notices.forEach(notice => { notice.hidden = notice.dataset.when !== name; });
  const remember = (isSent, more = {}) => keep(key, { isSent, version: version(), fields: fieldsOf(form), ...more });

  // Ce qui attend le réseau reste à envoyer, avec ce qui vient de changer.
  const noteChange = () => {
    const isWaiting = read(key)?.isSent ?? false;
    changed();
    remember(isWaiting);
    if (!isWaiting) show("");
  };
  form.addEventListener("change", noteChange);
  form.addEventListener("input", noteChange);

  form.addEventListener("submit", event => {
    if (event.submitter && !("save" in event.submitter.dataset)) return;
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
    if (answer.outcome === "sent" && corrected && latest && latest.at !== kept.at) {
      corrected(answer);
      remember(latest.isSent);
      trySending();
    } else if (answer.outcome === "sent") {
      forget(key);
      location.assign(answer.address);
    } else if (answer.outcome === "answer") {
      remember(false);
      form.submit(); // Le serveur répond : sa page montre ce qui manque, avec ces réponses.
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

  // Ce qui attendait. La page qui répond à un envoi porte déjà les réponses, et remplace ce qui était gardé.
  const kept = read(key);
  const isAnswer = form.querySelector("[role=alert]") !== null;
  if (isAnswer) remember(false);
  else if (kept && (kept.isSent || kept.version === version()) && !kept.isOnServer) {
    refill(form, kept.fields);
    show("restored");
  } else if (kept) forget(key);
  changed();
  if (!isAnswer) trySending();

  return { noteChange, remember, show };
}

export function fieldsOf(form) {
  return [...new FormData(form)].filter(([, value]) => typeof value === "string");
}

// Remettre les réponses gardées. Seul le jeton reste celui de la page.
export function fill(form, fields) {
  const named = group(fields);
  for (const element of form.elements) {
    const values = named.get(element.name) ?? [];
    if (!element.name || element.name === OWN_TOKEN || element instanceof HTMLButtonElement) continue;
    if (element.type === "radio" || element.type === "checkbox") element.checked = values.includes(element.value);
    else if (values.length) element.value = values[0];
  }
}

export function group(fields) {
  const named = new Map();
  for (const [name, value] of fields) named.set(name, [...(named.get(name) ?? []), value]);
  return named;
}
