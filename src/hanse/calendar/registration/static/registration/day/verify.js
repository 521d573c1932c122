// Reads a ticket without asking anybody: its parts, its digest, and, where the browser can, its Ed25519 signature.
// The form is told in hanse/calendar/registration/passes/tokens.py.
self.HanseTicket = (() => {
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const BODY = 25;
  const LENGTH = 89;

  const tokenIn = (text) => /(?:^|\/)([A-Z2-7]{143})\/?$/.exec(text.trim().toUpperCase().slice(0, 2000))?.[1] ?? "";

  // The address of a ticket, whole or damaged: nobody is called so.
  const isAddress = (text) => /^\s*https?:\/\/\S*\/t\//i.test(text);

  const octetsOf = (token) => {
    const octets = new Uint8Array(LENGTH);
    let bits = 0;
    let held = 0;
    let place = 0;
    for (const letter of token) {
      held = (held << 5) | LETTERS.indexOf(letter);
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        octets[place++] = (held >> bits) & 255;
        held &= (1 << bits) - 1;
      }
    }
    return held ? null : octets; // bits left over would be a second spelling of the same octets
  };

  const hex = (octets) => [...octets].map((octet) => octet.toString(16).padStart(2, "0")).join("");

  const unpadded = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

  // true, false, or null where this browser does not know Ed25519, or the keys have not come yet.
  const isSigned = async (octets, keys) => {
    if (!keys.length) return null;
    try {
      for (const key of keys) {
        const imported = await crypto.subtle.importKey("raw", unpadded(key), { name: "Ed25519" }, false, ["verify"]);
        if (await crypto.subtle.verify("Ed25519", imported, octets.slice(BODY), octets.slice(0, BODY))) return true;
      }
      return false;
    } catch {
      return null;
    }
  };

  // What a code says; nothing where it is no ticket at all.
  const read = async (text, keys) => {
    const token = tokenIn(text);
    const octets = token && octetsOf(token);
    if (!octets || octets[0] !== 1) return null;
    const uid = hex(octets.slice(5, 21)).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token)));
    return {
      token,
      uid,
      intake: new DataView(octets.buffer).getUint32(1),
      digest: hex(digest).slice(0, 32),
      signed: await isSigned(octets, keys),
    };
  };

  return { read, tokenIn, isAddress };
})();
