// The pages' names: what stands behind /app/ is the name; a list's own pages carry its name first.

const PAGES = ["home", "family", "history", "settings", "rewards", "events", "vouchers"];
const DETAILS = { rewards: "reward", vouchers: "voucher" };
const LINKS = /^reward-(?<id>[0-9a-f-]{36})$/; // a start parameter that leads to one reward

export const kindOf = (name) => (name.includes("/") ? DETAILS[above(name)] : name);
export const above = (name) => (name.includes("/") ? name.split("/")[0] : "home");
export const addressOf = (name) => (name === "home" ? "/app/" : `/app/${name}`);

export function nameAt(path) {
  const [list, id] = path.split("/").slice(2);
  if (id && list in DETAILS) return `${list}/${id}`;
  return PAGES.includes(list) ? list : "home";
}

// Where Telegram asked us to begin; home for what we do not know.
export function asked(parameter, settings) {
  if (settings) return "settings";
  if (parameter.startsWith("join-")) return "family";
  const { id } = LINKS.exec(parameter)?.groups ?? {};
  if (id) return `rewards/${id}`;
  return PAGES.includes(parameter) ? parameter : "home";
}
