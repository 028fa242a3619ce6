// Rewards: a first press asks the price and holds it, a second pays it; Telegram's main button does
// the same for the reward that is open.

import { call, Failed } from "./session.js";
import { haptic, mainButton } from "./telegram.js";

const quotes = new WeakMap(); // by button: the quote that its next press pays

export function begin(page, tools) {
  page.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-buy]");
    if (button) press(page, button, tools);
  });
  page.addEventListener("toggle", ({ target }) => {
    if (target.dataset.reward) offer(page, target, tools);
  }, { capture: true });
}

// What is open stays open; prices and stock come with the next visit or purchase.
export function update(page, fresh, { reload }) {
  if (!page.querySelector("[data-reward][open]")) reload();
}

function offer(page, reward, tools) {
  const button = reward.open ? reward.querySelector("[data-buy]") : null;
  if (reward.open) {
    for (const other of page.querySelectorAll("[data-reward][open]")) {
      if (other !== reward) other.open = false;
    }
  } else if (page.querySelector("[data-reward][open]")) return;
  mainButton(button?.textContent ?? "", () => button && press(page, button, tools));
}

async function press(page, button, { refused, reload, say }) {
  if (button.disabled) return;
  button.disabled = true;
  const told = button.closest("[data-reward]").querySelector("[data-told]");
  try {
    if (quotes.has(button)) {
      const body = { quote: quotes.get(button) };
      const bought = await (await call("/app/api/redemptions", { method: "POST", body })).json();
      const parts = bought.paid_by.map((one) => `${one.name} ${one.points}`).join(" · ");
      haptic("success");
      mainButton("");
      await reload();
      say(parts);
    } else {
      const body = { reward: button.closest("[data-reward]").dataset.reward, from: button.dataset.buy };
      const quoted = await (await call("/app/api/quotes", { method: "POST", body })).json();
      quotes.set(button, quoted.quote);
      button.textContent = button.dataset.confirm;
      mainButton(button.textContent, () => press(page, button, { refused, reload, say }));
      haptic("selection");
    }
  } catch (error) {
    quotes.delete(button);
    haptic("error");
    if (error instanceof Failed && error.problem.detail) told.textContent = plain(error.problem.detail);
    else refused(error, page.dataset.failed);
  } finally {
    button.disabled = false;
  }
}

const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;
