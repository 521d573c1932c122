// Shows a question only when the answers before it ask for it. Without this script all questions stand there, each
// with a line that says when to answer it; what is asked is decided by the server in any case.
(() => {
  for (const form of document.querySelectorAll("form")) {
    const hanging = [...form.querySelectorAll("[data-shown-if]")];
    if (!hanging.length) continue;
    const answers = (name) => {
      const fields = [...form.elements].filter((field) => field.name === name && !field.closest("[hidden]"));
      return fields.flatMap((field) => {
        if (field.type !== "checkbox" && field.type !== "radio") return field.value ? [field.value] : [];
        return field.checked ? [field.value === "on" ? "yes" : field.value] : [];
      });
    };
    const update = () => {
      for (const one of hanging) {
        const wanted = one.dataset.shownIs.split("|");
        one.hidden = !answers(one.dataset.shownIf).some((answer) => wanted.includes(answer));
        one.querySelector(".questions__if")?.setAttribute("hidden", "");
      }
    };
    form.addEventListener("change", update);
    update();
  }
})();
