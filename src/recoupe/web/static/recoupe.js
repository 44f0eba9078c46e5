// Keys, as in readers of feeds: j and k go on and back, o opens, / searches, ? tells, Esc leaves.
"use strict";
{
  const items = () => [...document.querySelectorAll("[data-item]")].filter((e) => e.offsetParent !== null);
  const help = document.getElementById("keys");
  let at = -1;

  const go = (step) => {
    const all = items();
    if (!all.length) return;
    const focused = all.findIndex((e) => e.contains(document.activeElement));
    at = Math.min(Math.max((focused >= 0 ? focused : at) + step, 0), all.length - 1);
    const link = all[at].querySelector("a[href]") || all[at];
    link.focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "nearest" });
  };

  const open = () => {
    const here = document.activeElement && document.activeElement.closest("[data-item]");
    const link = here && here.querySelector("a[href]");
    if (link) link.click();
  };

  const keys = {
    j: () => go(1),
    k: () => go(-1),
    o: open,
    "/": () => document.getElementById("q").focus(),
    "?": () => (help.open ? help.close() : help.showModal()),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Escape") {
      if (typing) event.target.blur();
      return;
    }
    if (typing || event.ctrlKey || event.altKey || event.metaKey) return;
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
}
