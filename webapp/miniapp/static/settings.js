// Settings: each change is sent at once, and taken back on the screen if the server did not take it.

import { call } from "./session.js";
import { haptic } from "./telegram.js";

export function begin(page, tools) {
  page.addEventListener("change", ({ target }) => {
    if (target.name === "language") speak(target, tools);
    else if (target.dataset.purpose) consent(target, tools);
  });
}

async function speak(choice, { reload, refused }) {
  const before = [...choice.form.elements.language].find((radio) => radio.defaultChecked);
  try {
    await call("/app/api/language", { method: "POST", body: { language: choice.value } });
    haptic("success");
    reload();
  } catch (error) {
    before.checked = true;
    haptic("error");
    refused(error, choice.form.dataset.failed);
  }
}

async function consent(box, { refused }) {
  const given = box.checked;
  box.disabled = true;
  try {
    const body = { purpose: box.dataset.purpose, given };
    const answer = await (await call("/app/api/consents", { method: "POST", body })).json();
    box.closest("label").querySelector("[data-since]").textContent = answer.since;
    haptic("selection");
  } catch (error) {
    box.checked = !given;
    haptic("error");
    refused(error, box.form.dataset.failed);
  } finally {
    box.disabled = false;
    box.focus();
  }
}
