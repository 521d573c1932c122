// The form of a guest who is not on the list: checked before anybody is let in, because without a connection the server
// could say what is wrong only when they are gone.
self.HanseGuest = (() => {
  const FIELDS = ["name", "organisation_name", "office", "email"];
  const ADDRESS = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)*\.[^\s@.]{2,}$/;

  const of = (act) => Object.fromEntries(FIELDS.map((name) => [name, act[name] ?? ""]));

  class Form {
    // `letIn` takes the guest, the word why, and the key of the act that is put right, where one is.
    constructor(details, form, line, says, letIn) {
      Object.assign(this, { details, form, line, says, letIn, corrected: "" });
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.send();
      });
    }

    send() {
      const fields = this.form.elements;
      const guest = Object.fromEntries(FIELDS.map((name) => [name, fields[name].value.trim()]));
      if (!guest.name) return this.refuse(this.says.no_name, fields.name);
      const isAddress = !guest.email || (fields.email.checkValidity() && ADDRESS.test(guest.email));
      if (!isAddress) return this.refuse(this.says.no_address.replace("%(email)s", () => guest.email), fields.email);
      this.refuse("");
      this.letIn(guest, fields.word.value.trim(), this.corrected);
      this.corrected = "";
      this.form.reset();
      this.details.open = false;
    }

    // What is wrong, and where; what was written stays.
    refuse(words, field) {
      this.line.textContent = words;
      this.line.hidden = !words;
      for (const name of FIELDS) this.form.elements[name].removeAttribute("aria-invalid");
      if (!field) return;
      field.setAttribute("aria-invalid", "true");
      field.focus();
    }

    // A guest whom the server could not take, to be put right here.
    correct({ key, act, says }) {
      this.corrected = key;
      for (const name of [...FIELDS, "word"]) this.form.elements[name].value = act[name] ?? "";
      this.details.open = true;
      this.refuse(says, this.form.elements.name);
    }
  }

  return { Form, of };
})();
