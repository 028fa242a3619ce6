// One chat: its messages, its keys and what one types.

import { ask, botLink, clockTime, control, day, place, root, settings, toast, words, choose, confirmed } from "./api.js";
import { openApp } from "./miniapp.js";

const pane = document.getElementById("pane");
let quiet;

export async function openChat(here) {
  const html = await ask(`pane/${here.person}/${here.chat}?language=${settings.language}`);
  const typed = pane.querySelector("textarea")?.value;
  const same = pane.dataset.chat === String(here.chat);
  pane.innerHTML = html;
  pane.dataset.chat = here.chat;
  if (same && typed && pane.querySelector("textarea")) pane.querySelector("textarea").value = typed;
  finish();
  toEnd();
}

function messages() { return document.getElementById("messages"); }

function toEnd() { messages().scrollTop = messages().scrollHeight; }

// Times, days and dates in the reader's own language and zone.
function finish() {
  for (const line of pane.querySelectorAll(".day")) line.remove();
  let last = "";
  for (const message of pane.querySelectorAll(".message")) {
    const moment = new Date(message.dataset.when);
    message.querySelector(".meta time").textContent = clockTime(moment);
    if (day(moment) !== last) {
      last = day(moment);
      const line = document.createElement("p");
      line.className = "day";
      line.textContent = last;
      message.before(line);
    }
  }
  for (const time of pane.querySelectorAll("time[data-unix]")) {
    time.title = new Date(time.dataset.unix * 1000).toLocaleString(root.lang);
  }
}

export function showMessage(event) {
  const list = messages();
  const near = list.scrollHeight - list.scrollTop - list.clientHeight < 120;
  const template = document.createElement("template");
  template.innerHTML = event.html;
  const message = template.content.firstElementChild;
  const old = document.getElementById(message.id);
  if (old) { message.style.animation = "none"; old.replaceWith(message); } else list.append(message);
  list.querySelector(".welcome").hidden = true;
  if (!old) busy("");
  showFooter(event.footer);
  finish();
  if (near) toEnd();
}

function showFooter(html) {
  const footer = document.getElementById("footer");
  const field = footer.querySelector("textarea");
  if (footer.dataset.html === html && field) return;
  const had = document.activeElement === field;
  const typed = field?.value || "";
  const as = footer.querySelector("select")?.value;
  footer.innerHTML = html;
  footer.dataset.html = html;
  if (as && footer.querySelector("select")) footer.querySelector("select").value = as;
  const fresh = footer.querySelector("textarea");
  if (fresh) { fresh.value = typed; if (had) fresh.focus(); }
}

export function removeMessage(id) {
  document.getElementById(`m${id}`)?.remove();
  finish();
}

export function busy(action) {
  const status = document.getElementById("status");
  if (!status) return;
  clearTimeout(quiet);
  status.classList.toggle("busy", Boolean(action));
  status.textContent = action ? words(action === "typing" ? "typing" : "sending") : status.dataset.idle;
  if (action) quiet = setTimeout(() => busy(""), 5000);
}

export function answered(event) {
  for (const key of document.querySelectorAll(`#m${event.message_id} .waiting`)) key.classList.remove("waiting");
  if (!place() || event.person_id !== speaker()) return;
  const { text, show_alert: alert, url } = event.answer;
  if (url) follow(url);
  if (!text) return;
  if (alert) choose({ text, answers: [{ id: "ok", text: words("ok") }] });
  else toast(text);
}

// In a group one may speak and press as any of its members.
function speaker() {
  return Number(pane.querySelector("[name=person]")?.value) || place().person;
}

export async function say(text, extra = {}) {
  const here = place();
  await control(`people/${speaker()}/send`, { text, chat_id: here.chat === here.person ? 0 : here.chat, ...extra });
  toEnd();
}

export async function follow(address) {
  const link = botLink(address);
  if (link && link.app !== null) openApp(settings.app_url, { start: link.app });
  else if (link) await say(`/start ${link.start || ""}`.trim());
  else if (await confirmed(`${words("open-link")}\n\n${address}`)) window.open(address, "_blank", "noopener");
}

async function press(key) {
  const [row, column] = key.dataset.press.split(",").map(Number);
  key.classList.add("waiting");
  const message = Number(key.closest(".message").dataset.id);
  await control(`people/${speaker()}/press`, { message_id: message, row, column })
    .catch(() => key.classList.remove("waiting"));
}

const acts = {
  start: () => say("/start"),
  unblock: () => control(`people/${place().person}/block`, { blocked: false }),
  commands: () => toggleCommands(document.getElementById("commands").hidden),
};

function toggleCommands(open, typed = "") {
  const list = document.getElementById("commands");
  if (!list) return;
  list.hidden = !open;
  document.querySelector("[data-act=commands]").setAttribute("aria-expanded", String(open));
  for (const button of list.querySelectorAll("button")) {
    button.parentElement.hidden = !button.dataset.command.startsWith(typed);
  }
}

export async function chatClick(event, button) {
  const data = button.dataset;
  if (data.act) acts[data.act]?.();
  else if (data.press) press(button);
  else if (data.copy !== undefined) { await navigator.clipboard.writeText(data.copy); toast(words("copied", { text: data.copy })); }
  else if (data.start !== undefined) say(`/start ${data.start}`.trim());
  else if (data.other !== undefined) toast(words("not-played"));
  else if (data.say) { say(data.say); if (button.closest("[data-once=yes]")) button.closest(".reply-keyboard").hidden = true; }
  else if (data.command) { event.preventDefault(); toggleCommands(false); say(data.command); }
  else if (data.contact !== undefined) sendContact();
  else if (data.location !== undefined) say("", { content: { location: { latitude: 31.23, longitude: 121.47 } } });
  else if (button.matches("a[data-hashtag], a[data-mention]")) event.preventDefault();
  else if (button.matches(".messages a[href]") && botLink(button.href)) { event.preventDefault(); follow(button.href); }
}

function sendContact() {
  const here = place();
  const name = document.querySelector(`.row[data-chat="${here.person}"] .who b`).textContent;
  say("", { content: { contact: { phone_number: "+8613800000000", first_name: name, user_id: here.person } } });
}

pane.addEventListener("submit", async (event) => {
  event.preventDefault();
  const field = event.target.elements.text;
  const text = field.value.trim();
  if (!text) return;
  field.value = "";
  toggleCommands(false);
  await say(text).catch(() => { field.value = text; });
});
pane.addEventListener("keydown", (event) => {
  if (event.target.name !== "text") return;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
  if (event.key === "Escape") toggleCommands(false);
});
pane.addEventListener("input", (event) => {
  if (event.target.name !== "text") return;
  const typed = event.target.value;
  toggleCommands(/^\/\w*$/.test(typed), typed);
});
