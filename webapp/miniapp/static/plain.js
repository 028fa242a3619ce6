// Pages that are mostly read: lists, events, vouchers. What changed elsewhere takes the place of
// what was shown; what the reader unfolded stays as they left it.

import { copy } from "./copy.js";
import * as countdown from "./countdown.js";
import { stretch } from "./shares.js";
import { haptic } from "./telegram.js";

export function begin(page, tools) {
  page.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-copy]");
    if (button) copy(button, tools.say);
  });
  stretch(page);
  countdown.begin(page, tools.refresh);
}

export function update(page, fresh, tools) {
  for (const one of page.querySelectorAll("details[id]")) {
    fresh.querySelector(`#${CSS.escape(one.id)}`)?.toggleAttribute("open", one.open);
  }
  const used = fresh.querySelectorAll("[data-state=used]").length;
  if (used > page.querySelectorAll("[data-state=used]").length) haptic("success");
  page.replaceChildren(...fresh.childNodes);
  stretch(page);
  countdown.begin(page, tools.refresh);
}
