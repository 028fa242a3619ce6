// Settings: each change is sent at once, and taken back on the screen if the server did not take it.

import { call } from "./session.js";
import { haptic } from "./telegram.js";

export function begin(page, { reload, say }) {
  page.addEventListener("change", ({ target }) => {
    if (target.name === "language") speak(target, reload, say);
    else if (target.dataset.purpose) consent(target, say);
  });
}

async function speak(choice, reload, say) {
  const before = [...choice.form.elements.language].find((one) => one.defaultChecked);
  try {
    await call("/app/api/language", { method: "POST", body: { language: choice.value } });
    haptic("success");
    reload();
  } catch {
    before.checked = true;
    refused(choice.form, say);
  }
}

async function consent(box, say) {
  const given = box.checked;
  box.disabled = true;
  try {
    const body = { purpose: box.dataset.purpose, given };
    const answer = await (await call("/app/api/consents", { method: "POST", body })).json();
    box.closest("label").querySelector("[data-since]").textContent = answer.since;
    haptic("selection");
  } catch {
    box.checked = !given;
    refused(box.form, say);
  } finally {
    box.disabled = false;
    box.focus();
  }
}

function refused(form, say) {
  haptic("error");
  say(form.dataset.failed);
}
