// Passkeys: the browser makes or shows one, the form sends it. Without this script the other ways in remain.
// Markup: [data-passkey="login|authenticate|add"] around a form[data-passkey-form] with a field "credential", a
// [data-passkey-says] for what went wrong, and the server's options in #passkey-options (for "login" they are fetched).
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const listed = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));

  const made = async (options) => {
    const asked = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
    asked.user = { ...asked.user, id: bytes(asked.user.id) };
    asked.excludeCredentials = listed(asked.excludeCredentials);
    const key = await navigator.credentials.create({ publicKey: asked });
    return sent(key, {
      attestationObject: text(key.response.attestationObject),
      transports: key.response.getTransports?.() ?? [],
    });
  };
  const shown = async (options) => {
    const asked = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
    asked.allowCredentials = listed(asked.allowCredentials);
    const key = await navigator.credentials.get({ publicKey: asked });
    const { authenticatorData, signature, userHandle } = key.response;
    return sent(key, {
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    });
  };
  const sent = (key, response) => ({
    type: key.type,
    id: key.id,
    rawId: text(key.rawId),
    response: { ...response, clientDataJSON: text(key.response.clientDataJSON) },
    clientExtensionResults: key.getClientExtensionResults(),
  });
  const options = async (kind, form) => {
    if (kind !== "login") {
      const data = JSON.parse(document.getElementById("passkey-options").textContent);
      return data.creation_options ?? data.request_options;
    }
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  };

  if (!window.PublicKeyCredential || !navigator.credentials) return;
  for (const place of document.querySelectorAll("[data-passkey]")) {
    const kind = place.dataset.passkey;
    const form = place.querySelector("[data-passkey-form]");
    const says = place.querySelector("[data-passkey-says]");
    place.hidden = false;
    document.querySelector("[data-passkey-missing]")?.remove();
    form.addEventListener("submit", async (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      says.textContent = "";
      try {
        const given = await options(kind, form);
        const key = await (kind === "add" ? made(given) : shown(given));
        // The choice to stay signed in stands in the other form of the page.
        const stay = document.querySelector("#enter [name=remember]");
        if (kind === "login" && stay?.checked) form.append(Object.assign(stay.cloneNode(), { hidden: true, id: "" }));
        form.elements.credential.value = JSON.stringify(key);
        form.requestSubmit();
      } catch {
        says.textContent = says.dataset.passkeySays;
      }
    });
  }
})();
