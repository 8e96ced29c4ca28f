// Bouton « Autour de moi » : caché sans JavaScript. Le navigateur demande l’accord ; la position est arrondie au kilomètre
// avant de partir, et le site ne répond que par le nom de la commune.
for (const row of document.querySelectorAll("[data-here]")) {
  if (!("geolocation" in navigator)) continue;
  const field = row.closest("form").querySelector("[name=commune]");
  const say = words => { row.querySelector("[role=status]").textContent = words; };
  const failed = () => say("Nous ne trouvons pas où vous êtes. Écrivez votre commune.");
  row.hidden = false;
  row.querySelector("button").addEventListener("click", () => {
    say("Nous cherchons votre commune…");
    navigator.geolocation.getCurrentPosition(async ({ coords }) => {
      const at = `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`;
      const answer = await fetch(`${row.dataset.here}?ici=${at}`).catch(() => null);
      const commune = answer?.ok ? await answer.text() : "";
      if (!commune) return failed();
      field.value = commune;
      say(`Vous êtes près de ${commune}. Pressez « Chercher ».`);
    }, failed, { maximumAge: 600000, timeout: 10000 });
  });
}
