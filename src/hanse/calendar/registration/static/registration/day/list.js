// The list that a device at the door keeps: whom to expect, who is in, and what a ticket or a name means by it.
self.HanseList = (() => {
  const MOST_FOUND = 20;
  const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase();

  // The number on a ticket, as hanse/calendar/registration/passes/codes.py makes it.
  const shortCode = (uid) => {
    let number = BigInt(`0x${uid.replaceAll("-", "").slice(0, 10)}`);
    let code = "";
    for (let place = 0; place < 8; place += 1, number >>= 5n) code = ALPHABET[Number(number & 31n)] + code;
    return code;
  };

  class List {
    constructor(intake) {
      this.intake = intake;
      this.clear();
    }

    clear() {
      this.people = new Map(); // uid → { uid, digest, name, office, organisation, state, attendance, folded }
      this.byDigest = new Map(); // digest of the present ticket → uid
      this.inside = new Map(); // uid → { key, at, by }
      this.keys = [];
    }

    take(roll) {
      this.clear();
      this.keys = roll.keys;
      for (const [uid, digest, name, office, organisation, state, attendance] of roll.people) {
        const folded = fold(`${name} ${office} ${organisation}`);
        this.people.set(uid, { uid, digest, name, office, organisation, state, attendance, folded });
        if (digest) this.byDigest.set(digest, uid);
      }
      this.note(roll.in);
    }

    // What others did.
    note(entries) {
      for (const [uid, key, attendance, at, by, isUndone] of entries) {
        if (attendance !== "in-person") continue;
        if (!isUndone) this.inside.set(uid, { key, at, by });
        else this.leave(key);
      }
    }

    entries() {
      return [...this.inside].map(([uid, one]) => [uid, one.key, "in-person", one.at, one.by, false]);
    }

    enter(uid, entry) {
      this.inside.set(uid, entry);
    }

    leave(key) {
      for (const [uid, entry] of this.inside) if (entry.key === key) this.inside.delete(uid);
    }

    judgeTicket(ticket) {
      const listed = this.people.get(this.byDigest.get(ticket.digest));
      if (listed) return this.judge(listed);
      if (ticket.signed === false) return { verdict: "forged" };
      if (ticket.intake !== this.intake) return { verdict: "foreign" };
      const known = this.people.get(ticket.uid);
      if (known) return { verdict: known.state === "confirmed" ? "replaced" : "not-confirmed", person: known };
      // Made after this list was: the signature says that it is ours.
      if (ticket.signed) return { verdict: "in", isNew: true, uid: ticket.uid };
      return { verdict: "unknown" };
    }

    judge(person) {
      const entry = this.inside.get(person.uid);
      if (entry) return { verdict: "already", person, entry };
      if (person.state !== "confirmed") return { verdict: "not-confirmed", person };
      if (person.attendance !== "in-person") return { verdict: "online", person };
      return { verdict: "in", person };
    }

    search(asked) {
      const words = fold(asked).split(/\s+/).filter(Boolean);
      const code = asked.toUpperCase().replace(/[\s-]/g, "");
      const found = [];
      for (const person of this.people.values()) {
        if (found.length === MOST_FOUND) break;
        if (words.every((word) => person.folded.includes(word)) || shortCode(person.uid) === code) found.push(person);
      }
      return found;
    }
  }

  return { List };
})();
