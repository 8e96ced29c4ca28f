/* La signature dessinée : des traits, gardés comme une suite de points. Sans ce script, le prénom écrit suffit. */
const pad = document.querySelector("[data-signature]");
if (pad) {
  const canvas = pad.querySelector("canvas");
  const kept = document.querySelector("input[name=signature]");
  const pen = canvas.getContext("2d");
  let drawing = false;
  canvas.style.touchAction = "none";
  canvas.style.maxWidth = "100%";
  canvas.style.padding = "0";
  pad.hidden = false;
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    const along = (value, size, most) => Math.max(0, Math.min(most - 1, Math.round((value / size) * most)));
    return [along(event.clientX - box.left, box.width, canvas.width), along(event.clientY - box.top, box.height, canvas.height)];
  };
  const clear = () => { kept.value = ""; pen.clearRect(0, 0, canvas.width, canvas.height); };
  const add = (letter, [x, y]) => {
    const next = `${kept.value}${letter}${x} ${y} `;
    if (next.length > 12000) return;
    kept.value = next;
    if (letter === "M") { pen.beginPath(); pen.moveTo(x, y); } else { pen.lineTo(x, y); pen.stroke(); }
  };
  pen.lineWidth = 3;
  pen.lineCap = "round";
  pen.strokeStyle = getComputedStyle(canvas).color;
  clear();
  canvas.addEventListener("pointerdown", (event) => { drawing = true; canvas.setPointerCapture(event.pointerId); add("M", place(event)); });
  canvas.addEventListener("pointermove", (event) => { if (drawing) add("L", place(event)); });
  for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, () => { drawing = false; });
  pad.querySelector("button").addEventListener("click", clear);
}
