// The pages' names: what stands behind /app/ is the name; the page of one thing has the name of its
// list first. pages.js is generated from the table in webapp/miniapp/pages.py.

import { PAGES } from "./pages.js";

const ROWS = Object.entries(PAGES);
const LISTED = ROWS.filter(([, { parent }]) => !parent).map(([name]) => name);
const DETAILS = new Map(ROWS.filter(([, { parent }]) => parent).map(([name, { parent }]) => [parent, name]));
const ID = /^[0-9a-f-]{36}$/;

export const kindOf = (name) => (name.includes("/") ? DETAILS.get(above(name)) : name);
export const above = (name) => (name.includes("/") ? name.split("/")[0] : "home");
export const addressOf = (name) => (name === "home" ? "/app/" : `/app/${name}`);
export const behaviourOf = (name) => PAGES[kindOf(name)].behaviour;

export function nameAt(path) {
  const [list, id] = path.split("/").slice(2);
  if (id && DETAILS.has(list)) return `${list}/${id}`;
  return LISTED.includes(list) ? list : "home";
}

// The page that Telegram was asked to open; home for a parameter that we do not know.
export function startPage(parameter, settings) {
  if (settings) return "settings";
  for (const [name, { parent, linkPrefix }] of ROWS) {
    if (!linkPrefix || !parameter.startsWith(linkPrefix)) continue;
    if (!parent) return name;
    const id = parameter.slice(linkPrefix.length);
    if (ID.test(id)) return `${parent}/${id}`;
  }
  return LISTED.includes(parameter) ? parameter : "home";
}
