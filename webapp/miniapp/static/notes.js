// Short notes at the bottom: read out by screen readers, seen for a moment.

const SHORTEST = 2_500; // ms
const PER_CHARACTER = 80; // ms to read one

const notes = document.getElementById("notes");
let timer = 0;

export function say(sentence) {
  notes.textContent = sentence;
  notes.classList.add("seen");
  clearTimeout(timer);
  timer = setTimeout(() => notes.classList.remove("seen"), Math.max(SHORTEST, sentence.length * PER_CHARACTER));
}
