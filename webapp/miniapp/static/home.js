// Home: the life line that is read by touch, the number that can be copied, the balance that moves.

import * as memberCode from "./member_code.js";
import { copy } from "./copy_button.js";
import { haptic } from "./telegram.js";

export function begin(page, { say }) {
  drawLifeLine(page);
  memberCode.begin(page.querySelector("[data-code]"));
  page.querySelector("[data-copy]").addEventListener("click", (event) => {
    copy(event.currentTarget, say);
  });
}

// Only what changed is replaced: the code keeps running and the reader keeps their place.
export function update(page, fresh) {
  const before = points(page);
  for (const region of fresh.querySelectorAll("[data-live]")) {
    page.querySelector(`[data-live="${region.dataset.live}"]`).replaceChildren(...region.childNodes);
  }
  drawLifeLine(page);
  if (points(page) > before) haptic("success");
  if (points(page) !== before) flash(page.querySelector("[data-points]"));
}

const points = (page) => Number(page.querySelector("[data-points]").dataset.points);

function flash(element) {
  element.classList.add("changed");
  element.addEventListener("animationend", () => element.classList.remove("changed"), { once: true });
}

// The life line is one slider: months may be narrower than a finger, a sliding finger is not.
function drawLifeLine(page) {
  const line = page.querySelector("[data-life-line]");
  if (!line) return;
  const months = [...line.querySelectorAll("[data-month]")];
  for (const part of line.querySelectorAll("[data-share]")) {
    part.style.flexGrow = part.dataset.share;
  }
  months.forEach((month, at) => {
    month.style.setProperty("--far", months.length > 1 ? at / (months.length - 1) : 0);
  });
  const reading = page.querySelector("[data-reading]");
  let chosen = -1;

  function choose(at) {
    const next = Math.max(0, Math.min(at, months.length - 1));
    if (next === chosen) return;
    chosen = next;
    months.forEach((month, index) => month.classList.toggle("chosen", index === chosen));
    line.classList.add("read");
    line.setAttribute("aria-valuenow", chosen + 1);
    line.setAttribute("aria-valuetext", months[chosen].dataset.month);
    reading.textContent = months[chosen].dataset.month;
    haptic("selection");
  }

  function under(event) {
    const right = months.map((month) => month.getBoundingClientRect().right);
    const found = right.findIndex((edge) => event.clientX < edge);
    return found < 0 ? months.length - 1 : found;
  }

  line.addEventListener("pointerdown", (event) => {
    line.setPointerCapture(event.pointerId);
    choose(under(event));
  });
  line.addEventListener("pointermove", (event) => event.buttons && choose(under(event)));
  line.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: chosen + 1, ArrowUp: chosen + 1, Home: 0, End: months.length - 1 };
    const target = { ...steps, ArrowLeft: chosen - 1, ArrowDown: chosen - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    choose(target);
  });
}
