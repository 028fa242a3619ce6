// History: why each entry gave the points it did, in place, and earlier days on demand.

import { call } from "./session.js";

export function begin(page, { refused }) {
  const days = page.querySelector("[data-days]");
  if (!days) return;
  days.addEventListener("toggle", (event) => explain(event.target), { capture: true });
  page.addEventListener("click", (event) => {
    const more = event.target.closest("[data-more]");
    if (more) extend(days, more, refused);
  });
}

// A new entry goes on top; what was opened or loaded below stays.
export function update(page, fresh, { reload }) {
  const days = page.querySelector("[data-days]");
  if (!days) {
    return fresh.querySelector("[data-days]") && reload();
  }
  const known = new Set([...days.querySelectorAll("[data-entry]")].map((entry) => entry.dataset.entry));
  const newest = [...fresh.querySelectorAll("[data-entry]")].map((entry) => entry.dataset.entry);
  if (!newest.some((entry) => known.has(entry))) return reload();
  for (const why of days.querySelectorAll("details:not([open]) [data-why='shown']")) {
    why.dataset.why = "pending"; // a return may have changed it
  }
  for (const day of [...fresh.querySelectorAll("[data-day]")].reverse()) {
    const entries = [...day.querySelectorAll("[data-entry]")];
    const news = entries.filter((entry) => !known.has(entry.dataset.entry));
    if (!news.length) continue;
    const there = days.querySelector(`[data-day="${day.dataset.day}"]`);
    if (there) there.querySelector("[data-entries]").prepend(...news);
    else days.prepend(day);
  }
}

async function explain(entry) {
  const place = entry.querySelector("[data-why]");
  if (!entry.open || !place || place.dataset.why === "shown") return;
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await call(`/app/pages/why/${entry.dataset.entry}`);
    place.replaceChildren(...fragment(await answer.text()).childNodes);
    place.dataset.why = "shown";
  } catch {
    const words = document.createElement("p");
    words.textContent = place.dataset.failed;
    place.replaceChildren(words);
  } finally {
    place.removeAttribute("aria-busy");
  }
}

async function extend(days, more, refused) {
  if (more.hasAttribute("aria-busy")) return;
  more.setAttribute("aria-busy", "true");
  try {
    const answer = await call(`/app/pages/history?before=${more.dataset.more}`);
    const earlier = fragment(await answer.text());
    const first = earlier.querySelector("[data-day]");
    const next = earlier.querySelector("[data-more]");
    const reading = earlier.querySelector("summary");
    const last = days.querySelector("[data-day]:last-of-type");
    if (first && last?.dataset.day === first.dataset.day) {
      last.querySelector("[data-entries]").append(...first.querySelectorAll("[data-entry]"));
      first.remove();
    }
    more.before(...earlier.querySelectorAll("[data-day]"));
    if (next) more.replaceWith(next);
    else more.remove();
    reading?.focus({ preventScroll: true });
  } catch (error) {
    more.removeAttribute("aria-busy");
    refused(error, more.dataset.failed);
  }
}

const fragment = (html) => new DOMParser().parseFromString(html, "text/html").body;
