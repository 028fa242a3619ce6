// What a mini-app may ask of Telegram, and what the playground answers.

import { botLink, choose, confirmed, control, settings, toast, words } from "./api.js";
import { follow, say } from "./chat.js";
import { app, close, note, openApp, paint, popup, setBack, setKey, setSettings, tell, themeChanged, viewport } from "./miniapp.js";

const NONE = { top: 0, bottom: 0, left: 0, right: 0 };

const cloud = {
  saveStorageValue: ({ key, value }, storage) => { storage.set(key, value); return true; },
  getStorageValues: ({ keys }, storage) => Object.fromEntries(keys.map((key) => [key, storage.get(key) ?? ""])),
  deleteStorageValues: ({ keys }, storage) => { keys.forEach((key) => storage.delete(key)); return true; },
  getStorageKeys: (_, storage) => [...storage.keys()],
};

async function scan() {
  const answer = await choose({ title: words("scan"), text: words("scan-hint"), input: true,
    answers: [{ id: "", text: words("close") }, { id: "ok", text: words("ok") }] });
  if (answer.id && answer.text) tell("qr_text_received", { data: answer.text });
  tell("scan_qr_popup_closed");
}

async function openTelegramLink({ path_full: path }) {
  const address = `https://t.me${path}`;
  const link = botLink(address);
  if (link && link.app !== null) { openApp(settings.app_url, { start: link.app }); return; }
  close();
  await follow(address);
}

async function sendData({ data }) {
  const { person, keyboard } = app;
  if (!keyboard) throw new Error("only for an app opened from a reply keyboard");
  await control(`people/${person}/web-app-data`, { button_text: keyboard, data });
  close();
}

async function openLink({ url }) {
  if (/^https?:/.test(url) && await confirmed(`${words("open-link")}\n\n${url}`)) window.open(url, "_blank", "noopener");
}

async function clipboard({ req_id: id }) {
  const data = await navigator.clipboard.readText().catch(() => null);
  tell("clipboard_text_received", data === null ? { req_id: id } : { req_id: id, data });
}

async function sharePhone() {
  const yes = await confirmed(words("phone"));
  if (yes) await say("", { content: { contact: { phone_number: "+8613800000000", first_name: "-", user_id: app.person } } });
  tell("phone_requested", { status: yes ? "sent" : "cancelled" });
}

function custom({ req_id: id, method, params }) {
  const run = cloud[method];
  if (!run) { tell("custom_method_invoked", { req_id: id, error: "METHOD_INVALID" }); return; }
  tell("custom_method_invoked", { req_id: id, result: run(params, app.storage) });
}

const unsupported = (failed) => ({ req_id: id }) => tell(failed, { req_id: id, error: "UNSUPPORTED" });
const heard = () => {};

const handlers = {
  iframe_ready: heard,
  iframe_will_reload: heard,
  web_app_ready: heard,
  web_app_close: close,
  web_app_expand: viewport,
  web_app_request_theme: themeChanged,
  web_app_request_viewport: viewport,
  web_app_request_safe_area: () => tell("safe_area_changed", NONE),
  web_app_request_content_safe_area: () => tell("content_safe_area_changed", NONE),
  web_app_setup_main_button: (wish) => setKey("main", wish),
  web_app_setup_secondary_button: (wish) => setKey("secondary", wish),
  web_app_setup_back_button: ({ is_visible: visible }) => setBack(Boolean(visible)),
  web_app_setup_settings_button: ({ is_visible: visible }) => setSettings(Boolean(visible)),
  web_app_set_header_color: (wish) => paint("header", wish),
  web_app_set_background_color: (wish) => paint("background", wish),
  web_app_set_bottom_bar_color: (wish) => paint("bottom", wish),
  web_app_setup_closing_behavior: ({ need_confirmation: need }) => { app.needsConfirm = Boolean(need); },
  web_app_setup_swipe_behavior: heard,
  web_app_trigger_haptic_feedback: heard,
  web_app_hide_keyboard: heard,
  web_app_toggle_orientation_lock: heard,
  web_app_open_popup: popup,
  web_app_open_scan_qr_popup: scan,
  web_app_close_scan_qr_popup: () => document.getElementById("dialog").close(),
  web_app_open_link: openLink,
  web_app_open_tg_link: openTelegramLink,
  web_app_data_send: sendData,
  web_app_read_text_from_clipboard: clipboard,
  web_app_request_write_access: async () => tell("write_access_requested", { status: await confirmed(words("write-access")) ? "allowed" : "cancelled" }),
  web_app_request_phone: sharePhone,
  web_app_invoke_custom_method: custom,
  web_app_device_storage_save_key: unsupported("device_storage_failed"),
  web_app_device_storage_get_key: unsupported("device_storage_failed"),
  web_app_device_storage_clear: unsupported("device_storage_failed"),
  web_app_secure_storage_save_key: unsupported("secure_storage_failed"),
  web_app_secure_storage_get_key: unsupported("secure_storage_failed"),
  web_app_secure_storage_restore_key: unsupported("secure_storage_failed"),
  web_app_secure_storage_clear: unsupported("secure_storage_failed"),
  web_app_send_prepared_message: () => tell("prepared_message_failed", { error: "UNSUPPORTED" }),
  web_app_check_home_screen: () => tell("home_screen_checked", { status: "unsupported" }),
  web_app_add_to_home_screen: () => tell("home_screen_failed", { error: "UNSUPPORTED" }),
  web_app_request_fullscreen: () => tell("fullscreen_failed", { error: "UNSUPPORTED" }),
  web_app_exit_fullscreen: heard,
  web_app_biometry_get_info: () => tell("biometry_info_received", { available: false }),
  web_app_switch_inline_query: () => toast(words("not-played")),
  web_app_share_to_story: () => toast(words("not-played")),
};

export function handle(type, data) {
  const handler = handlers[type];
  note("↑", type, data, handler ? "" : "unknown");
  if (handler) Promise.resolve(handler(data)).catch((error) => note("↑", type, error.message, "bad"));
}
