// The bridge to Telegram. It speaks the clients' own protocol from the first moment, and moves over
// to window.Telegram.WebApp when telegram-web-app.js arrives, however late; if that host is blocked
// nothing is lost.

import { launch, parsed, wear } from "./theme.js";

const framed = window.parent !== window;
const proxy = () => window.TelegramWebviewProxy;

export const initData = launch.tgWebAppData ?? "";
export const inside = framed || Boolean(proxy()) || Boolean(window.external?.notify);

export function atLeast(version) {
  const have = (launch.tgWebAppVersion ?? "6.0").split(".").map(Number);
  const want = version.split(".").map(Number);
  return have[0] > want[0] || (have[0] === want[0] && (have[1] ?? 0) >= (want[1] ?? 0));
}

export function userLanguage() {
  const user = parsed(new URLSearchParams(initData).get("user"));
  return user.language_code ?? "";
}

export const startParameter =
  new URLSearchParams(initData).get("start_param") ??
  new URLSearchParams(location.search).get("tgWebAppStartParam") ??
  "";
export const opensSettings = launch.tgWebAppShowSettings === "1";

// What we want of Telegram's own controls; replayed when the way of speaking changes.
const wanted = { back: false, main: null, handlers: {} };

export function on(name, handler) {
  wanted.handlers[name] = handler;
}

function tell(name, ...facts) {
  wanted.handlers[name]?.(...facts);
}

function setInsets(prefix, insets) {
  for (const side of ["top", "bottom", "left", "right"]) {
    const pixels = Number(insets?.[side]) || 0;
    document.documentElement.style.setProperty(`--tg-${prefix}-inset-${side}`, `${pixels}px`);
  }
}

function setViewport({ height, is_state_stable: stable } = {}) {
  if (!Number(height)) return;
  document.documentElement.style.setProperty("--tg-viewport-height", `${height}px`);
  if (stable) {
    document.documentElement.style.setProperty("--tg-viewport-stable-height", `${height}px`);
  }
}

const received = {
  theme_changed: ({ theme_params: theme }) => wear(theme),
  viewport_changed: setViewport,
  safe_area_changed: (insets) => setInsets("safe-area", insets),
  content_safe_area_changed: (insets) => setInsets("content-safe-area", insets),
  back_button_pressed: () => tell("back"),
  settings_button_pressed: () => tell("settings"),
  main_button_pressed: () => tell("main"),
  visibility_changed: ({ is_visible: visible }) => tell("visibility", visible),
  reload_iframe: () => {
    post("iframe_will_reload");
    location.reload();
  },
};

// A host that speaks to us draws the main button; until one does, the page's own is there.
function receive(type, facts) {
  document.documentElement.toggleAttribute("data-native-main", true);
  received[type]?.(facts ?? {});
}

function receiveMessage(event) {
  if (event.source !== window.parent || typeof event.data !== "string") return;
  const { eventType, eventData } = parsed(event.data);
  if (eventType) receive(eventType, eventData);
}

function post(type, facts = "") {
  if (proxy()) proxy().postEvent(type, JSON.stringify(facts));
  else if (window.external?.notify) {
    window.external.notify(JSON.stringify({ eventType: type, eventData: facts }));
  } else if (framed) {
    window.parent.postMessage(JSON.stringify({ eventType: type, eventData: facts }), "*");
  }
}

const wire = {
  start() {
    if (framed) window.addEventListener("message", receiveMessage);
    window.Telegram = { WebView: { receiveEvent: receive } };
    window.TelegramGameProxy = { receiveEvent: receive };
    window.TelegramGameProxy_receiveEvent = receive;
    if (framed) post("iframe_ready", { reload_supported: true });
    if (atLeast("6.1")) post("web_app_set_header_color", { color_key: "secondary_bg_color" });
    if (atLeast("7.0")) post("web_app_setup_settings_button", { is_visible: true });
    post("web_app_request_theme");
    post("web_app_request_viewport");
    if (atLeast("8.0")) {
      post("web_app_request_safe_area");
      post("web_app_request_content_safe_area");
    }
    post("web_app_expand");
  },
  stop: () => window.removeEventListener("message", receiveMessage),
  ready: () => post("web_app_ready"),
  back: (visible) => post("web_app_setup_back_button", { is_visible: visible }),
  main({ text, busy }) {
    post("web_app_setup_main_button", {
      is_visible: Boolean(text), is_active: !busy, is_progress_visible: busy, text,
    });
  },
  haptic: (facts) => post("web_app_trigger_haptic_feedback", facts),
  openTelegram(url) {
    if (framed || atLeast("6.1")) {
      post("web_app_open_tg_link", { path_full: url.pathname + url.search });
    } else location.assign(url);
  },
  openLink(url) {
    if (atLeast("6.1")) post("web_app_open_link", { url: url.href });
    else window.open(url, "_blank", "noopener");
  },
};

