// Bouton « Autour de moi » : caché sans JavaScript. Le navigateur demande l’accord ; la position est arrondie au kilomètre
// avant de partir, et le site ne répond que par le nom de la commune.
for (const button of document.querySelectorAll("[data-here]")) {
  if (!("geolocation" in navigator)) continue;
  const field = button.closest(".field").querySelector("input");
  const say = words => { button.parentElement.querySelector("[data-here-said]").textContent = words; };
  const failed = () => say("Nous ne trouvons pas où vous êtes. Écrivez votre commune.");
  button.hidden = false;
  button.addEventListener("click", () => {
    say("Nous cherchons votre commune…");
    navigator.geolocation.getCurrentPosition(async ({ coords }) => {
      const at = `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`;
      const answer = await fetch(`${button.dataset.here}?ici=${at}`).catch(() => null);
      const commune = answer?.ok ? await answer.text() : "";
      if (!commune) return failed();
      field.value = commune;
      say(`Vous êtes près de ${commune}.`);
    }, failed, { maximumAge: 600000, timeout: 10000 });
  });
}
