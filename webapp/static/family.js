// The family: one bar stacked by person; every act is sent once, and the page is then read anew.

import { call } from "./session.js";
import { haptic, startParameter } from "./telegram.js";

const JOIN = "join-";
const FAMILY = "/app/api/family";

export function begin(page, tools) {
  for (const part of page.querySelectorAll("[data-share]")) part.style.flexGrow = part.dataset.share;
  page.addEventListener("submit", (event) => {
    event.preventDefault();
    submitted(event.target, event.submitter, page, tools);
  });
  page.addEventListener("change", ({ target }) => {
    if (target.name === "percent") {
      send(`${FAMILY}/auto`, { percent: Number(target.value) }, page, tools, { stay: true });
    }
  });
  page.addEventListener("click", ({ target }) => pressed(target.closest("button"), page, tools));
  fromLink(page);
}

function submitted(form, button, page, tools) {
  const fields = new FormData(form);
  const acts = {
    found: () => send("/app/api/families", { name: fields.get("name") }, page, tools),
    offer: () => look(tokenOf(fields.get("token")), page, tools),
    move: () => {
      const body = { points: Number(fields.get("points")), key: keyOf(form, button.value) };
      send(`${FAMILY}/${button.value}`, body, page, tools);
    },
  };
  acts[form.dataset.act]?.();
}

function pressed(button, page, tools) {
  if (!button) return;
  const { dataset } = button;
  if ("invite" in dataset) invite(page, tools);
  else if ("copy" in dataset) copy(button, page, tools);
  else if ("join" in dataset) {
    send(`${FAMILY}/join`, { token: dataset.join, confirm: true }, page, tools);
  } else if (dataset.revoke) {
    send(`${FAMILY}/invitations/${dataset.revoke}`, undefined, page, tools, { method: "DELETE" });
  } else if (dataset.heir) send(`${FAMILY}/head`, { member: dataset.heir }, page, tools);
  else if ("leave" in dataset) send(`${FAMILY}/leave`, {}, page, tools);
}

// What is asked twice with the same words, because an answer was lost, is done once.
function keyOf(form, act) {
  const asked = `${act} ${form.elements.points.value}`;
  if (form.dataset.asked !== asked) {
    form.dataset.asked = asked;
    form.dataset.key = random();
  }
  return form.dataset.key;
}

const random = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");

async function send(path, body, page, tools, { method = "POST", stay = false } = {}) {
  const buttons = [...page.querySelectorAll("button")];
  buttons.forEach((one) => (one.disabled = true));
  try {
    await call(path, { method, body });
    haptic("success");
    if (!stay) tools.reload();
  } catch (error) {
    refuse(error, page, tools);
  } finally {
    buttons.forEach((one) => (one.disabled = false));
  }
}

function refuse(error, page, tools) {
  haptic("error");
  tools.refused(error, error.problem?.detail ?? page.dataset.failed);
}

async function invite(page, tools) {
  try {
    const answer = await call(`${FAMILY}/invitations`, { method: "POST", body: {} });
    const { link } = await answer.json();
    page.querySelector("[data-link]").textContent = link;
    page.querySelector("[data-made]").hidden = false;
    haptic("success");
  } catch (error) {
    refuse(error, page, tools);
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
const tokenOf = (text) => text.trim().split("=").at(-1).replace(JOIN, "");

async function look(token, page, tools) {
  try {
    const answer = await call(`${FAMILY}/invitations/${encodeURIComponent(token)}`);
    page.querySelector("[data-offer-text]").textContent = (await answer.json()).text;
    page.querySelector("[data-join]").dataset.join = token;
    page.querySelector("[data-offer]").hidden = false;
  } catch (error) {
    refuse(error, page, tools);
  }
}

function fromLink(page) {
  const field = page.querySelector("#family-link");
  if (field && startParameter?.startsWith(JOIN)) field.value = startParameter;
}
