// The shell's behaviour: which page is shown, what happens when it cannot be, and how it stays fresh.

import * as memberCode from "./member_code.js";
import { say } from "./notes.js";
import { above, addressOf, behaviourOf, kindOf, nameAt, startPage } from "./page_names.js";
import { call, Ended, Failed, spokenLanguage, Unreachable } from "./session.js";
import * as telegram from "./telegram.js";

const SKELETON_AFTER = 150; // ms; a page that comes sooner replaces the last one directly
const SLOW_AFTER = 4_000; // ms

const page = document.getElementById("page");
let shown = ""; // the page's name
let version = ""; // its ETag: tells whether anything changed
let newest = 0; // counts the requests to show a page; the newest wins

function language() {
  const code = spokenLanguage() || telegram.userLanguage() || document.documentElement.lang;
  return code.startsWith("zh") ? "zh-Hans" : "en";
}

// Words for when the server cannot be asked are in the shell, once in every language.
function words(name) {
  const template = document.querySelector(`template[data-state="${name}"][lang="${language()}"]`);
  return template.content.cloneNode(true);
}

function showState(name, again) {
  memberCode.stop();
  telegram.mainButton("");
  shown = "";
  version = "";
  document.documentElement.lang = language();
  page.replaceChildren(words(name));
  page.dataset.page = "";
  page.removeAttribute("aria-busy");
  page.querySelector("[data-again]")?.addEventListener("click", again, { once: true });
}

function stateOf(error) {
  if (error instanceof Ended) return "reopen";
  if (error instanceof Unreachable) return "offline";
  console.error(error);
  return "failed";
}

// Nothing is at this address any more: said, with the way to what there is.
function showNothing(name, detail) {
  showState("gone");
  page.querySelector("[data-detail]").textContent = detail ?? "";
  page.querySelector("a").dataset.page = above(name);
}

function showSkeleton(name) {
  const skeleton = document.querySelector(`template[data-skeleton="${kindOf(name)}"]`);
  page.replaceChildren(skeleton.content.cloneNode(true));
  page.setAttribute("aria-busy", "true");
}

// Every page is one element, made by our own server.
function parsed(html) {
  return document.adoptNode(new DOMParser().parseFromString(html, "text/html").body.firstElementChild);
}

const tools = {
  say,
  reload: () => show(here()),
  refresh: () => Promise.resolve(running).then(refresh), // one that began earlier misses the change
  open: (name, options) => go(name, options),
  // A change that was not taken: said, unless only reopening the app helps.
  refused(error, sentence) {
    if (error instanceof Ended) showState("reopen");
    else say(sentence);
  },
};

async function show(name, { focus = true } = {}) {
  const mine = ++newest;
  memberCode.stop();
  shown = "";
  telegram.showBack(name !== "home");
  telegram.mainButton("");
  const unlessOvertaken = (act) => () => mine === newest && act();
  const timers = [
    setTimeout(unlessOvertaken(() => name === page.dataset.page || showSkeleton(name)), SKELETON_AFTER),
    setTimeout(unlessOvertaken(() => page.append(words("slow"))), SLOW_AFTER),
  ];
  try {
    const answer = await call(`/app/pages/${name}`);
    const html = await answer.text();
    if (mine !== newest) return;
    fill(name, html, answer.headers.get("ETag") ?? "");
    if (focus) page.focus({ preventScroll: true });
  } catch (error) {
    if (mine !== newest) return;
    if (error instanceof Failed && error.status === 404) showNothing(name, error.problem.detail);
    else showState(stateOf(error), () => show(name));
  } finally {
    timers.forEach(clearTimeout);
  }
}

function fill(name, html, etag) {
  page.replaceChildren(parsed(html));
  page.dataset.page = name;
  page.removeAttribute("aria-busy");
  document.documentElement.lang = language();
  document.title = page.querySelector("h1")?.textContent ?? document.title;
  shown = name;
  version = etag;
  behaviourOf(name).begin(page.firstElementChild, tools);
}

