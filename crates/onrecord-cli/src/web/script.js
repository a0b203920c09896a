// Comfort only: the pages work without it. Choosing marked words lights up all of the statement and opens its note.
"use strict";
(() => {
  const parts = (number) => document.querySelectorAll(`[data-s="${number}"]`);
  let chosen = null;
  const clear = () => {
    if (chosen === null) return;
    parts(chosen).forEach((it) => it.classList.remove("chosen"));
    document.getElementById(`n${chosen}`)?.classList.remove("chosen");
    chosen = null;
  };
  const choose = (number) => {
    clear();
    const note = document.getElementById(`n${number}`);
    if (!note) return;
    chosen = number;
    parts(number).forEach((it) => it.classList.add("chosen"));
    note.classList.add("chosen");
    note.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("click", (event) => {
    const words = event.target.closest?.("a.st[data-s]");
    if (words && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const number = words.dataset.s;
      if (chosen === number) { clear(); history.replaceState(null, "", location.pathname + location.search); return; }
      choose(number);
      history.replaceState(null, "", `#n${number}`);
      return;
    }
    const note = event.target.closest?.(".note summary")?.closest(".note");
    if (note) {
      event.preventDefault();
      const number = note.id.slice(1);
      if (chosen === number) clear(); else choose(number);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.matches?.("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") clear();
    if (event.key === "/") { event.preventDefault(); document.getElementById("q")?.focus(); }
    if (event.key === "j" || event.key === "k") {
      const all = [...document.querySelectorAll('a.st[id^="s"]')].map((it) => it.dataset.s);
      const at = all.indexOf(chosen);
      const next = all[event.key === "j" ? at + 1 : Math.max(at - 1, 0)];
      if (next) { choose(next); document.getElementById(`s${next}`)?.scrollIntoView({ block: "center" }); }
    }
  });
  const asked = /^#[ns](\d+)$/.exec(location.hash);
  if (asked) choose(asked[1]);
})();
