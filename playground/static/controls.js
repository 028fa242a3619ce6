// The control panel: time, trouble, this person, and the log of calls.

import { clockTime, confirmed, control, day, place, toast, words } from "./api.js";

const MOST_LINES = 200;
const LABELS = { too_many_requests: "fault-429", bad_gateway: "fault-502", drop_reply: "fault-drop", slow: "fault-slow" };

export function showNow(moment) {
  const date = new Date(moment);
  document.getElementById("now").textContent = `${day(date)} ${clockTime(date)}`;
}

export async function showFaults() {
  const faults = await control("faults");
  for (const button of document.querySelectorAll("[data-fault]")) {
    const fault = faults.find((candidate) => candidate.kind === button.dataset.fault);
    button.setAttribute("aria-pressed", String(Boolean(fault)));
    button.dataset.id = fault ? fault.id : "";
    const left = fault?.calls ? ` · ${fault.calls}` : "";
    button.textContent = words(LABELS[button.dataset.fault]) + left;
  }
}

export async function showPerson(here) {
  const people = await control("people");
  const person = people.find((candidate) => candidate.id === here?.person);
  for (const name of ["block", "garbage", "old"]) {
    document.querySelector(`[data-control=${name}]`).disabled = !person;
  }
  const block = document.querySelector("[data-control=block]");
  block.textContent = person?.blocked ? block.dataset.on : block.dataset.off;
  block.dataset.blocked = String(Boolean(person?.blocked));
}

// The newest message of the bot here, or null with a word about it.
function newestOfBot() {
  const last = [...document.querySelectorAll(".message.theirs")].pop();
  if (!last) toast(words("no-buttons"));
  return last ? Number(last.dataset.id) : null;
}

async function rogue(order, word) {
  const message = newestOfBot();
  if (!message) return;
  await control(`people/${place().person}/press`, { message_id: message, ...order });
  toast(words(word));
}

const acts = {
  block: (button) => control(`people/${place().person}/block`, { blocked: button.dataset.blocked !== "true" }),
  again: async () => { await control("redeliver", {}); toast(words("again")); },
  garbage: () => rogue({ data: "\u0000garbage:☃:{}" }, "garbage"),
  old: () => rogue({ data: "yesterday", expired: true }, "expired"),
  calm: () => control("faults", undefined, "DELETE"),
  reset: async () => { if (await confirmed(words("reset-sure"))) await control("reset", {}); },
};

export async function controlsClick(button) {
  const data = button.dataset;
  if (data.advance) await control("advance", { [data.advance]: 1 });
  else if (data.fault && data.id) await control(`faults?id=${data.id}`, undefined, "DELETE");
  else if (data.fault) await control("faults", { kind: data.fault, ...JSON.parse(data.order) });
  else if (acts[data.control]) await acts[data.control](button);
}

export function logCall(call) {
  if (call.method === "getUpdates" && call.status === 200) return; // the pulse of polling
  const list = document.getElementById("calls");
  const line = document.createElement("li");
  const time = document.createElement("time");
  time.textContent = call.at.slice(11, 19);
  const text = document.createElement("span");
  const fine = call.status === 200;
  text.textContent = fine ? call.method : `${call.method} ${call.status || ""} ${call.outcome}`;
  text.className = fine ? "" : "bad";
  line.title = JSON.stringify(call.parameters);
  line.append(time, text);
  list.prepend(line);
  while (list.children.length > MOST_LINES) list.lastElementChild.remove();
  if (!fine) showFaults();
}
