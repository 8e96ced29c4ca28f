// Le plan dessiné par le serveur devient une carte que l’on déplace. Sans JavaScript, le dessin reste ; la liste dit tout.
// <div class="map" data-outlines="…/departements.json" [data-tiles="https://…/{z}/{x}/{y}.png" data-credit="© …"]><svg>…</svg></div>
/* global L */
const NEAREST = 17;
// Les contours sont justes à un kilomètre près : de plus près, il n’y a que la terre.
const OUTLINES_UP_TO = 10;

const placed = element => element.dataset.at.split(",").map(Number);
const word = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text });
const labelled = (className, text, size, anchor) =>
  L.divIcon({ className: "", html: word("span", className, text), iconSize: size, iconAnchor: anchor });

const addTowns = (map, drawing) => {
  for (const town of drawing.querySelectorAll(".town")) {
    const options = { icon: labelled("map-town", town.dataset.name, null, [4, 12]), interactive: false, keyboard: false };
    L.marker(placed(town), options).addTo(map).getElement().setAttribute("aria-hidden", "true");
  }
};

const addPins = (map, drawing) => {
  for (const pin of drawing.querySelectorAll(".pin")) {
    const number = pin.querySelector("text").textContent;
    const [right, down] = pin.dataset.shift.split(",").map(Number);
    const icon = labelled("pin-n", number, [34, 34], [17 - right, 17 - down]);
    const link = Object.assign(word("a", "", pin.dataset.name), { href: pin.dataset.href });
    const marker = L.marker(placed(pin), { icon, riseOnHover: true }).addTo(map).bindPopup(link, { closeButton: false, offset: [right, down - 12] });
    marker.getElement().setAttribute("aria-label", `${number}, ${pin.dataset.name}`);
  }
};

const addGround = (map, frame) => {
  if (frame.dataset.tiles) {
    L.tileLayer(frame.dataset.tiles, { maxZoom: NEAREST, attribution: frame.dataset.credit }).addTo(map);
    return;
  }
  const near = () => frame.classList.toggle("is-near", map.getZoom() > OUTLINES_UP_TO);
  map.on("zoomend", near);
  near();
  fetch(frame.dataset.outlines)
    .then(answer => answer.json())
    .then(shapes => L.geoJSON(shapes, { style: { className: "map-land" }, interactive: false }).addTo(map))
    .catch(() => frame.classList.add("is-near"));
};

const enliven = frame => {
  const drawing = frame.querySelector("svg");
  const here = drawing.querySelector(".me");
  const all = [...drawing.querySelectorAll(".pin"), ...(here ? [here] : [])].map(placed);
  const box = word("div", "map-live", "");
  frame.append(box);
  // Sur un téléphone, un doigt fait défiler la page ; deux doigts ou les boutons changent l’échelle.
  const map = L.map(box, { scrollWheelZoom: false, dragging: !L.Browser.mobile, zoomControl: false, attributionControl: false, zoomSnap: 0.25, maxZoom: NEAREST });
  L.control.zoom({ zoomInTitle: "Agrandir la carte", zoomOutTitle: "Réduire la carte" }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  if (frame.dataset.tiles) L.control.attribution({ prefix: false }).addTo(map);
  map.fitBounds(L.latLngBounds(all).pad(0.05), { padding: [30, 30], maxZoom: 15, animate: false });
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", drawing.getAttribute("aria-label"));
  addGround(map, frame);
  if (!frame.dataset.tiles) addTowns(map, drawing);
  if (here) L.marker(placed(here), { icon: labelled("map-here", "", [22, 22], [11, 11]), interactive: false, keyboard: false }).addTo(map);
  addPins(map, drawing);
  drawing.remove();
};

const start = () => {
  for (const frame of document.querySelectorAll(".map[data-outlines]:has(> svg)")) enliven(frame);
};
document.addEventListener("htmx:after:swap", start);
start();
