// « Écouter la page » : la voix de l’appareil lit, le passage lu est surligné. Le bouton ne se montre que si cela peut marcher.
// Seulement une voix installée sur l’appareil : les autres enverraient le texte de la page à l’extérieur.
const speech = window.speechSynthesis;
const box = document.querySelector("[data-aloud]");
const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, th, td, caption, figcaption, legend, label, summary, button:not(.word), a.btn, a.door";
const SILENT = "[data-unread], [aria-hidden='true'], [hidden], script, style, noscript, select, textarea, svg";
const SENTENCE = /(?<=[.!?…])\s+/;

const voiceFor = language => speech.getVoices().find(voice => voice.localService && voice.lang.toLowerCase().startsWith(language));
const languageOf = element => element.closest("[lang]").lang.slice(0, 2).toLowerCase();

// Les morceaux à dire, dans l’ordre de la page : une phrase, et le bloc à surligner.
const passages = () => {
  const found = [];
  const walker = document.createTreeWalker(document.getElementById("contenu"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent.closest(SILENT) || !parent.checkVisibility()) continue;
    const block = parent.closest(BLOCKS) ?? parent;
    const last = found.at(-1);
    if (last?.block === block) last.text += walker.currentNode.data;
    else found.push({ block, text: walker.currentNode.data });
  }
  return found.flatMap(({ block, text }) => {
    const words = text.replace(/\s+/g, " ").trim();
    return /[\p{L}\p{N}]/u.test(words) ? words.split(SENTENCE).map(said => ({ block, said })) : [];
  });
};

const enliven = () => {
  const [start, pause, stop] = ["start", "pause", "stop"].map(name => box.querySelector(`[data-aloud-${name}]`));
  let queue = [];
  let at = 0;
  let turn = 0;
  let paused = false;

  const mark = block => {
    for (const marked of document.querySelectorAll(".reading")) marked.classList.remove("reading");
    if (!block) return;
    block.classList.add("reading");
    block.scrollIntoView({ block: "nearest" });
  };
  const label = words => (pause.lastElementChild.textContent = words);
  const hush = () => {
    turn += 1;
    speech.cancel();
  };
  const show = reading => {
    box.classList.toggle("is-on", reading);
    start.hidden = reading;
    pause.hidden = stop.hidden = !reading;
  };
  const end = () => {
    const held = box.contains(document.activeElement);
    hush();
    mark(null);
    show(false);
    if (held) start.focus();
  };
  const say = () => {
    if (at >= queue.length) return end();
    const { block, said } = queue[at];
    const language = languageOf(block);
    const voice = voiceFor(language);
    const mine = turn;
    const next = () => {
      if (mine !== turn) return;
      at += 1;
      say();
    };
    mark(block);
    if (!voice) return next();
    const utterance = new SpeechSynthesisUtterance(said);
    Object.assign(utterance, { voice, lang: voice.lang, rate: 0.95, onend: next, onerror: next });
    speech.speak(utterance);
  };

  start.addEventListener("click", () => {
    hush();
    queue = passages();
    at = 0;
    paused = false;
    label("Faire une pause");
    show(true);
    pause.focus();
    say();
  });
  // Arrêter puis redire la phrase : la pause des navigateurs se perd sur bien des téléphones.
  pause.addEventListener("click", () => {
    paused = !paused;
    label(paused ? "Reprendre" : "Faire une pause");
    hush();
    if (!paused) say();
  });
  stop.addEventListener("click", end);
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && !stop.hidden) end();
  });
  window.addEventListener("pagehide", () => speech.cancel());
};

if (speech && box) {
  const reveal = () => {
    if (!box.hidden || !voiceFor("fr")) return;
    box.hidden = false;
    enliven();
  };
  speech.addEventListener?.("voiceschanged", reveal);
  reveal();
}
