// Les réponses d’un formulaire, gardées dans ce navigateur tant que le serveur ne les a pas reçues.
// `fields` : les paires nom, valeur du formulaire. `isSent` : le bouton « Enregistrer » a été pressé, l’envoi attend.
const MOST_DAYS = 7;

export function keep(key, kept) {
  try {
    localStorage.setItem(key, JSON.stringify({ ...kept, at: Date.now() }));
    return true;
  } catch {
    return false; // Navigation privée, mémoire pleine : le formulaire part alors comme sans ce module.
  }
}

export function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    if (kept && Date.now() - kept.at < MOST_DAYS * 86_400_000) return kept;
  } catch {
    // Ce qui ne se lit pas ne sert plus.
  }
  forget(key);
  return null;
}

export function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Sans mémoire, rien à oublier.
  }
}
