// The behaviour of pages that are only read: lists, events, vouchers. A change elsewhere replaces the
// page; details that the reader opened stay open.

import { copy } from "./copy_button.js";
import * as countdown from "./countdown.js";
import { drawShares } from "./stacked_bars.js";
import { haptic } from "./telegram.js";

export function begin(page, tools) {
  page.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-copy]");
    if (button) copy(button, tools.say);
  });
  drawShares(page);
  countdown.begin(page, tools.refresh);
}

export function update(page, fresh, tools) {
  for (const details of page.querySelectorAll("details[id]")) {
    fresh.querySelector(`#${CSS.escape(details.id)}`)?.toggleAttribute("open", details.open);
  }
  const used = fresh.querySelectorAll("[data-state=used]").length;
  if (used > page.querySelectorAll("[data-state=used]").length) haptic("success");
  page.replaceChildren(...fresh.childNodes);
  drawShares(page);
  countdown.begin(page, tools.refresh);
}
