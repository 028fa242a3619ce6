// One reward: the first press asks its price and holds it, the second pays it. Telegram's main
// button presses here as well as the page's own; what was begun is never done twice.

import * as priceHold from "./price_hold.js";
import { call, Failed, Unreachable } from "./session.js";
import { drawShares } from "./stacked_bars.js";
import { haptic, mainButton } from "./telegram.js";

const LAPSED = ["redemptions-quote-ended", "redemptions-quote-unknown"];

let page = null;
let tools = null;
let quote = null; // the price that is held, if any
let busy = false;

const part = (name) => page.querySelector(`[data-${name}]`);

export function begin(element, given) {
  page = element;
  tools = given;
  quote = null;
  busy = false;
  page.addEventListener("change", chosen);
  page.addEventListener("submit", (event) => {
    event.preventDefault();
    press();
  });
  page.addEventListener("click", ({ target }) => {
    if (target.closest("[data-drop]")) putBack();
    const instead = target.closest("[data-instead]");
    if (instead) payFrom(instead.dataset.instead);
  });
  draw();
}

// What changed elsewhere is shown; what the member chose and the price that is held stay.
export function update(element, fresh) {
  const before = Object.values(choice());
  for (const region of fresh.querySelectorAll("[data-live]")) {
    page.querySelector(`[data-live="${region.dataset.live}"]`).replaceChildren(...region.childNodes);
  }
  for (const field of page.querySelectorAll("[data-pay] input")) {
    if (before.includes(field.value)) field.checked = true;
  }
  draw();
}

// From where, and for whom; without a family there is nothing to choose.
function choice() {
  const fields = new FormData(part("pay"));
  const recipient = fields.get("recipient");
  return { from: fields.get("from"), ...(recipient ? { recipient } : {}) };
}

function chosen() {
  haptic("selection");
  part("refusal").hidden = true;
  drop();
}

// The other fund can pay what this one cannot.
function payFrom(source) {
  const choice = page.querySelector(`[name=from][value="${source}"]`);
  choice.checked = true;
  choice.focus();
  chosen();
}

function putBack() {
  drop();
  part("press").focus();
}

function drop() {
  quote = null;
  draw();
}

function draw() {
  const { from } = choice();
  drawShares(page);
  for (const fund of page.querySelectorAll("[data-fund]")) fund.hidden = fund.dataset.fund !== from;
  const wish = quote ? quote.text.confirm : page.querySelector(`[data-fund="${from}"]`).dataset.ask;
  const button = part("press");
  button.hidden = !wish;
  button.textContent = wish;
  button.setAttribute("aria-disabled", busy); // a disabled one would lose the focus
  page.querySelector("[data-live=pay]").inert = busy;
  part("pay").toggleAttribute("data-busy", busy);
  part("pay").toggleAttribute("data-holding", Boolean(quote));
  if (!quote) priceHold.hide(part("held"));
  mainButton(wish, press, { busy });
}

async function press() {
  if (busy || part("press").hidden) return;
  const [mine, paying] = [page, Boolean(quote)];
  wait(true);
  part("refusal").hidden = true;
  try {
    await (paying ? redeem() : ask());
  } catch (error) {
    if (mine.isConnected) await refuse(error);
    else if (paying) tools.say(error.problem?.detail || mine.dataset.unsure);
  } finally {
    if (mine.isConnected) wait(false);
  }
}

function wait(now) {
  busy = now;
  draw();
}

async function ask() {
  const mine = page;
  const body = { reward: page.dataset.reward, ...choice() };
  const quoted = await (await call("/app/api/quotes", { method: "POST", body })).json();
  if (mine !== page || !mine.isConnected) return;
  quote = quoted;
  priceHold.show(part("held"), quote, lapsed);
  haptic("selection");
}

async function redeem() {
  const mine = page;
  const body = { quote: quote.quote };
  const bought = await (await call("/app/api/redemptions", { method: "POST", body })).json();
  haptic("success");
  const here = mine.isConnected;
  if (here) await tools.open(`vouchers/${bought.redemption}`, { replace: true });
  tools.say(here ? mine.dataset.done : mine.dataset.doneAway);
}

// Ten minutes are over while the page was open: said, and the next press asks anew.
function lapsed() {
  if (busy || !page.isConnected) return;
  drop();
  explain("", "lapsed");
}

async function refuse(error) {
  haptic("error");
  if (error instanceof Unreachable) return explain("", quote ? "unsure" : "unreachable");
  if (!(error instanceof Failed)) return tools.refused(error, page.dataset.failed);
  const was = quote;
  drop();
  if (was && LAPSED.includes(error.problem.code)) {
    await ask().catch(refuse);
    return explain("", quote ? "renewed" : "lapsed");
  }
  explain(error.problem.detail ?? "", error.problem.code);
  await tools.refresh();
}

// What happened, that no point is lost, and what to do now.
function explain(happened, code) {
  const box = part("refusal");
  const known = page.querySelector(`template[data-next="${code}"]`);
  const next = (known ?? page.querySelector("template[data-next=other]")).content.textContent;
  box.querySelector("b").textContent = happened || next;
  box.querySelector("p").textContent = happened ? next : "";
  box.hidden = false;
  box.scrollIntoView({ block: "nearest" });
}
