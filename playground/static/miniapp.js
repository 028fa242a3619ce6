// The home of the mini-app: opens it in a frame, draws the buttons it asks for, and closes it.

import { choose, confirmed, control, currentTheme, place, settings, toast, words } from "./api.js";

const sheet = document.getElementById("app");
const home = document.getElementById("app-frame");
const bar = sheet.querySelector(".app-bar");
const keys = { main: document.getElementById("main-button"), secondary: document.getElementById("secondary-button") };
export let app = null;

export async function openApp(address, { start = "", keyboard = "" } = {}) {
  if (!address) { toast(words("not-played")); return; }
  const person = place().person;
  const url = new URL(address, location.href).href;
  const query = new URLSearchParams({ url, theme: currentTheme(), ...(start && { start_param: start }) });
  const opening = await control(`people/${person}/init-data?${query}`);
  close();
  const frame = document.createElement("iframe");
  frame.title = words("mini-app");
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-forms allow-modals allow-storage-access-by-user-activation");
  frame.allow = "camera; microphone; geolocation; clipboard-write";
  app = { frame, person, keyboard, origin: new URL(url).origin, url: opening.url, needsConfirm: false, back: false, storage: storageOf(person) };
  document.getElementById("protocol").replaceChildren();
  sheet.hidden = false;
  frame.src = opening.url;
  home.replaceChildren(frame);
  frame.addEventListener("load", () => frame.focus());
  new ResizeObserver(() => app?.frame === frame && app.height && viewport()).observe(frame);
}

const storages = new Map();
function storageOf(person) {
  if (!storages.has(person)) storages.set(person, new Map());
  return storages.get(person);
}

export function close() {
  home.replaceChildren();
  sheet.hidden = true;
  app = null;
  for (const button of Object.values(keys)) button.hidden = true;
  for (const name of ["header", "background", "bottom"]) paint(name, "");
  setBack(false);
  sheet.querySelector("[data-app-act=settings]").hidden = true;
}

export function tell(type, data) {
  if (!app) return;
  note("↓", type, data);
  app.frame.contentWindow.postMessage(JSON.stringify({ eventType: type, eventData: data ?? {} }), app.origin);
}

export function themeChanged() {
  if (app) tell("theme_changed", { theme_params: settings.themes[currentTheme()] });
}

export function viewport() {
  const { width, height } = app.frame.getBoundingClientRect();
  app.height = height;
  tell("viewport_changed", { width, height, is_expanded: true, is_state_stable: true });
}

export function setKey(name, wish) {
  const button = keys[name];
  button.hidden = !wish.is_visible;
  button.textContent = wish.text || "";
  button.disabled = wish.is_active === false;
  button.classList.toggle("progress", Boolean(wish.is_progress_visible));
  button.style.setProperty("--key-paint", wish.color || "");
  button.style.setProperty("--key-ink", wish.text_color || "");
}

export function setBack(visible) {
  if (app) app.back = visible;
  document.getElementById("app-close-icon").hidden = visible;
  document.getElementById("app-close-text").textContent = words(visible ? "back" : "close");
}

export function setSettings(visible) {
  sheet.querySelector("[data-app-act=settings]").hidden = !visible;
}

// A colour by its value or by the name of a theme colour.
export function paint(name, wish) {
  const color = typeof wish === "string" ? wish : wish.color || settings.themes[currentTheme()][wish.color_key] || "";
  sheet.style.setProperty(`--app-${name}`, /^#[0-9a-f]{6}$/i.test(color) ? color : "");
  if (name !== "header") return;
  const light = /^#[0-9a-f]{6}$/i.test(color) && brightness(color) > 150;
  bar.classList.toggle("on-light", Boolean(color) && light);
  bar.classList.toggle("on-dark", Boolean(color) && !light);
}

function brightness(color) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

export function note(direction, type, data, flaw = "") {
  const line = document.createElement("li");
  const text = JSON.stringify(data ?? null);
  line.textContent = `${direction} ${type} ${text === "null" || text === "{}" ? "" : text.slice(0, 300)} ${flaw}`;
  line.className = flaw;
  document.getElementById("protocol").append(line);
  line.parentElement.scrollTop = line.parentElement.scrollHeight;
  while (line.parentElement.children.length > 200) line.parentElement.firstElementChild.remove();
  document.getElementById("protocol-last").textContent = `${direction} ${type}`;
}

async function leave() {
  if (app?.needsConfirm && !(await confirmed(words("leave")))) return;
  close();
}

const acts = {
  close: () => (app?.back ? tell("back_button_pressed") : leave()),
  settings: () => tell("settings_button_pressed"),
  reload: () => { app.frame.src = "about:blank"; app.frame.src = app.url; },
};

export function appClick(button) {
  const menu = button.closest(".app-menu");
  if (acts[button.dataset.appAct]) { acts[button.dataset.appAct](); if (menu) menu.open = false; }
  if (button === keys.main) tell("main_button_pressed");
  if (button === keys.secondary) tell("secondary_button_pressed");
}

export async function popup(wish) {
  const labels = { ok: words("ok"), close: words("close"), cancel: words("cancel") };
  const answers = (wish.buttons || []).map((button) => ({ id: button.id, type: button.type, text: button.text || labels[button.type] || "" }));
  const answer = await choose({ title: wish.title || "", text: wish.message || "", answers: answers.length ? answers : [{ id: "", text: words("close") }] });
  tell("popup_closed", answer.id ? { button_id: answer.id } : {});
}

// Takes only what comes from the open app's own frame and origin.
export const listenToApp = (handle) => addEventListener("message", (event) => {
  if (!app || event.source !== app.frame.contentWindow) return;
  if (event.origin !== app.origin) { note("↑", event.origin, null, "bad"); return; }
  let wish;
  try { wish = JSON.parse(event.data); } catch { note("↑", "not JSON", String(event.data).slice(0, 80), "bad"); return; }
  handle(String(wish.eventType), wish.eventData ?? {});
});
sheet.addEventListener("click", (event) => { if (event.target === sheet) leave(); });
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && app && !document.getElementById("dialog").open) leave(); });
