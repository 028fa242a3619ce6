// The price that a quote holds: until when, whose points would pay, what is left after that.

import { calm } from "./countdown.js";
import { spokenLanguage } from "./session.js";

const SECOND = 1_000;
let timer = 0;

export function hide(box) {
  clearInterval(timer);
  box.hidden = true;
}

export function show(box, quote, lapsed) {
  clearInterval(timer);
  box.querySelector("[data-holds]").textContent = quote.text.holds;
  box.querySelector("[data-left]").textContent = quote.text.left;
  box.querySelector("[data-bar]").replaceChildren(...quote.would_pay.map(stripe));
  const parts = box.querySelector("[data-parts]");
  parts.replaceChildren(...quote.would_pay.map(line));
  box.querySelector("[data-whose]").hidden = quote.from === "wallet";
  const ends = Date.now() + quote.seconds * SECOND;
  const tick = () => {
    const seconds = Math.ceil((ends - Date.now()) / SECOND);
    if (!box.isConnected) return clearInterval(timer);
    if (seconds > 0) return write(box.querySelector("[data-runs]"), seconds);
    clearInterval(timer);
    lapsed();
  };
  tick();
  timer = setInterval(tick, SECOND);
  box.hidden = false;
  box.scrollIntoView({ block: "nearest" });
}

// 9:59; those who want calm see whole minutes.
function write(element, seconds) {
  const minutes = calm.matches ? Math.ceil(seconds / 60) : Math.floor(seconds / 60);
  const rest = calm.matches ? 0 : seconds % 60;
  const text = `${minutes}:${String(rest).padStart(2, "0")}`;
  if (element.textContent !== text) element.textContent = text;
}

function stripe({ person, points }) {
  const bar = document.createElement("i");
  if (person) bar.className = `person-${person}`;
  bar.style.flexGrow = points;
  return bar;
}

function line({ person, name, points }) {
  const row = document.createElement("li");
  const dot = Object.assign(document.createElement("i"), { className: `dot person-${person ?? 0}` });
  const who = document.createElement("span");
  const named = document.createElement("bdi");
  named.textContent = name;
  who.append(named);
  const sum = Object.assign(document.createElement("span"), { className: "figure" });
  sum.textContent = new Intl.NumberFormat(spokenLanguage()).format(points);
  row.append(dot, who, sum);
  return row;
}
