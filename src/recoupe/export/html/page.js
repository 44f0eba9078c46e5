"use strict";
// Pointing at a thing, or focusing it, lights every place of it in its article: text, ledger, dispute, timeline.
for (const article of document.querySelectorAll("article")) {
  const light = (event) => {
    for (const e of article.querySelectorAll(".lit-s, .lit-a, .lit-d")) e.classList.remove("lit-s", "lit-a", "lit-d");
    if (event.type === "pointerleave" || event.type === "focusout") return;
    const refs = event.target.closest("[data-m]")?.dataset.m.split(" ") ?? [];
    const inner = refs.filter((ref) => ref[0] === "s").at(-1);
    for (const ref of refs) {
      if (ref[0] === "s" && ref !== inner) continue;
      for (const e of article.querySelectorAll(`[data-m~="${ref}"]`)) e.classList.add(`lit-${ref[0]}`);
    }
  };
  for (const name of ["pointerover", "pointerleave", "focusin", "focusout"]) article.addEventListener(name, light);
}
const index = document.getElementById("index");
document.querySelector("main").before(index);
