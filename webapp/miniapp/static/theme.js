// Turns Telegram's theme into our colours and keeps every text readable on every theme.
// Loaded on its own and early, so that the first paint already has the right colours.

const SEAL = { light: "#b3261e", dark: "#f4564a" };
const DANGER = { light: "#b3261e", dark: "#f4564a" };
const SEASONS = {
  lantern: { light: "#c1271c", dark: "#ff6b57" },
  pool: { light: "#0b6f9c", dark: "#4db8e6" },
  maple: { light: "#a8530f", dark: "#f0954a" },
  green: { light: "#2c7a3f", dark: "#63c07a" },
};
const READABLE = 4.5; // WCAG AA for text
const NO_PARAMETERS = new URLSearchParams();

function parse(colour) {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(String(colour ?? "").trim())?.[1];
  if (!digits) return null;
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits;
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16));
}

function luminance(rgb) {
  const [red, green, blue] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const mix = (from, to, share) => from.map((value, at) => value + (to[at] - value) * share);
const worst = (colour, grounds) => Math.min(...grounds.map((ground) => contrast(colour, ground)));
const text = (rgb) => `rgb(${rgb.map(Math.round).join(" ")})`;

// The nearest colour that can be read on all grounds: moved towards black or white, no further
// than needed.
function readable(colour, grounds, ratio = READABLE) {
  const poles = [[0, 0, 0], [255, 255, 255]];
  const pole = poles.sort((a, b) => worst(b, grounds) - worst(a, grounds))[0];
  for (let share = 0; share < 1; share += 0.04) {
    const candidate = mix(colour, pole, share).map(Math.round);
    if (worst(candidate, grounds) >= ratio) return candidate;
  }
  return pole;
}

function palette(theme) {
  const surface = parse(theme.section_bg_color) ?? parse(theme.bg_color);
  if (!surface) return null;
  const dark = luminance(surface) < 0.18;
  const scheme = dark ? "dark" : "light";
  const given = parse(theme.text_color) ?? (dark ? [255, 255, 255] : [0, 0, 0]);
  const onSurface = readable(given, [surface]);
  const behind = parse(theme.secondary_bg_color) ?? parse(theme.bg_color) ?? surface;
  // A theme whose page and cards are so far apart that no text suits both loses its page colour.
  const canvas = contrast(onSurface, behind) >= READABLE ? behind : surface;
  const grounds = [surface, canvas];
  const accent = readable(parse(SEAL[scheme]), grounds);
  return {
    scheme,
    canvas,
    surface,
    ink: onSurface,
    hint: readable(parse(theme.hint_color) ?? mix(onSurface, surface, 0.4), grounds),
    link: readable(parse(theme.link_color) ?? accent, grounds),
    danger: readable(parse(theme.destructive_text_color) ?? parse(DANGER[scheme]), grounds),
    accent,
    "on-accent": readable(surface, [accent]),
    line: mix(surface, onSurface, 0.12),
    ...Object.fromEntries(
      Object.entries(SEASONS).map(([name, own]) => [name, readable(parse(own[scheme]), grounds)]),
    ),
  };
}

export function wear(theme) {
  const colours = palette(theme ?? {});
  if (!colours) return;
  const { scheme, ...rest } = colours;
  const root = document.documentElement;
  root.dataset.scheme = scheme;
  root.style.colorScheme = scheme;
  for (const [name, rgb] of Object.entries(rest)) root.style.setProperty(`--${name}`, text(rgb));
}

// What Telegram appended to our address. A reload may come without it, hence the copy in the
// session's storage: under the name that telegram-web-app.js uses, so that both agree.
const STORED = "__telegram__initParams";

function fromAddress() {
  const hash = location.hash.slice(1);
  return hash.includes("=") ? new URLSearchParams(hash.slice(hash.indexOf("?") + 1)) : NO_PARAMETERS;
}

function launchParameters() {
  const found = Object.fromEntries(fromAddress());
  try {
    if (found.tgWebAppVersion) sessionStorage.setItem(STORED, JSON.stringify(found));
    return { ...JSON.parse(sessionStorage.getItem(STORED) ?? "{}"), ...found };
  } catch {
    return found; // storage is refused in some frames
  }
}

export const launch = launchParameters();

// JSON from elsewhere; whatever is wrong with it, an object.
export function parsed(raw) {
  try {
    return JSON.parse(raw ?? "{}") ?? {};
  } catch {
    return {};
  }
}

wear(parsed(launch.tgWebAppThemeParams));
