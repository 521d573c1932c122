// The worker of one door: keeps its page for when there is no connection, and sends what waits when there is one again.
importScripts("{{ queue|escapejs }}");
const NAME = "{{ name|escapejs }}";
const PAGE = "{{ page|escapejs }}";
const SYNC = "{{ sync|escapejs }}";
const CACHE = `hanse-door:${NAME}`;
const PATIENCE = 4000; // milliseconds: on a bad line the kept page is there sooner

// The page with all that it names; what it names beyond ours is not kept.
const keep = async (response) => {
  const cache = await caches.open(CACHE);
  const text = await response.clone().text();
  const named = new Set([...text.matchAll(/"(\/static\/[^"#?]+)/g)].map((found) => found[1]));
  await cache.put(PAGE, response.clone());
  await Promise.all([...named].map(async (address) => {
    if (!(await cache.match(address))) await cache.add(address).catch(() => {});
  }));
};

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const response = await fetch(PAGE, { credentials: "same-origin" });
    if (response.ok && !response.redirected) await keep(response);
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const patient = (request) => {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE);
  return fetch(request, { signal: control.signal }).finally(() => clearTimeout(timer));
};

// From the network where it answers; whoever may not come in any more must not be shown a kept page.
const page = async (event) => {
  const address = new URL(event.request.url);
  const isDoor = address.pathname === PAGE && !address.search;
  try {
    const response = await patient(event.request);
    if (isDoor && response.ok && !response.redirected) event.waitUntil(keep(response.clone()));
    return response;
  } catch {
    const kept = await (await caches.open(CACHE)).match(PAGE);
    if (kept) return kept;
    return fetch(event.request);
  }
};

const asset = async (request) => {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request, { ignoreSearch: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
};

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event));
  else if (address.pathname.startsWith("/static/")) event.respondWith(asset(event.request));
});

// Where the browser knows background sync, a phone in a pocket sends, too.
self.addEventListener("sync", (event) => {
  if (event.tag !== "hanse-door") return;
  event.waitUntil((async () => {
    const queue = await self.HanseQueue.open(NAME);
    if (!(await queue.count())) return;
    const { line } = await queue.send(SYNC, (await queue.get("token")) ?? "");
    for (const client of await self.clients.matchAll()) client.postMessage(line);
    if (line !== "online") throw new Error(line); // the browser tries again later
  })());
});
