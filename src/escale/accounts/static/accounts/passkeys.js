// Passkeys: asks the browser for the proof, puts it in the form's hidden field and sends the form.
// A button is <button type="button" hidden data-passkey="create|get" form="…">: hidden where the browser has none.
// Its form holds an input named "credential"; the options come from #passkey-options, or from data-passkey-url.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const known = (list = []) => list.map((each) => ({ ...each, id: bytes(each.id) }));

async function options(button) {
  if (!button.dataset.passkeyUrl) return JSON.parse(document.getElementById("passkey-options").textContent);
  const response = await fetch(button.dataset.passkeyUrl, {
    headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
  });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

async function create(asked, alone) {
  const publicKey = { ...asked.creation_options.publicKey };
  publicKey.challenge = bytes(publicKey.challenge);
  publicKey.user = { ...publicKey.user, id: bytes(publicKey.user.id) };
  publicKey.excludeCredentials = known(publicKey.excludeCredentials);
  publicKey.authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone && { userVerification: "required" }),
  };
  const made = await navigator.credentials.create({ publicKey });
  return proof(made, { attestationObject: text(made.response.attestationObject) });
}

async function get(asked) {
  const publicKey = { ...asked.request_options.publicKey };
  publicKey.challenge = bytes(publicKey.challenge);
  publicKey.allowCredentials = known(publicKey.allowCredentials);
  const given = await navigator.credentials.get({ publicKey });
  const { authenticatorData, signature, userHandle } = given.response;
  return proof(given, {
    authenticatorData: text(authenticatorData),
    signature: text(signature),
    userHandle: userHandle && text(userHandle),
  });
}

const proof = (credential, response) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  clientExtensionResults: credential.getClientExtensionResults(),
  response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
});

for (const button of document.querySelectorAll("[data-passkey]")) {
  button.hidden = !window.PublicKeyCredential;
  button.addEventListener("click", async () => {
    const failure = document.getElementById("passkey-failure");
    failure.hidden = true;
    try {
      const asked = await options(button);
      const alone = Boolean(button.form.elements.passwordless?.checked);
      const credential = button.dataset.passkey === "create" ? await create(asked, alone) : await get(asked);
      button.form.elements.credential.value = JSON.stringify(credential);
      button.form.submit();
    } catch {
      // Refused, canceled or timed out: the browser tells no difference, and the person may try again.
      failure.hidden = false;
    }
  });
}
