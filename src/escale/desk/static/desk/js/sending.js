// Envoyer un formulaire gardé. Le serveur reconnaît une clé déjà reçue (`submission`) : envoyer deux fois n’écrit qu’une fois.
// `outcome` : "sent" (avec l’appel écrit et où aller), "answer" (la page doit être montrée : erreurs, ou appel d’un collègue),
// "signed-out", "refused", "offline" (pas de réseau), "no-answer" (le serveur ne répond pas). `token` : le jeton, s’il a changé.
const PATIENCE = 15_000;

export async function send(address, fields) {
  const answer = await post(address, fields);
  if (answer.status !== 403) return answer;
  // Le jeton a changé, par exemple après une nouvelle connexion : la page en donne un autre.
  const fresh = await freshToken(address);
  if (!fresh.token) return fresh;
  const renewed = fields.map(([name, value]) => [name, name === "csrfmiddlewaretoken" ? fresh.token : value]);
  const again = await post(address, renewed);
  return again.status === 403 ? { outcome: "refused" } : { ...again, token: fresh.token };
}

async function post(address, fields) {
  const response = await reach(address, { method: "POST", body: new URLSearchParams(fields) });
  const answer = read(response);
  if (answer) return answer;
  const written = await response.json().catch(() => null);
  return written ? { outcome: "sent", ...written } : { outcome: "no-answer" };
}

async function freshToken(address) {
  const response = await reach(address, { headers: { Accept: "text/html" } });
  const answer = read(response);
  if (answer) return answer;
  const page = new DOMParser().parseFromString(await response.text().catch(() => ""), "text/html");
  const token = page.querySelector("main [name=csrfmiddlewaretoken]")?.value;
  return token ? { token } : { outcome: "refused" };
}

// Ce que dit une réponse qui n’est pas un succès ; rien pour un succès.
function read(response) {
  if (!response) return { outcome: "offline" };
  if (response.ok) return null;
  if (response.type === "opaqueredirect") return { outcome: "signed-out" };
  const { status } = response;
  if (status === 409 || status === 422) return { outcome: "answer", status };
  return { outcome: status >= 500 || status === 429 ? "no-answer" : "refused", status };
}

async function reach(address, how) {
  try {
    return await fetch(address, {
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
      ...how,
    });
  } catch {
    return null;
  }
}
