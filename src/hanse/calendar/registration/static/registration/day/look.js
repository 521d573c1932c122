// What was said at the door and turned out otherwise: each stays, by name, until somebody has decided about it.
self.HanseLook = (() => {
  const BY_NAME = ["replaced", "known"];
  const TO_CORRECT = ["unreadable", "known"];

  // What a page shows of an act and its answer; of a guest who was refused, the phone alone knows the name.
  const shownOf = ({ key, act, answer }) => ({
    ...answer,
    key,
    act,
    name: answer.name || act.shown?.name || act.name || "",
    organisation: answer.organisation || act.shown?.organisation || act.organisation_name || "",
  });

  class Look {
    // `copy` makes an empty line, `says` names what has no name, `clock` writes an hour, `words` are the large words.
    constructor(section, list, { copy, says, clock, words }) {
      Object.assign(this, { section, list, copy, says, clock, words });
      this.lines = new Map(); // key of the act → its line
    }

    // Lines stay as they are while they stay, so that a word which somebody is writing is not lost.
    paint(undecided, on) {
      const keys = new Set(undecided.map((one) => one.key));
      for (const [key, line] of this.lines) {
        if (keys.has(key)) continue;
        line.remove();
        this.lines.delete(key);
      }
      for (const one of undecided) {
        if (this.lines.has(one.key)) continue;
        const line = this.line(shownOf(one), on);
        this.lines.set(one.key, line);
        this.list.prepend(line);
      }
    }

    // What the large answer shows is not said twice.
    arrange(shown) {
      for (const [key, line] of this.lines) line.hidden = key === shown?.key;
      this.section.hidden = [...this.lines.values()].every((line) => line.hidden);
    }

    line(one, on) {
      const line = this.copy("look");
      const find = (name) => line.querySelector(`[data-${name}]`);
      const name = one.name || this.says.nameless;
      find("name").textContent = name;
      find("at").textContent = this.clock(one.act.at);
      find("body").textContent = one.organisation;
      find("says").textContent = `${this.words[one.verdict]}. ${one.says}`;
      for (const whose of line.querySelectorAll(".sr-only")) whose.textContent = `: ${name}`;
      const isGuest = one.act.do === "guest";
      find("why").hidden = !one.with_word;
      find("by-name").hidden = !(BY_NAME.includes(one.verdict) && one.uid);
      find("correct").hidden = !(isGuest && TO_CORRECT.includes(one.verdict));
      find("end").firstChild.textContent = isGuest || one.with_word ? this.says.away : this.says.done;
      find("why").addEventListener("submit", (event) => {
        event.preventDefault();
        const field = event.target.elements.word;
        const word = field.value.trim();
        if (word) on.letIn(one, word);
        else field.focus();
      });
      find("by-name").addEventListener("click", () => on.byName(one));
      find("correct").addEventListener("click", () => on.correct(one));
      find("end").addEventListener("click", () => on.end(one));
      return line;
    }
  }

  return { Look, shownOf, BY_NAME };
})();
