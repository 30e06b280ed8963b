"""The script of the page of a validation: it narrows by severity, variable and rule, and searches the cases."""

SCRIPT = """
(() => {
  const form = document.querySelector("form.filters");
  if (!form) return;
  const names = ["severity", "variable", "rule"], output = form.querySelector("output");
  const told = JSON.parse(output.dataset.told);
  const fits = (element, said) => names.every(name => !said[name] || element.dataset[name] === said[name]);
  const narrow = () => {
    const said = Object.fromEntries(new FormData(form)), words = said.words.trim().toLocaleLowerCase();
    let rules = 0, cases = 0;
    const shown = new Set();
    for (const section of document.querySelectorAll("section.rule")) {
      const right = fits(section, said);
      let found = 0;
      for (const row of section.querySelectorAll("tbody tr")) {
        row.hidden = !right || !(!words || row.textContent.toLocaleLowerCase().includes(words));
        found += row.hidden ? 0 : 1;
      }
      section.hidden = !right || (words && !found);
      if (!section.hidden) { rules += 1; cases += found; shown.add("#" + section.id); }
    }
    for (const row of document.querySelectorAll("tr[data-rule]"))
      row.hidden = !shown.has(row.querySelector("a").getAttribute("href"));
    output.textContent = told.replace("{rules}", rules).replace("{cases}", cases);
  };
  form.hidden = false;
  form.addEventListener("input", narrow);
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(narrow));
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.hidden) { form.reset(); setTimeout(() => target.scrollIntoView()); }
  });
  narrow();
})();
"""
