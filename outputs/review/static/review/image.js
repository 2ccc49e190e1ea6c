// The page's image with the words of the selected row marked on it, word by word.

import { address, on, one } from "./page.js";
import * as words from "./words.js";

const ZOOMS = [1, 1.6, 2.4];
const desk = one("#desk");
const sheet = one("#sheet");
const image = one("#image");
const boxes = one("#boxes");
let zoom = 0;

const source = (number) => `${address}/pages/${number}/image`;

on("page", (number) => {
  const has = Boolean(words.size(number)?.width);
  sheet.hidden = !has;
  one("#no-image").hidden = has;
  boxes.replaceChildren();
  if (has) {
    image.src = source(number);
    sheet.classList.add("loading");
  }
});

image.addEventListener("load", () => {
  sheet.classList.remove("loading");
  ahead(words.state.page + 1);
  toMarks();
});

/** Ask for the next page before it is turned to. */
function ahead(number) {
  if (number > words.last) return;
  words.wordsOf(number).catch(() => {});
  if (words.size(number)?.width) new Image().src = source(number);
}

on("highlight", (row) => {
  const size = words.size(words.state.page);
  if (!size?.width) return;
  const [low, high] = words.picked();
  const layers = [
    ["time", words.under(row?.dataset.others)],
    ["hit", words.under(row?.dataset.spans)],
    ["pick", low < 0 || low === high ? [] : Array.from({ length: high - low + 1 }, (_, n) => low + n)],
    ["focus", words.state.focus < 0 ? [] : [words.state.focus]],
  ];
  boxes.replaceChildren(...layers.flatMap(([name, list]) => list.map((index) => box(name, words.state.words[index], size))).filter(Boolean));
  toMarks();
});

function box(name, word, size) {
  if (!word?.box) return null;
  const [left, top, right, bottom] = word.box;
  const mark = document.createElement("div");
  mark.className = name;
  const pad = 3; // pixels of the page around a word
  Object.assign(mark.style, {
    left: `${(left - pad) / size.width * 100}%`,
    top: `${(top - pad) / size.height * 100}%`,
    width: `${(right - left + 2 * pad) / size.width * 100}%`,
    height: `${(bottom - top + 2 * pad) / size.height * 100}%`,
  });
  return mark;
}

/** Bring what is marked into sight: the word in focus when it was moved, else the row's first line. */
function toMarks() {
  const mark = boxes.querySelector(".focus") ?? boxes.querySelector(".hit");
  if (!mark || !desk.clientHeight) return;
  const [place, frame] = [mark.getBoundingClientRect(), desk.getBoundingClientRect()];
  const margin = 60;
  if (place.top < frame.top + margin || place.bottom > frame.bottom - margin) {
    desk.scrollTop += place.top - frame.top - desk.clientHeight / 3;
  }
  if (place.left < frame.left || place.right > frame.right) desk.scrollLeft += place.left - frame.left - desk.clientWidth / 4;
}

export function changeZoom() {
  zoom = (zoom + 1) % ZOOMS.length;
  sheet.style.width = `${ZOOMS[zoom] * 100}%`;
  toMarks();
}

export function turn(by) {
  const number = words.state.page + by;
  if (number >= 1 && number <= words.last) words.show(number);
}

/** The mouse selects words on the image, in the order of the text. */
let dragging = false;

function nearest(event) {
  const size = words.size(words.state.page);
  const frame = sheet.getBoundingClientRect();
  const x = (event.clientX - frame.left) / frame.width * size.width;
  const y = (event.clientY - frame.top) / frame.height * size.height;
  let best = -1;
  let least = Infinity;
  words.state.words.forEach((word, index) => {
    if (!word.box) return;
    const [left, top, right, bottom] = word.box;
    const away = Math.max(left - x, 0, x - right) + 3 * Math.max(top - y, 0, y - bottom); // rather on the line than below it
    if (away < least) [best, least] = [index, away];
  });
  return best;
}

sheet.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || event.pointerType === "touch") return;
  event.preventDefault();
  dragging = true;
  words.focus(nearest(event));
  sheet.setPointerCapture(event.pointerId);
});
sheet.addEventListener("pointermove", (event) => {
  const index = dragging ? nearest(event) : -1;
  if (index >= 0 && index !== words.state.focus) words.focus(index, { extend: true });
});
sheet.addEventListener("pointerup", () => { dragging = false; });
sheet.addEventListener("click", (event) => { if (event.pointerType === "touch") words.focus(nearest(event)); });
