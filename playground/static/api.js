// How the page's modules talk to the playground, and what they share.

export const settings = JSON.parse(document.getElementById("settings").textContent);
export const root = document.documentElement;

export function words(key, values = {}) {
  return settings.texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// The person and the chat that the address names.
export function place() {
  const [person, chat] = location.hash.slice(1).split("/").map(Number);
  return person ? { person, chat: chat || person } : null;
}

export async function ask(path, order, method = order === undefined ? "GET" : "POST") {
  const options = { method };
  if (order !== undefined) {
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(order);
  }
  const response = await fetch(path, options);
  const answer = response.headers.get("Content-Type")?.includes("json")
    ? await response.json() : await response.text();
  if (!response.ok) throw new Error(answer.error || response.statusText);
  return answer;
}

export function control(path, order, method) {
  return ask(`control/${path}`, order, method).catch((error) => {
    toast(words("failed", { reason: error.message }));
    throw error;
  });
}

let hiding;
export function toast(text) {
  const box = document.getElementById("toast");
  box.textContent = text;
  box.classList.add("shown");
  clearTimeout(hiding);
  hiding = setTimeout(() => box.classList.remove("shown"), 3500);
}

// A question in a dialog: the id of the chosen answer and the typed text; id "" when dismissed.
export function choose({ title = "", text = "", answers, input = false }) {
  const dialog = document.getElementById("dialog");
  const field = document.getElementById("dialog-input");
  document.getElementById("dialog-title").textContent = title;
  document.getElementById("dialog-text").textContent = text;
  field.hidden = !input;
  field.value = "";
  field.setAttribute("aria-label", title);
  document.getElementById("dialog-answers").replaceChildren(...answers.map((answer) => {
    const button = document.createElement("button");
    button.value = answer.id;
    button.textContent = answer.text;
    button.className = answer.type || "";
    return button;
  }));
  dialog.returnValue = "";
  if (dialog.open) dialog.close();
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve({ id: dialog.returnValue, text: field.value }), { once: true });
  });
}

export async function confirmed(text) {
  const answer = await choose({ text, answers: [
    { id: "", text: words("cancel") }, { id: "ok", text: words("ok") }] });
  return answer.id === "ok";
}

// A payload of t.me/<bot>?start=… or startapp=…, or null for a link to anywhere else.
export function botLink(address) {
  let url;
  try { url = new URL(address, location.href); } catch { return null; }
  const bot = settings.bot.toLowerCase();
  const toBot = url.protocol === "tg:"
    ? url.searchParams.get("domain")?.toLowerCase() === bot
    : /^(t|telegram)\.me$/.test(url.hostname) && url.pathname.split("/")[1]?.toLowerCase() === bot;
  if (!toBot) return null;
  return { start: url.searchParams.get("start"), app: url.searchParams.get("startapp") };
}

export function currentTheme() {
  if (root.dataset.theme !== "auto") return root.dataset.theme;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function clockTime(moment) {
  return new Intl.DateTimeFormat(root.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(moment);
}

export function day(moment) {
  return new Intl.DateTimeFormat(root.lang, { month: "long", day: "numeric", weekday: "short" }).format(moment);
}
