// The member code: it renews itself a little before it ends, rests while nobody looks, and is never
// shown once it has ended.

import { call } from "./session.js";

const EARLY = 4_000; // renewed this long before the end
const AGAIN = 5_000; // pause after a failed attempt

let card = null;
let ends = 0; // by this device's clock, counted from the moment of asking
let timer = 0;

export function begin(section) {
  stop();
  card = section;
  card.querySelector("[data-renew]").addEventListener("click", renew);
  document.addEventListener("visibilitychange", plan);
  window.addEventListener("online", plan);
  renew();
}

export function stop() {
  clearTimeout(timer);
  document.removeEventListener("visibilitychange", plan);
  window.removeEventListener("online", plan);
  card = null;
  ends = 0;
}

function plan() {
  clearTimeout(timer);
  if (!card) return;
  const left = ends - Date.now();
  if (left <= 0) veil();
  if (document.visibilityState !== "visible") return;
  if (left <= EARLY) renew();
  else timer = setTimeout(plan, left - EARLY);
}

async function renew() {
  clearTimeout(timer);
  const sentAt = Date.now();
  const mine = card;
  try {
    const code = await (await call("/app/api/code")).json();
    if (mine !== card) return;
    ends = sentAt + code.seconds * 1000;
    draw(code);
    plan();
  } catch (error) {
    if (mine !== card) return;
    console.warn("no member code:", error.message);
    waitForEnd();
  }
}

// What is shown stays good until it ends, whatever the network does.
function waitForEnd() {
  const left = ends - Date.now();
  if (left <= 0) veil();
  timer = setTimeout(plan, Math.max(Math.min(left, AGAIN), 500));
}

function draw({ svg, typed, seconds }) {
  const picture = new DOMParser().parseFromString(svg, "text/html").body.firstElementChild;
  picture.setAttribute("aria-hidden", "true");
  card.querySelector("[data-qr]").replaceChildren(document.adoptNode(picture));
  const groups = typed.split("-").map((group) => {
    const part = document.createElement("span");
    part.textContent = group;
    return part;
  });
  card.querySelector("[data-typed]").replaceChildren(...groups);
  card.classList.remove("ended");
  card.removeAttribute("aria-busy");
  const ring = card.querySelector(".ring");
  const fresh = ring.cloneNode(true); // a new node starts its animation anew
  fresh.style.setProperty("--lasts", `${seconds}s`);
  ring.replaceWith(fresh);
}

function veil() {
  card.classList.add("ended");
  card.querySelector("[data-qr]").replaceChildren();
  card.querySelector("[data-typed]").replaceChildren();
}
