// The page as a whole: which chat is open, what happens live, and the look.

import { ask, control, currentTheme, place, root, settings, toast, words } from "./api.js";
import { openChat, showMessage, removeMessage, answered, busy, chatClick } from "./chat.js";
import { controlsClick, logCall, showFaults, showNow, showPerson } from "./controls.js";
import { appClick, listenToApp, openApp, themeChanged } from "./miniapp.js";
import { handle } from "./protocol.js";

let live;

function showRows() {
  const here = place();
  for (const row of document.querySelectorAll(".row")) {
    row.setAttribute("aria-current", String(Number(row.dataset.chat) === here?.chat));
    const time = row.querySelector("time");
    time.textContent = Number(time.dataset.unix) ? shortTime(new Date(time.dataset.unix * 1000)) : "";
  }
}

function shortTime(moment) {
  return new Intl.DateTimeFormat(root.lang, { month: "numeric", day: "numeric" }).format(moment);
}

function updateRow(row) {
  const element = document.querySelector(`.row[data-chat="${row.chat_id}"]`);
  if (!element) return;
  const line = element.querySelector(".line");
  line.textContent = row.preview || line.dataset.about;
  element.querySelector("time").dataset.unix = row.date;
  const unread = element.querySelector(".unread");
  unread.textContent = row.unread;
  unread.hidden = !row.unread;
  showRows();
}

const reactions = {
  message(event) {
    updateRow(event.row);
    if (event.html) showMessage(event);
    if (event.row.unread && isSeen(event.chat_id)) markRead(event.chat_id);
  },
  deleted(event) {
    updateRow(event.row);
    removeMessage(event.message_id);
  },
  read: (event) => updateRow(event.row),
  answer: (event) => answered(event),
  action: (event) => event.chat_id === place()?.chat && busy(event.action),
  call: (event) => logCall(event.call),
  faults: showFaults,
  time: (event) => showNow(event.now),
  person: reopen,
  profile: reopen,
  reload: () => location.reload(),
};

function isSeen(chat) {
  return chat === place()?.chat && document.visibilityState === "visible" && root.dataset.pane === "chat";
}

function markRead(chat) {
  control(`chats/${chat}/read`, {});
}

function listen() {
  live?.close();
  const here = place();
  const path = here ? `live/${here.person}/${here.chat}?language=${settings.language}` : "control/events";
  live = new EventSource(path);
  let broken = false;
  live.onmessage = (message) => {
    const event = JSON.parse(message.data);
    reactions[event.kind]?.(event);
  };
  live.onerror = () => { broken = true; toast(words("restart")); };
  live.onopen = () => {
    if (broken) location.reload();
    root.dataset.live = "true"; // from here on nothing that happens is missed
  };
}

async function reopen() {
  const here = place();
  root.dataset.pane = here ? "chat" : "list";
  showRows();
  showPerson(here);
  if (!here) return;
  await openChat(here);
  markRead(here.chat);
}

function setTheme(theme) {
  root.dataset.theme = theme;
  document.cookie = `playground_theme=${theme}; path=${location.pathname}; max-age=31536000; samesite=strict`;
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
  }
  themeChanged();
}

const acts = {
  list: () => { location.hash = ""; },
  controls: () => { root.dataset.controls = root.dataset.controls === "open" ? "closed" : "open"; },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button, a, summary");
  if (!button) return;
  if (button.dataset.themeChoice) setTheme(button.dataset.themeChoice);
  else if (button.dataset.language) location.href = `./?language=${button.dataset.language}${location.hash}`;
  else if (acts[button.dataset.act]) acts[button.dataset.act]();
  else if (button.dataset.app) openApp(button.dataset.app, { keyboard: button.dataset.fromKeyboard });
  else if (button.closest(".controls")) controlsClick(button);
  else if (button.closest(".app")) appClick(button);
  else chatClick(event, button);
});

addEventListener("hashchange", () => { listen(); reopen(); });
document.addEventListener("visibilitychange", () => { if (place() && isSeen(place().chat)) markRead(place().chat); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", themeChanged);

listenToApp(handle);
setTheme(currentTheme());
showNow(document.getElementById("now").getAttribute("datetime"));
listen();
reopen();
showFaults();
ask("control/calls").then((calls) => calls.slice(-100).forEach(logCall));
