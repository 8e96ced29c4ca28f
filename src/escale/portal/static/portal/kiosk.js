// Tablette d’accueil : ce qu’une personne a tapé avant de s’en aller s’efface après une minute sans geste.
// Sans JavaScript, l’écran s’efface au prochain numéro pris.
const IDLE = 60_000;
const form = document.querySelector("[data-idle-reset]");
const isTouched = () => [...new FormData(form)].some(([name, value]) => ["first_name", "reason"].includes(name) && value);
let timer;
const wait = () => {
  clearTimeout(timer);
  timer = setTimeout(() => (isTouched() ? location.replace(location.pathname) : wait()), IDLE);
};
if (form) {
  for (const gesture of ["pointerdown", "keydown", "input"]) document.addEventListener(gesture, wait);
  wait();
}
