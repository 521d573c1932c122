// What a device at the door keeps and sends: acts in the order in which they were done, each under a key of its own.
// Used by the page and by its service worker. Nothing leaves the queue before the server has answered it, and the
// answer is written in the same transaction, so that a phone that dies in between loses neither.
self.HanseQueue = (() => {
  const MOST = 50; // acts in one request
  const PATIENCE = 15000; // milliseconds
  const VERSION = 2;
  const STORES = ["acts", "answers", "kept", "undecided"];
  const GOOD = ["in", "early", "undone"];

  // What was said at the door and turned out otherwise waits until somebody has decided. A guest waits in any case:
  // nothing else knows of them.
  const isUndecided = (act, { verdict }) =>
    act.do !== "undo" && !GOOD.includes(verdict) && (act.do === "guest" || verdict !== act.shown?.verdict);

  const asked = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  const done = (transaction) =>
    new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });

  const open = async (name) => {
    const request = indexedDB.open(`hanse-door:${name}`, VERSION);
    request.onupgradeneeded = ({ oldVersion }) => {
      if (oldVersion < 1) {
        request.result.createObjectStore("acts", { keyPath: "n", autoIncrement: true });
        request.result.createObjectStore("answers", { keyPath: "n", autoIncrement: true });
        request.result.createObjectStore("kept");
      }
      request.result.createObjectStore("undecided", { keyPath: "key" });
    };
    const base = await asked(request);
    base.onversionchange = () => base.close();
    return new Queue(name, base);
  };

  class Queue {
    constructor(name, base) {
      this.name = name;
      this.base = base;
    }

    store(name, mode = "readonly") {
      return this.base.transaction(name, mode).objectStore(name);
    }

    // What is to be sent; with it goes what it decides, where it decides something.
    async add(act, decides) {
      const transaction = this.base.transaction(["acts", "undecided"], "readwrite", { durability: "strict" });
      transaction.objectStore("acts").add(act);
      if (decides) transaction.objectStore("undecided").delete(decides);
      await done(transaction);
    }

    // Acts with their answers that nobody has decided about yet, oldest first.
    async undecided() {
      const found = await asked(this.store("undecided").getAll());
      return found.sort((one, other) => one.act.at.localeCompare(other.act.at));
    }

    async keepUndecided(act, answer) {
      const transaction = this.base.transaction("undecided", "readwrite", { durability: "strict" });
      transaction.objectStore("undecided").put({ key: act.key, act, answer });
      await done(transaction);
    }

    async decide(key) {
      const transaction = this.base.transaction("undecided", "readwrite", { durability: "strict" });
      transaction.objectStore("undecided").delete(key);
      await done(transaction);
    }

    waiting() {
      return asked(this.store("acts").getAll());
    }

    count() {
      return asked(this.store("acts").count());
    }

    get(key) {
      return asked(this.store("kept").get(key));
    }

    async put(values) {
      const transaction = this.base.transaction("kept", "readwrite");
      for (const [key, value] of Object.entries(values)) transaction.objectStore("kept").put(value, key);
      await done(transaction);
    }

    // All answers that nobody has looked at yet, oldest first; they are gone afterwards.
    async takeAnswers() {
      const transaction = this.base.transaction("answers", "readwrite");
      const found = await asked(transaction.objectStore("answers").getAll());
      transaction.objectStore("answers").clear();
      await done(transaction);
      return found;
    }

    async forgetList() {
      const transaction = this.base.transaction("kept", "readwrite");
      for (const key of ["roll", "mark", "state", "until", "free"]) transaction.objectStore("kept").delete(key);
      await done(transaction);
    }

    async forgetAll() {
      const transaction = this.base.transaction(STORES, "readwrite");
      for (const name of STORES) transaction.objectStore(name).clear();
      await done(transaction);
    }

    // Send what waits, and hear what is new. One sender at a time, the page or its worker, so that order is kept.
    send(address, token) {
      const work = () => this.drain(address, token);
      return navigator.locks ? navigator.locks.request(`hanse-door:${this.name}`, work) : work();
    }

    async drain(address, token) {
      for (;;) {
        const acts = (await this.waiting()).slice(0, MOST);
        let response;
        try {
          response = await fetch(address, {
            method: "POST",
            credentials: "same-origin",
            redirect: "error",
            signal: AbortSignal.timeout(PATIENCE),
            headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
            body: JSON.stringify({
              sent_at: new Date().toISOString(),
              mark: (await this.get("mark")) ?? null,
              acts: acts.map(({ n, shown, ...act }) => act),
            }),
          });
        } catch {
          return { line: "offline" };
        }
        if (!response.ok) return { line: response.status === 403 ? "refused" : "busy", status: response.status };
        const news = await response.json().catch(() => null);
        if (!news) return { line: "offline" };
        const left = acts.length - (await this.settle(acts, news.answers));
        if (acts.length < MOST || left === acts.length) return { line: "online", news };
      }
    }

    // What was answered leaves the queue, and its answer waits to be looked at, or to be decided about.
    async settle(acts, answers) {
      const byKey = new Map(answers.map((answer) => [answer.key, answer]));
      const names = ["acts", "answers", "undecided"];
      const transaction = this.base.transaction(names, "readwrite", { durability: "strict" });
      let settled = 0;
      for (const act of acts) {
        const answer = byKey.get(act.key);
        if (!answer) continue;
        transaction.objectStore("acts").delete(act.n);
        transaction.objectStore("answers").add({ act, answer });
        // Who was taken back at the door is decided about.
        if (act.do === "undo") transaction.objectStore("undecided").delete(act.of);
        if (isUndecided(act, answer)) transaction.objectStore("undecided").put({ key: act.key, act, answer });
        settled += 1;
      }
      await done(transaction);
      return settled;
    }
  }

  return { open };
})();
