// Counts down to what the page names. The server has written the figures already; here they are
// kept fresh by the server's clock, and spelled by the browser as each language spells units.

import { now, spokenLanguage } from "./session.js";

const SECOND = 1_000;
const STEPS = [["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1]];
export const calm = matchMedia("(prefers-reduced-motion: reduce)");

let timer = 0;

// Starts anew with every page; `over` is called when something that was counted has come.
export function begin(page, over) {
  clearInterval(timer);
  const counted = [...page.querySelectorAll("[data-at]")];
  if (!counted.length) return;
  const tick = () => {
    if (!page.isConnected) return clearInterval(timer);
    for (const element of counted) {
      const seconds = Math.ceil((Date.parse(element.dataset.at) - now()) / SECOND);
      if (seconds > 0) write(element, seconds);
      else if (!element.dataset.over) {
        element.dataset.over = "true";
        over();
      }
    }
  };
  tick();
  timer = setInterval(tick, SECOND);
}

// The two units that matter; seconds only in the last hour, and not for those who want calm.
function figures(seconds) {
  const first = STEPS.findIndex(([, size]) => seconds >= size);
  const shown = STEPS.slice(first, first + 2).filter(([unit]) => unit !== "second" || !calm.matches);
  let rest = Math.max(seconds, calm.matches ? 60 : 0);
  return (shown.length ? shown : [STEPS[2]]).map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return [unit, count];
  });
}

function write(element, seconds) {
  const text = figures(seconds);
  const key = text.join();
  if (element.dataset.written === key) return;
  element.dataset.written = key;
  element.replaceChildren(...text.flatMap(([unit, count]) => spelled(unit, count)));
}

function spelled(unit, count) {
  const written = new Intl.NumberFormat(spokenLanguage() || document.documentElement.lang, {
    style: "unit", unit, unitDisplay: "long",
  }).formatToParts(count);
  const figure = document.createElement("b");
  figure.textContent = written.filter(({ type }) => type !== "unit" && type !== "literal")
    .map(({ value }) => value).join("");
  const name = written.find(({ type }) => type === "unit").value;
  return [figure, ` ${name} `];
}
