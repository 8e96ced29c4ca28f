// Longueur d’un SMS pendant la frappe. Sans JavaScript, le serveur donne le même compte à l’enregistrement.
// <textarea data-sms-length="id-du-compteur" data-example='{"prenom": "Lucette"}'>
// GSM 03.38 : 160 signes, puis 153 par morceau ; les signes étendus comptent double.
const EXTENDED = "^{}\\[~]|€";
const fill = (text, example) => text.replace(/\{(\w+)\}/g, (whole, word) => example[word] ?? whole);
const plain = text => text.normalize("NFD").replace(/\p{Mn}/gu, "").replace(/[’‘]/g, "'").replace(/[«»“”]/g, '"').replace(/…/g, "...").replace(/\u00a0/g, " ");
const length = text => [...plain(text)].reduce((total, sign) => total + (EXTENDED.includes(sign) ? 2 : 1), 0);

document.addEventListener("input", event => {
  const area = event.target.closest("[data-sms-length]");
  if (!area) return;
  const text = fill(area.value, JSON.parse(area.dataset.example ?? "{}"));
  const unknown = text.match(/\{\w+\}/);
  const signs = length(text);
  const parts = signs <= 160 ? 1 : Math.ceil(signs / 153);
  document.getElementById(area.dataset.smsLength).textContent = unknown
    ? `Mot inconnu : ${unknown[0]}`
    : `${signs} signes avec un exemple : ${parts} SMS`;
});
