// Mending the word in focus: another reading is chosen or typed, then the other places with the same misreading are asked about.

import { address, element, fragment, on, one } from "./page.js";
import { send } from "./save.js";
import * as words from "./words.js";

const form = one("#mend");
const input = one("input", form);
const dialog = one("#elsewhere");
let word = null;
let page = 0;
let readings = [];
let at = 0;

export const isOpen = () => !form.hidden;

export function open() {
  word = words.state.words[words.state.focus];
  page = words.state.page;
  if (!word) return;
  readings = [...new Set([word.mended ?? word.text, ...(word.alternatives ?? []).map(([other]) => other), word.as_read ?? word.text])];
  at = 0;
  input.value = readings[0];
  form.hidden = false;
  input.focus();
  input.select();
}

export function close() {
  form.hidden = true;
  input.blur();
}

export function key(event) {
  if (event.key === "Escape") { event.preventDefault(); close(); }
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    at = (at + (event.key === "ArrowDown" ? 1 : -1) + readings.length) % readings.length;
    input.value = readings[at];
    input.select();
  } else if (event.key === "Enter") { event.preventDefault(); ask(); }
}

async function ask() {
  const text = input.value.trim();
  if (!text || text === (word.mended ?? word.text)) { close(); return; }
  const query = new URLSearchParams({ number: page, start: word.start, end: word.end, text });
  const html = await fragment(`${address}/words/elsewhere?${query}`);
  if (html === null) return;
  const list = element(html).querySelector("form");
  if (!list) { save(text, []); return; }
  dialog.replaceChildren(list);
  list.addEventListener("submit", (event) => {
    event.preventDefault();
    const also = new FormData(list).getAll("also");
    dialog.close();
    save(text, also);
  });
  dialog.showModal();
  one("input", list).focus();
}

function save(text, also) {
  const body = [["number", page], ["start", word.start], ["end", word.end], ["text", text], ...also.map((place) => ["also", place])];
  close();
  send({ url: `${address}/words`, act: "mend", body, rows: [] });
}

/** Keys within the list of places: arrows move, space ticks by itself, Enter confirms. */
dialog.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const boxes = [...dialog.querySelectorAll("input")];
  const here = boxes.indexOf(document.activeElement);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    boxes[(here + (event.key === "ArrowDown" ? 1 : -1) + boxes.length) % boxes.length].focus();
  } else if (event.key === "Enter") {
    event.preventDefault();
    event.stopPropagation(); // the page behind has keys of its own
    dialog.querySelector("form").requestSubmit();
  }
});
dialog.addEventListener("close", () => { if (isOpen()) input.focus(); });

form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
on("done", ({ job }) => { if (job.act === "mend" || job.act === "undo") words.show(words.state.page, { again: true }); });
