// Talks to the server as one member: a short token kept in memory, renewed once with initData.

import { initData } from "./telegram.js";

const PATIENCE = 15_000; // milliseconds until a silent server counts as none

export class Unreachable extends Error {} // no network, or no answer in time
export class Ended extends Error {} // Telegram's proof is too old: only reopening helps
export class Failed extends Error {
  constructor(status, problem) {
    super(problem.code ?? String(status));
    this.status = status;
    this.problem = problem;
  }
}

let opening = null; // one promise for all who wait for the same token
let language = "";
let ahead = 0; // the server's clock, against this device's

async function send(path, options) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await fetch(path, { cache: "no-store", signal: stop.signal, ...options });
  } catch {
    throw new Unreachable(path);
  } finally {
    clearTimeout(timer);
  }
}

async function open() {
  const answer = await send("/app/session", {
    method: "POST",
    headers: { Authorization: `tma ${initData}` },
  });
  if (answer.status === 401) throw new Ended();
  if (!answer.ok) throw await failure(answer);
  return (await answer.json()).token;
}

async function failure(answer) {
  const problem = await answer.json().catch(() => ({}));
  return new Failed(answer.status, problem);
}

function token({ renewed = false } = {}) {
  if (renewed || !opening) {
    opening = open();
    opening.catch(() => {
      opening = null;
    });
  }
  return opening;
}

async function authorized(path, { method = "GET", body, headers = {} }, bearer) {
  return send(path, {
    method,
    headers: {
      ...headers,
      Authorization: `Bearer ${bearer}`,
      ...(body ? { "Content-Type": "application/json" } : {}),
    },
    body: body && JSON.stringify(body),
  });
}

// One call; answers the Response (2xx or 304). Throws Unreachable, Ended or Failed.
export async function call(path, options = {}) {
  const first = token();
  let answer = await authorized(path, options, await first);
  if (answer.status === 401) {
    // Another call may have renewed it meanwhile.
    answer = await authorized(path, options, await token({ renewed: opening === first }));
  }
  if (answer.status === 401) throw new Ended();
  if (!answer.ok && answer.status !== 304) throw await failure(answer);
  language = answer.headers.get("Content-Language") ?? language;
  const there = Date.parse(answer.headers.get("Jiafen-Now") ?? "");
  if (there) ahead = there - Date.now();
  return answer;
}

export const spokenLanguage = () => language;
export const now = () => Date.now() + ahead;
