// Déplacer ou allonger un rendez-vous, ou une séance, à la souris. Rien n’est écrit ici : lâcher ouvre la page « Déplacer », remplie, qui dit
// ce qui gêne et demande s’il faut prévenir. Échap laisse tout en place. Au doigt, on fait défiler : le formulaire suffit.
const QUARTER = 15;
const HANDLE = 8; // pixels du bas qui changent la durée
const STARTED = 5; // pixels avant de croire à un glissement
const week = document.querySelector(".week[data-agenda]");
const said = document.getElementById("annonce");
let drag = null;
let justDropped = false;

const two = number => String(number).padStart(2, "0");
const clock = minutes => `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${two(minutes % 60)}` : ""}`;
const isGrid = () => getComputedStyle(week).display === "grid";

function begin(event) {
  const item = event.target.closest("[data-item][data-move]");
  if (!item || event.button !== 0 || event.pointerType === "touch" || !isGrid()) return;
  const row = item.closest("li");
  const box = row.getBoundingClientRect();
  const quarters = Number(row.className.match(/len-(\d+)/)[1]);
  const [, hours, minutes] = item.dataset.start.match(/T(\d\d):(\d\d)/);
  drag = {
    item, row, x: event.clientX, y: event.clientY, pixels: box.height / quarters, resizes: event.clientY > box.bottom - HANDLE,
    home: item.closest("section"), start: Number(hours) * 60 + Number(minutes), minutes: Number(item.dataset.minutes), ghost: null,
  };
}

// Où la chose irait, au quart d’heure.
function aim(event) {
  const moved = ((event.clientY - drag.y) / drag.pixels) * QUARTER;
  const snapped = minutes => Math.round(minutes / QUARTER) * QUARTER;
  if (drag.resizes) {
    const end = Math.min(snapped(drag.start + drag.minutes + moved), 24 * 60);
    return { column: drag.home, start: drag.start, minutes: Math.max(end - drag.start, QUARTER) };
  }
  const under = [...week.querySelectorAll("section[data-day]")].find(column => {
    const { left, right } = column.getBoundingClientRect();
    return left <= event.clientX && event.clientX < right;
  });
  const first = Number(week.dataset.hourStart) * 60;
  const start = Math.min(Math.max(snapped(drag.start + moved), first), 24 * 60 - drag.minutes);
  return { column: under ?? drag.home, start, minutes: drag.minutes };
}

function show(aimed) {
  if (!drag.ghost) {
    drag.ghost = document.createElement("li");
    drag.ghost.setAttribute("aria-hidden", "true");
    drag.ghost.append(Object.assign(document.createElement("span"), { className: `ev ${drag.item.className.match(/k-\w+/)[0]}` }));
    drag.row.classList.add("leaving");
    week.classList.add(drag.resizes ? "resizing" : "dragging");
  }
  const quarter = Math.floor(aimed.start / QUARTER) * QUARTER;
  const length = Math.max(1, Math.ceil((aimed.minutes + aimed.start - quarter) / QUARTER));
  drag.ghost.className = `ghost at-${two(Math.floor(quarter / 60))}${two(quarter % 60)} len-${length}`;
  const words = drag.resizes ? `${clock(aimed.start)}, ${aimed.minutes} min` : clock(aimed.start);
  if (drag.ghost.firstChild.textContent !== words) drag.ghost.firstChild.textContent = words;
  aimed.column.querySelector("ol").append(drag.ghost);
}

function follow(event) {
  if (!drag) return;
  if (!drag.ghost && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < STARTED) return;
  event.preventDefault();
  drag.aimed = aim(event);
  show(drag.aimed);
}

function stop() {
  if (!drag) return;
  drag.ghost?.remove();
  drag.row.classList.remove("leaving");
  week.classList.remove("dragging", "resizing");
  drag = null;
}

function drop() {
  if (!drag?.ghost) return stop();
  const { item, home, start, minutes, aimed } = drag;
  justDropped = true;
  setTimeout(() => { justDropped = false; });
  stop();
  if (aimed.column === home && aimed.start === start && aimed.minutes === minutes) return;
  const query = new URLSearchParams({
    depuis: "agenda", jour: aimed.column.dataset.day, heure: `${two(Math.floor(aimed.start / 60))}:${two(aimed.start % 60)}`, duree: aimed.minutes,
  });
  const whose = aimed.column.dataset.adviser;
  if (whose && whose !== home.dataset.adviser) query.set("qui", whose);
  location.assign(`${item.dataset.move}?${query}`);
}

function cancel() {
  if (!drag?.ghost) return;
  justDropped = true;
  stop();
  said.textContent = "Déplacement abandonné : rien n’a changé.";
}

if (week) {
  week.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", follow);
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", stop);
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !drag) return;
    event.preventDefault();
    cancel();
  });
  // Le lien d’un rendez-vous ne se glisse pas ailleurs, et lâcher n’est pas cliquer.
  week.addEventListener("dragstart", event => {
    if (event.target.closest("[data-move]")) event.preventDefault();
  });
  week.addEventListener("click", event => {
    if (!justDropped) return;
    justDropped = false;
    event.preventDefault();
  }, true);
}
