// Keys as in feed readers. Pages do all without this file.
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const help = document.getElementById("help");
  const current = () => document.querySelector("[data-row].current");

  function go(step) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(current());
    const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step))];
    all.forEach((row) => row.classList.toggle("current", row === next));
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    next.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
    const link = next.querySelector("a");
    if (link) link.focus({ preventScroll: true });
  }

  function letGo() {
    if (document.activeElement) document.activeElement.blur();
    rows().forEach((row) => row.classList.remove("current"));
  }

  const keys = {
    j: () => go(1),
    k: () => go(-1),
    o: () => { const link = current() && current().querySelector("h2 a, h3 a, .head a, .to a, a"); if (link) link.click(); },
    "/": () => document.getElementById("q").focus(),
    "?": () => help.showModal(),
    Escape: letGo,
  };

  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || help.open) return;
    const typing = e.target.closest && e.target.closest("input, textarea, select");
    if (typing && e.key !== "Escape") return;
    const act = keys[e.key];
    if (act) {
      if (e.key !== "Escape") e.preventDefault();
      act();
    }
  });

  // A statement and its words light up together.
  const light = (e, on) => {
    const at = e.target.closest && e.target.closest("[data-m]");
    if (!at) return;
    for (const ref of at.dataset.m.split(" ")) {
      const scope = at.closest(".reading, .tested, section") || document;
      scope.querySelectorAll(`[data-m~="${CSS.escape(ref)}"]`).forEach((x) => x.classList.toggle(`lit-${ref[0]}`, on));
    }
  };
  for (const [name, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]])
    document.addEventListener(name, (e) => light(e, on));
})();
