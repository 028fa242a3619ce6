// The family: one bar stacked by person. Every act is sent once; what was typed stays until it is
// done, and what went wrong is said next to it.

import { call, Unreachable } from "./session.js";
import { drawShares } from "./stacked_bars.js";
import { haptic, startParameter } from "./telegram.js";

const FAMILY = "/app/api/family";

let busy = false;

export function begin(page, tools) {
  busy = false;
  drawShares(page);
  page.addEventListener("submit", (event) => {
    event.preventDefault();
    submitted(event.target, event.submitter, page, tools);
  });
  page.addEventListener("change", ({ target }) => {
    if (target.name === "percent") part(target, page, tools);
  });
  page.addEventListener("input", ({ target }) => target.form && clear(target.form));
  page.addEventListener("click", ({ target }) => pressed(target.closest("button"), page, tools));
  fromLink(page);
  fromReward(page);
}

// Amounts that others move show by themselves; a member who founded, joined or left a family
// elsewhere needs another page.
export function update(page, fresh, { reload }) {
  if (page.dataset.family !== fresh.dataset.family) return reload();
  for (const region of fresh.querySelectorAll("[data-live]")) {
    const there = page.querySelector(`[data-live="${region.dataset.live}"]`);
    if (!there.isEqualNode(region)) there.replaceChildren(...region.childNodes);
  }
  drawShares(page);
}

function submitted(form, button, page, tools) {
  const acts = {
    found: () => send("/app/api/families", { name: form.elements.name.value }, page, tools, { form }),
    offer: () => look(tokenOf(form.elements.token.value, page), page, tools, form),
    move: () => move(form, button ?? form.querySelector("[value=contribute]"), page, tools),
  };
  acts[form.dataset.act]?.();
}

function pressed(button, page, tools) {
  if (!button) return;
  const { dataset } = button;
  if (dataset.all) choose(page, dataset.all);
  else if ("invite" in dataset) invite(page, tools);
  else if ("copy" in dataset) copy(button, page, tools);
  else if ("join" in dataset) {
    send(`${FAMILY}/join`, { token: dataset.join, confirm: true }, page, tools);
  } else if (dataset.revoke) {
    send(`${FAMILY}/invitations/${dataset.revoke}`, undefined, page, tools, { method: "DELETE" });
  } else if (dataset.heir) send(`${FAMILY}/head`, { member: dataset.heir }, page, tools);
  else if ("leave" in dataset) send(`${FAMILY}/leave`, {}, page, tools);
}

function choose(page, points) {
  const field = page.querySelector("#family-points");
  field.value = points;
  clear(field.form);
  haptic("selection");
}

// People write 1,280 or １２８０ as well.
const wholeOf = (text) => text.normalize("NFKC").replace(/[\s,，]/g, "");

async function move(form, button, page, tools) {
  const points = wholeOf(form.elements.points.value);
  if (!/^0*[1-9]\d*$/.test(points)) return blame(form, form.dataset.wrong);
  const body = { points: Number(points), key: keyOf(form, `${button.value} ${points}`) };
  const after = async () => {
    form.reset();
    delete form.dataset.lastAct;
    window.history.replaceState({ ...window.history.state, points: undefined }, "");
    await tools.refresh();
    tools.say(button.dataset.done);
  };
  await send(`${FAMILY}/${button.value}`, body, page, tools, { form, after });
}

async function part(choice, page, tools) {
  const before = [...choice.form.elements.percent].find((choice) => choice.defaultChecked);
  const sent = await send(`${FAMILY}/auto`, { percent: Number(choice.value) }, page, tools, {
    after: () => [...choice.form.elements.percent].forEach((other) => (other.defaultChecked = other === choice)),
  });
  if (!sent) before.checked = true;
}

// The same key while the same act is sent again, because an answer was lost: it is done once.
function keyOf(form, act) {
  if (form.dataset.lastAct !== act) {
    form.dataset.lastAct = act;
    form.dataset.key = random();
  }
  return form.dataset.key;
}

const random = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// One act at a time; answers whether it was done. Nothing is disabled: the focus stays where it is.
async function send(path, body, page, tools, { method = "POST", form = null, after = tools.reload } = {}) {
  if (busy) return false;
  wait(page, true);
  try {
    await call(path, { method, body });
    haptic("success");
    await after();
    return true;
  } catch (error) {
    refuse(error, page, tools, form);
    return false;
  } finally {
    wait(page, false);
  }
}

function wait(page, now) {
  busy = now;
  page.toggleAttribute("data-busy", now);
}

function refuse(error, page, tools, form) {
  haptic("error");
  const unsure = error instanceof Unreachable && page.dataset.unsure;
  const sentence = error.problem?.detail || unsure || page.dataset.failed;
  if (!form || !(error.problem || unsure)) return tools.refused(error, sentence);
  blame(form, sentence);
  tools.refresh();
}

function blame(form, sentence) {
  const field = form.querySelector("input");
  form.querySelector("[data-fault]").textContent = sentence;
  field.setAttribute("aria-invalid", "true");
  field.focus();
}

function clear(form) {
  const fault = form.querySelector("[data-fault]");
  if (!fault?.textContent) return;
  fault.textContent = "";
  form.querySelector("input").removeAttribute("aria-invalid");
}

async function invite(page, tools) {
  if (busy) return;
  wait(page, true);
  try {
    const answer = await call(`${FAMILY}/invitations`, { method: "POST", body: {} });
    const { link } = await answer.json();
    page.querySelector("[data-link]").textContent = link;
    page.querySelector("[data-made]").hidden = false;
    haptic("success");
  } catch (error) {
    refuse(error, page, tools);
  } finally {
    wait(page, false);
  }
}

async function copy(button, page, { say }) {
  const link = page.querySelector("[data-link]");
  try {
    await navigator.clipboard.writeText(link.textContent);
    say(button.dataset.copied);
  } catch {
    getSelection().selectAllChildren(link); // frames may refuse the clipboard
  }
  haptic("selection");
}

// A whole link, its payload, or the token alone.
const tokenOf = (text, page) => text.trim().split("=").at(-1).replace(page.dataset.linkPrefix, "");

async function look(token, page, tools, form) {
  try {
    const answer = await call(`${FAMILY}/invitations/${encodeURIComponent(token)}`);
    page.querySelector("[data-offer-text]").textContent = (await answer.json()).text;
    page.querySelector("[data-join]").dataset.join = token;
    page.querySelector("[data-offer]").hidden = false;
  } catch (error) {
    page.querySelector("[data-offer]").hidden = true;
    refuse(error, page, tools, form);
  }
}

function fromLink(page) {
  const field = page.querySelector("#family-link");
  if (field && startParameter?.startsWith(page.dataset.linkPrefix)) field.value = startParameter;
}

// A member who comes from a reward that the family can nearly pay brings the missing points along.
function fromReward(page) {
  const { points } = window.history.state ?? {};
  if (points && page.querySelector("#family-points")) choose(page, points);
}
