// L’agenda au clavier. Les repères que lit ce module sont dits en tête de desk/agenda/grid.html.
// Flèches : d’une chose à l’autre, seulement quand l’une a le focus. Lettres : partout, sauf dans un champ, et on peut les
// couper (WCAG 2.1.4) : la case du panneau « Au clavier » s’en souvient dans ce navigateur.
const OFF = "escale-touches-coupees";
const week = document.querySelector(".week[data-agenda]");
const panel = document.getElementById("touches");
const box = panel?.querySelector("[data-keys-switch]");

const lettersAreOff = () => localStorage.getItem(OFF) !== null;
const isTyping = element => element.closest("input, select, textarea, [contenteditable]:not([contenteditable=false])") !== null;
const itemsOf = column => [...column.querySelectorAll("[data-item]")];
const minutesOf = item => {
  const [, hours, minutes] = item.closest("li").className.match(/at-(\d\d)(\d\d)/) ?? [, 0, 0];
  return Number(hours) * 60 + Number(minutes);
};

// Dans la même colonne, la chose d’avant ou d’après.
function beside(item, step) {
  const items = itemsOf(item.closest("section"));
  return items[items.indexOf(item) + step];
}

// Dans la colonne voisine qui n’est pas vide, la chose dont l’heure est la plus proche.
function across(item, step) {
  const columns = [...week.querySelectorAll("section[data-day]")];
  for (let at = columns.indexOf(item.closest("section")) + step; columns[at]; at += step) {
    const far = other => Math.abs(minutesOf(other) - minutesOf(item));
    const [nearest] = itemsOf(columns[at]).sort((one, other) => far(one) - far(other));
    if (nearest) return nearest;
  }
}

const ARROWS = {
  ArrowUp: item => beside(item, -1),
  ArrowDown: item => beside(item, 1),
  ArrowLeft: item => across(item, -1),
  ArrowRight: item => across(item, 1),
};

function press(key, item) {
  if (key === "?") {
    panel?.togglePopover();
    return true;
  }
  if (key === "m" && item?.dataset.move) {
    location.assign(`${item.dataset.move}?depuis=agenda`);
    return true;
  }
  const link = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  link?.click();
  return link !== null;
}

document.addEventListener("keydown", event => {
  const { target, key } = event;
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isTyping(target)) return;
  const item = week?.contains(target) ? target.closest("[data-item]") : null;
  if (item && key in ARROWS) {
    event.preventDefault();
    ARROWS[key](item)?.focus();
  } else if (key.length === 1 && !lettersAreOff() && !(panel?.matches(":popover-open") && key !== "?")) {
    if (press(key.toLowerCase(), item)) event.preventDefault();
  }
});

// Ce qui ne s’ouvre pas (une absence, un jour férié) se lit aussi en passant.
for (const item of week?.querySelectorAll("[data-item]:not(a)") ?? []) item.tabIndex = -1;

function announceKeys() {
  for (const link of document.querySelectorAll("[data-key]")) {
    if (lettersAreOff()) link.removeAttribute("aria-keyshortcuts");
    else link.setAttribute("aria-keyshortcuts", link.dataset.key);
  }
}

if (box) {
  box.closest("[hidden]").hidden = false;
  box.checked = !lettersAreOff();
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    announceKeys();
  });
}
announceKeys();
