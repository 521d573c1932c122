// The page at the door. All it does can be done by its forms; this does it at once, and without a connection.
(async () => {
  const root = document.getElementById("door");
  const room = JSON.parse(document.getElementById("door-room").textContent);
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const copy = (name) => document.getElementById(`door-${name}`).content.firstElementChild.cloneNode(true);
  const cookie = (name) =>
    document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
  const hour = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: room.zone });
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "short", timeZone: room.zone });
  const clock = (at) => {
    const isToday = day.format(new Date(at)) === day.format(new Date());
    return isToday ? hour.format(new Date(at)) : `${day.format(new Date(at))}, ${hour.format(new Date(at))}`;
  };
  const fill = (words, values) => words.replace(/%\((\w+)\)s/g, (_, name) => values[name]);

  const EVERY = 20000; // milliseconds between two questions to the server
  const AGAIN = 4000; // the same code in front of the camera is one scan, not twenty-five
  const MOST_LATEST = 10;
  const GOOD = ["in", "early", "undone"];
  const MAY_BE_SEATED = ["asked", "waiting", "offered", "cancelled", "lapsed"];
  const { BY_NAME, shownOf } = HanseLook;

  if (!("indexedDB" in self) || !crypto.subtle || !crypto.randomUUID) return;
  const queue = await HanseQueue.open(room.name).catch(() => null);
  if (!queue) return;

  const list = new HanseList.List(room.intake);
  const latest = []; // what this phone did, newest first
  let isEarly = false;
  let shown = null; // the answer on the screen
  let asked = null; // what was searched for by name
  const look = new HanseLook.Look(part("look"), part("look-list"), { copy, clock, says: room.says, words: room.words });

  // ---- The list, as it is kept ----

  const forgetList = async () => {
    await queue.forgetList();
    list.clear();
  };

  const fetchRoll = async () => {
    const how = { headers: { Accept: "application/json" }, redirect: "error" };
    const response = await fetch(room.roll, how).catch(() => null);
    if (!response?.ok) return;
    const roll = await response.json().catch(() => null);
    if (!roll) return;
    await queue.put({ roll, mark: roll.mark, state: roll.state, free: roll.free, until: Date.now() + roll.left * 1000 });
    isEarly = roll.early;
    list.take(roll);
    await replay();
  };

  // What this phone did and the server does not know yet stands as it was done.
  const replay = async () => {
    for (const act of await queue.waiting()) {
      if (act.do === "undo") list.leave(act.of);
      else if (act.shown.verdict === "in") list.enter(act.shown.uid, { key: act.key, at: act.at, by: room.helper });
    }
  };

  // ---- Acts ----

  const sentence = ({ verdict, person, entry, isNew }) => {
    if (entry) return fill(room.says.already, { time: clock(entry.at), by: entry.by });
    if (verdict === "not-confirmed" && person) return room.states[person.state] ?? room.sentences[verdict];
    return isNew ? room.says.new : room.sentences[verdict];
  };

  const newAct = (told) => ({ key: crypto.randomUUID(), at: new Date().toISOString(), ...told });

  // `decides` is the key of an act that was refused before, and is decided about by this one.
  const doAct = async (told, judged, decides = "") => {
    const act = newAct(told);
    const verdict = judged.verdict === "in" && isEarly ? "early" : judged.verdict;
    const uid = judged.person?.uid ?? judged.uid ?? act.uid ?? act.key; // a guest goes by the key of the act
    const name = judged.person?.name ?? act.name ?? "";
    const organisation = judged.person?.organisation ?? act.organisation_name ?? "";
    act.shown = { uid, name, organisation, verdict };
    await queue.add(act, decides);
    if (verdict === "in") {
      list.enter(uid, { key: act.key, at: act.at, by: room.helper });
      remember(act);
    }
    show({ ...act.shown, key: act.key, act, person: judged.person, says: sentence({ ...judged, verdict }) });
    await paint();
    sendSoon();
  };

  const present = (judged) =>
    show({ ...judged.person, verdict: judged.verdict, person: judged.person, says: sentence(judged) });

  // One after another: a code that is read twice at once is one person and one "in already".
  let turn = Promise.resolve();
  const inTurn = (work) => (...told) => {
    turn = turn.then(() => work(...told)).catch(() => {});
    return turn;
  };

  const scan = inTurn(async (text) => {
    const ticket = await HanseTicket.read(text, list.keys);
    if (!ticket) return present({ verdict: "forged" });
    const judged = list.judgeTicket(ticket);
    if (["already", "foreign", "forged"].includes(judged.verdict)) return present(judged);
    // The list may be older than what has happened since: the server is asked, and has the last word.
    return doAct({ do: "let-in", ticket: ticket.token }, judged);
  });

  const letIn = inTurn((uid, word = "", decides = "") => {
    const person = list.people.get(uid);
    const judged = person ? list.judge(person) : { verdict: "in", uid };
    if (judged.verdict === "already" || (judged.verdict !== "in" && !word)) return present(judged);
    return doAct({ do: "let-in", uid, word }, { ...judged, verdict: "in" }, decides);
  });

  // How many seats are free by this phone's count: the server's, less those whom it has not heard of yet.
  const seatsFree = async () => {
    const free = await queue.get("free");
    if (typeof free !== "number") return Infinity;
    return free - (await queue.waiting()).filter((act) => act.do === "guest" || act.word).length;
  };

  const letInGuest = inTurn(async (guest, word, decides = "") => {
    if (word || (await seatsFree()) > 0) return doAct({ do: "guest", ...guest, word }, { verdict: "in" }, decides);
    // Nobody is told "in" who would be refused later. They wait on this phone until somebody has decided.
    const act = newAct({ do: "guest", ...guest, word, shown: { name: guest.name, verdict: "full" } });
    const answer = { verdict: "full", says: room.says.full, with_word: true };
    await queue.keepUndecided(act, answer);
    if (decides) await queue.decide(decides);
    show(shownOf({ key: act.key, act, answer }));
    return paint();
  });

  // Somebody who was refused comes in all the same, for a reason.
  const letInWithWord = ({ key, act, uid }, word) => {
    if (act?.do !== "guest") return letIn(uid || act?.uid, word, key);
    return letInGuest(HanseGuest.of(act), word, key);
  };

  const endIt = inTurn(async ({ key }) => {
    await queue.decide(key);
    if (shown?.key === key) clearAnswer();
    await paint();
  });

  const undo = inTurn(async (key) => {
    await queue.add({ key: crypto.randomUUID(), at: new Date().toISOString(), do: "undo", of: key, shown: {} });
    list.leave(key);
    forget(key);
    if (shown?.key === key) clearAnswer();
    await paint();
    sendSoon();
  });

  const remember = (act) => {
    latest.unshift({ key: act.key, at: act.at, ...act.shown });
    latest.splice(MOST_LATEST);
  };

  const forget = (key) => {
    const place = latest.findIndex((one) => one.key === key);
    if (place >= 0) latest.splice(place, 1);
  };

  // ---- What the server says ----

  let sending = null;
  let again = false;
  const sendSoon = () => {
    again = true;
    sending ??= (async () => {
      while (again) {
        again = false;
        await sendNow();
      }
    })().finally(() => {
      sending = null;
    });
    return sending;
  };

  const sendNow = async () => {
    await queue.put({ token: cookie("csrftoken") });
    const { line, news } = await queue.send(room.sync, cookie("csrftoken"));
    part("line").dataset.line = line;
    if (line === "refused") {
      await forgetList();
      await caches.delete(`hanse-door:${room.name}`);
    }
    if (line === "offline") askWorker();
    if (news) await hear(news);
    await readAnswers();
    await paint();
  };

  const hear = async (news) => {
    isEarly = news.early;
    list.note(news.in);
    await queue.put({ mark: news.mark, free: news.free, until: Date.now() + news.left * 1000 });
    const [expected, inside, online] = news.counts;
    for (const [name, value] of Object.entries({ expected, inside, online })) part(name).textContent = value;
    if (news.state !== (await queue.get("state"))) return fetchRoll();
    const roll = await queue.get("roll");
    // The kept list stays true for the next start without a connection.
    if (roll && news.in.length) await queue.put({ roll: { ...roll, in: list.entries() } });
  };

  const readAnswers = async () => {
    for (const { act, answer } of await queue.takeAnswers()) {
      if (act.do === "undo") continue;
      if (answer.verdict === "in") {
        if (!latest.some((one) => one.key === act.key)) remember({ ...act, shown: answer });
        list.enter(answer.uid, { key: act.key, at: act.at, by: room.helper });
      } else {
        list.leave(act.key);
        forget(act.key);
      }
      if (shown?.key === act.key) show(shownOf({ key: act.key, act, answer }));
    }
  };

  // ---- What is shown ----

  const mayWithWord = ({ verdict, person }) =>
    verdict === "online" || (verdict === "not-confirmed" && MAY_BE_SEATED.includes(person?.state));

  const show = (answer) => {
    const isGood = GOOD.includes(answer.verdict);
    shown = answer;
    const panel = part("answer");
    panel.dataset.good = isGood;
    part("word").textContent = room.words[answer.verdict];
    part("name").textContent = answer.name || (answer.uid && answer.verdict !== "unknown" ? room.says.nameless : "");
    part("body").textContent = [answer.organisation, answer.office].filter(Boolean).join(", ");
    part("says").textContent = answer.says;
    part("undo").hidden = answer.verdict !== "in";
    part("by-name").hidden = !(BY_NAME.includes(answer.verdict) && answer.uid);
    part("why").hidden = !(answer.with_word ?? mayWithWord(answer));
    part("why").reset();
    part("away").hidden = true; // until it is known to be undecided
    panel.hidden = false;
    look.arrange(shown);
    panel.scrollIntoView({ block: "nearest" });
    navigator.vibrate?.(isGood ? 60 : [80, 60, 80, 60, 80]);
  };

  // A new search begins: the answer of before is nobody's any more.
  const clearAnswer = () => {
    shown = null;
    part("answer").hidden = true;
    look.arrange(shown);
  };

  const lineWords = (line, count) => {
    if (line === "refused") return fill(count ? room.says.refused_many : room.says.refused, { count });
    if (!line) return room.says.asking;
    if (line !== "online") {
      return count ? fill(count === 1 ? room.says.waits_one : room.says.waits_many, { count }) : room.says.offline;
    }
    return count ? room.says.sending : room.says.sent;
  };

  const paint = async () => {
    const words = lineWords(part("line").dataset.line, await queue.count());
    if (part("line").textContent !== words) part("line").textContent = words;
    if (part("line").dataset.line !== "online") part("inside").textContent = list.inside.size;
    part("latest-list").replaceChildren(...latest.map(latestLine));
    part("latest").hidden = !latest.length;
    const undecided = await queue.undecided();
    look.paint(undecided, onLook);
    look.arrange(shown);
    part("away").hidden = !undecided.some((one) => one.key === shown?.key);
    if (asked !== null) paintFound();
  };

  const paintFound = () => {
    const found = list.search(asked);
    const lines = found.map(foundLine);
    const words = (all) => [...all].map((line) => line.textContent).join("\n");
    // What has not changed is left alone, with the place of the keyboard in it.
    if (words(lines) !== words(part("found").children)) part("found").replaceChildren(...lines);
    part("found-none").hidden = found.length > 0;
  };

  const latestLine = (one) => {
    const line = copy("latest");
    line.querySelector("[data-name]").textContent = one.name || room.says.nameless;
    line.querySelector("[data-body]").textContent = [one.organisation, clock(one.at)].filter(Boolean).join(" · ");
    line.querySelector("button").addEventListener("click", () => undo(one.key));
    return line;
  };

  const foundLine = (person) => {
    const line = copy("found");
    const judged = list.judge(person);
    line.querySelector("[data-name]").textContent = person.name || room.says.nameless;
    line.querySelector("[data-body]").textContent = [person.organisation, person.office].filter(Boolean).join(", ");
    line.querySelector("[data-says]").textContent = judged.verdict === "in" ? "" : sentence(judged);
    const button = line.querySelector("button");
    button.hidden = judged.verdict === "already";
    if (judged.verdict !== "in") button.textContent = room.says.look;
    button.addEventListener("click", () => letIn(person.uid));
    return line;
  };

  // ---- The page's own forms, taken over ----

  part("search").addEventListener("submit", (event) => {
    const field = event.target.elements.q;
    clearAnswer();
    if (HanseTicket.tokenIn(field.value) || HanseTicket.isAddress(field.value)) {
      // A hand-held reader types the code and presses Enter.
      event.preventDefault();
      asked = null;
      part("found").replaceChildren();
      part("found-none").hidden = true;
      scan(field.value);
      field.value = "";
    } else if (list.people.size) {
      event.preventDefault();
      asked = field.value;
      paintFound();
    }
  });
  part("search").addEventListener("input", clearAnswer);

  const guests = new HanseGuest.Form(part("guests"), part("guest"), part("guest-says"), room.says, letInGuest);

  const onLook = {
    letIn: letInWithWord,
    byName: ({ key, uid }) => letIn(uid, "", key),
    correct: (one) => guests.correct(one),
    end: endIt,
  };

  part("why").addEventListener("submit", (event) => {
    event.preventDefault();
    const word = event.target.elements.word.value.trim();
    if (!word) return event.target.elements.word.focus();
    letInWithWord(shown, word);
  });
  part("away").addEventListener("click", () => shown && endIt(shown));

  part("undo").addEventListener("click", () => shown?.key && undo(shown.key));
  part("by-name").addEventListener("click", () => letIn(shown.uid, "", shown.key));
  part("forget").addEventListener("click", async () => {
    const count = (await queue.count()) + (await queue.undecided()).length;
    if (count && part("forget").dataset.sure !== "yes") {
      part("forget").dataset.sure = "yes";
      part("forget-says").textContent = fill(room.says.lose, { count });
      return;
    }
    await queue.forgetAll();
    list.clear();
    latest.length = 0;
    for (const one of (await navigator.serviceWorker?.getRegistrations()) ?? []) {
      if (new URL(one.scope).pathname === room.page) await one.unregister();
    }
    await caches.delete(`hanse-door:${room.name}`);
    part("forget-says").textContent = room.says.forgotten;
    await paint();
  });

  // ---- The camera ----

  let last = { text: "", at: 0 };
  const camera = { section: part("camera"), video: part("video"), button: part("camera-button"), line: part("camera-says") };
  HanseScanner.attach(camera, room.decoder, room.says, (text) => {
    const now = Date.now();
    const isSame = text === last.text && now - last.at < AGAIN;
    last = { text, at: now };
    if (!isSame) scan(text);
  });

  // ---- Beginning ----

  const askWorker = () =>
    navigator.serviceWorker?.ready.then((one) => one.sync?.register("hanse-door")).catch(() => {});

  if (navigator.serviceWorker) {
    navigator.serviceWorker.register(room.worker).catch(() => {});
    navigator.serviceWorker.addEventListener("message", async (event) => {
      part("line").dataset.line = event.data; // what the line was like when the worker sent
      await readAnswers();
      await paint();
    });
  }
  const roll = ((await queue.get("until")) ?? 0) > Date.now() ? await queue.get("roll") : null;
  if (roll) {
    isEarly = roll.early;
    list.take(roll);
  } else await forgetList();
  await replay();
  for (const act of await queue.waiting()) if (act.shown?.verdict === "in") remember(act);
  await paint();
  root.dataset.script = "on";
  if (!roll) await fetchRoll();
  await sendSoon();
  addEventListener("online", sendSoon);
  document.addEventListener("visibilitychange", () => document.hidden || sendSoon());
  setInterval(() => document.hidden || sendSoon(), EVERY);
})();
