// Copies what a button carries, and says so.

import { haptic } from "./telegram.js";

export async function copy(button, say) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    selectForCopy(button.dataset.copy);
  }
  haptic("selection");
  say(button.dataset.copied);
}

// Frames may refuse the clipboard; the old way still works there.
function selectForCopy(sentence) {
  const field = document.createElement("textarea");
  field.value = sentence;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