function official(app) {
  return {
    start() {
      document.documentElement.toggleAttribute("data-native-main", true);
      app.onEvent("themeChanged", () => wear(app.themeParams));
      app.onEvent("backButtonClicked", () => tell("back"));
      app.onEvent("mainButtonClicked", () => tell("main"));
      app.onEvent("settingsButtonClicked", () => tell("settings"));
      app.onEvent("activated", () => tell("visibility", true));
      app.onEvent("deactivated", () => tell("visibility", false));
      wear(app.themeParams);
      if (atLeast("6.1")) {
        app.setHeaderColor("secondary_bg_color");
        app.setBackgroundColor("secondary_bg_color");
      }
      if (atLeast("7.0")) app.SettingsButton.show();
      app.expand();
    },
    stop() {},
    ready: () => app.ready(),
    back: (visible) => (visible ? app.BackButton.show() : app.BackButton.hide()),
    main({ text, busy }) {
      if (!text) return app.MainButton.hideProgress().enable().hide();
      app.MainButton.setText(text).show();
      return busy ? app.MainButton.showProgress() : app.MainButton.hideProgress().enable();
    },
    haptic({ type, notification_type: notification }) {
      if (type === "notification") app.HapticFeedback.notificationOccurred(notification);
      else app.HapticFeedback.selectionChanged();
    },
    openTelegram: (url) => app.openTelegramLink(url.href),
    openLink: (url) => app.openLink(url.href),
  };
}

let way = wire;

function moveTo(next) {
  way.stop();
  way = next;
  way.start();
  if (atLeast("6.1")) way.back(wanted.back);
  if (wanted.main?.text) way.main(wanted.main);
  way.ready();
}

// Added only after the page has loaded, so that a host which hangs delays nothing, not even `load`.
function fetchOfficial() {
  const source = document.querySelector('meta[name="telegram-js"]')?.content;
  if (!source || !inside) return;
  const script = document.createElement("script");
  script.src = source;
  script.async = true;
  script.addEventListener("load", () => {
    if (window.Telegram?.WebApp) moveTo(official(window.Telegram.WebApp));
  });
  script.addEventListener("error", () => script.remove());
  document.head.append(script);
}

// A plain link to t.me would navigate the app itself away (telegram-web-app.js has a bug there), and
// any other link would leave it: both go through Telegram. In front of all other listeners.
function followLink(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || !inside) return;
  const url = new URL(link.href);
  if (url.origin === location.origin) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (url.hostname === "t.me") way.openTelegram(url);
  else way.openLink(url);
}

export const nativeBack = inside && atLeast("6.1");

export function showBack(visible) {
  wanted.back = visible;
  if (nativeBack) way.back(visible);
}

// Telegram's own button beneath the page; without a text it goes away. While `busy` it turns a
// wheel and takes no press.
export function mainButton(text, pressed, { busy = false } = {}) {
  on("main", pressed);
  const asked = { text, busy };
  if (!inside || JSON.stringify(asked) === JSON.stringify(wanted.main ?? { text: "", busy: false })) return;
  wanted.main = asked;
  way.main(asked);
}

export function haptic(kind) {
  if (!atLeast("6.1")) return;
  if (kind === "selection") way.haptic({ type: "selection_change" });
  else way.haptic({ type: "notification", notification_type: kind });
}

export function start() {
  document.documentElement.toggleAttribute("data-native-back", nativeBack);
  window.addEventListener("click", followLink, { capture: true });
  wire.start();
  if (document.readyState === "complete") fetchOfficial();
  else window.addEventListener("load", fetchOfficial, { once: true });
}

export const ready = () => way.ready();