// Navigation: the address, the browser's history and Telegram's back button say the same.

const here = () => nameAt(location.pathname);
const depth = () => window.history.state?.depth ?? 0;

async function go(name, { replace = false, points } = {}) {
  if (name === here()) return;
  const address = addressOf(name) + location.hash;
  if (replace) window.history.replaceState(window.history.state, "", address);
  else {
    window.history.replaceState({ ...window.history.state, depth: depth(), top: window.scrollY }, "");
    window.history.pushState({ depth: depth() + 1, points }, "", address);
  }
  window.scrollTo(0, 0);
  await show(name);
}

function back() {
  if (depth() > 0) return window.history.back();
  const next = above(here());
  window.history.replaceState({ depth: 0 }, "", addressOf(next) + location.hash);
  show(next);
}

async function returned() {
  const top = window.history.state?.top ?? 0;
  await show(here());
  window.scrollTo(0, top);
}

function followInside(event) {
  const link = event.target.closest?.("a[data-page]");
  if (link) {
    event.preventDefault();
    go(link.dataset.page, { points: link.dataset.points });
  } else if (event.target.closest?.("[data-back]")) back();
}

// Freshness: what happened elsewhere (a till, the chat) shows up here by itself. Often while the
// member is looking, seldom when they put the phone aside, never when the page is hidden.

const EAGER = { pause: 5_000, for: 120_000 };
const CALM = { pause: 20_000, for: 900_000 };
let touched = Date.now();
let timer = 0;
let running = null; // the refresh that is under way

function watch() {
  clearTimeout(timer);
  const idle = Date.now() - touched;
  const rhythm = [EAGER, CALM].find((choice) => idle < choice.for);
  if (rhythm && document.visibilityState === "visible") timer = setTimeout(refresh, rhythm.pause);
}

function refresh() {
  running ??= compare().finally(() => (running = null));
  return running;
}

async function compare() {
  const name = shown;
  if (!name || !behaviourOf(name).update) return watch();
  try {
    const answer = await call(`/app/pages/${name}`, { headers: { "If-None-Match": version } });
    showStale(false);
    if (answer.status !== 304) {
      const fresh = parsed(await answer.text());
      if (shown === name) {
        version = answer.headers.get("ETag") ?? "";
        behaviourOf(name).update(page.firstElementChild, fresh, tools);
      }
    }
  } catch (error) {
    if (error instanceof Ended) showState("reopen");
    else showStale(true);
  } finally {
    watch();
  }
}

function touch() {
  const asleep = Date.now() - touched >= CALM.for;
  touched = Date.now();
  if (asleep) watch();
}

function wake() {
  if (document.visibilityState !== "visible") return clearTimeout(timer);
  touch();
  if (shown) refresh();
  else if (page.querySelector("[data-state='offline']")) show(here());
}

// What is shown may be old while there is no connection; that is said, and taken back.
function showStale(stale) {
  document.getElementById("stale")?.replaceChildren(...(stale ? [words("stale")] : []));
}

function begin() {
  telegram.start();
  telegram.on("back", back);
  telegram.on("settings", () => go("settings"));
  telegram.on("visibility", (visible) => visible && wake());
  telegram.ready();
  if (!telegram.initData) return showState("outside");
  window.history.scrollRestoration = "manual";
  window.addEventListener("popstate", returned);
  window.addEventListener("online", wake);
  window.addEventListener("focus", wake);
  document.addEventListener("visibilitychange", wake);
  document.addEventListener("click", followInside);
  document.addEventListener("pointerdown", touch);
  const first = startPage(telegram.startParameter, telegram.opensSettings);
  if (first !== "home" && here() === "home" && depth() === 0) {
    window.history.replaceState({ depth: 0 }, "", addressOf(first) + location.hash);
  }
  show(here(), { focus: false });
  watch();
}

begin();
