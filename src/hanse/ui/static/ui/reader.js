// Tells the server the reader's time zone, so that pages show the reader's clock. The first page of a visit was made
// before the zone was known: where it shows hours, those parts are asked for again.
// Without this script the zone can be chosen by hand on the page "Reading".
(() => {
  const cookie = (name) => document.cookie.split("; ").find((c) => c.startsWith(name + "="))?.slice(name.length + 1);
  if (cookie("zone") === undefined) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const secure = location.protocol === "https:" ? "; secure" : "";
    if (zone) document.cookie = `zone=${zone}; path=/; max-age=31536000; samesite=lax${secure}`;
    if (cookie("zone") !== undefined && document.querySelector("main [data-clock]")) tell();
  }
  async function tell() {
    const answer = await fetch(location.href, { cache: "no-cache" }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-clock]")) {
      const again = page.querySelector(`[data-clock="${part.dataset.clock}"]`);
      if (again && !part.contains(document.activeElement)) part.replaceWith(again);
    }
  }
  // A menu closes when the reader goes on elsewhere.
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
