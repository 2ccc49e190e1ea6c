// The words of a page: its text, the words under the selected row, the word in focus, and the words selected.

import { address, all, on, one, root, say, tellAll } from "./page.js";

const UNSURE = 0.9;
const text = one("#text");
const pages = all("#pages > li");
const known = new Map(); // page number to a promise of its words

export const state = { page: 0, words: [], focus: -1, from: -1 }; // from: the other end of a selection, or the focus
let spans = [];
let row = null;

export const size = (number) => pages[number - 1]?.dataset;
export const last = pages.length;

/** The words of a page; asked for once, and once more after `forget`. */
export function wordsOf(number) {
  if (!known.has(number)) {
    const asked = fetch(`${address}/pages/${number}/words`).then((answer) => answer.ok ? answer.json() : Promise.reject(answer));
    asked.catch(() => known.delete(number));
    known.set(number, asked);
  }
  return known.get(number);
}

export async function show(number, { again = false } = {}) {
  if (again) known.clear();
  if (number === state.page && !again) return;
  state.page = number;
  for (const mark of all(".page-number")) mark.textContent = number;
  tellAll("page", number);
  let page;
  try { page = await wordsOf(number); } catch { page = { start: 0, text: "", words: [] }; }
  if (state.page !== number) return; // someone was faster
  const focus = again ? state.focus : -1;
  draw(page);
  Object.assign(state, { focus, from: focus });
  tellAll("words", number);
}

/** Signs that turn the direction of writing would let a reader see other figures than those that stand there. */
const honest = (string) => string.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");

function draw(page) {
  const points = [...page.text];
  let at = 0;
  const pieces = [];
  spans = page.words.map((word, index) => {
    const start = word.start - page.start;
    pieces.push(honest(points.slice(at, start).join("")));
    at = word.end - page.start;
    const span = document.createElement("span");
    span.className = "w";
    span.dataset.i = index;
    span.textContent = honest(word.mended ?? word.text);
    if (word.mended !== undefined) span.classList.add("mended");
    else if ((word.probability ?? 1) < UNSURE) span.classList.add("unsure");
    pieces.push(span);
    return span;
  });
  pieces.push(honest(points.slice(at).join("")));
  text.replaceChildren(...pieces);
  state.words = page.words;
}

/** Spans of text.txt in an attribute, "3-9 20-31". */
const parsed = (attribute) => (attribute ?? "").split(" ").filter(Boolean).map((pair) => pair.split("-").map(Number));

/** Indices of the words that a span of the text holds, whole or in part. */
function within([start, end]) {
  const found = [];
  state.words.forEach((word, index) => { if (word.start < end && start < word.end) found.push(index); });
  return found;
}

export const under = (attribute) => [...new Set(parsed(attribute).flatMap(within))].sort((a, b) => a - b);

function range([start, end]) {
  const inside = within([start, end]);
  if (!inside.length) return null;
  const found = new Range();
  const point = (index, offset) => {
    const word = state.words[index];
    const whole = word.mended !== undefined;
    const units = [...(word.text)].slice(0, Math.max(0, offset - word.start)).join("").length;
    const node = spans[index].firstChild;
    return [node, whole ? (offset > word.start ? node.length : 0) : Math.min(units, node.length)];
  };
  found.setStart(...point(inside[0], start));
  found.setEnd(...point(inside.at(-1), end));
  return found;
}

/** Highlight a row's characters, and the word in focus. */
export function highlight() {
  const layers = { row: parsed(row?.dataset.spans), time: parsed(row?.dataset.others) };
  for (const [name, list] of Object.entries(layers)) {
    const ranges = list.map(range).filter(Boolean);
    if (window.Highlight) CSS.highlights.set(name, new Highlight(...ranges));
    else for (const index of list.flatMap(within)) spans[index].classList.add(`in-${name}`);
  }
  const [low, high] = picked();
  spans.forEach((span, index) => {
    span.classList.toggle("focus", index === state.focus);
    span.classList.toggle("picked", low !== high && low <= index && index <= high);
  });
  tellAll("highlight", row);
}

/** First and last index of the words that are selected; both are the focus where only one is. */
export const picked = () => [Math.min(state.from, state.focus), Math.max(state.from, state.focus)];

/** The part of text.txt that is selected, null where nothing is. */
export function selection() {
  const [low, high] = picked();
  if (low < 0) return null;
  const quote = spans.slice(low, high + 1).map((span) => span.textContent).join(" ");
  return { start: state.words[low].start, end: state.words[high].end, quote };
}

export function focus(index, { extend = false } = {}) {
  if (!state.words[index]) return;
  state.focus = index;
  if (!extend) state.from = index;
  highlight();
  spans[index].scrollIntoView({ block: "nearest" });
  describe();
}

export const step = (by, extend) => focus(Math.max(0, Math.min(state.words.length - 1, state.focus + by)), { extend });

export function stepUnsure(by) {
  for (let at = state.focus + by; state.words[at]; at += by) {
    if (spans[at].classList.contains("unsure")) return focus(at);
  }
}

export function drop() {
  state.from = state.focus;
  highlight();
  describe();
}

function describe() {
  const word = state.words[state.focus];
  const [low, high] = picked();
  const show = (id, value) => { const part = one(id); part.hidden = !value; if (value) part.lastElementChild.textContent = value; };
  one("#word-text").textContent = word ? word.mended ?? word.text : "–";
  const sure = word?.probability ?? 1;
  one("#word-sure").textContent = word ? `${Math.round(sure * 100)} %` : "";
  one("#word-sure").className = sure < UNSURE ? "low" : "";
  show("#word-read", word?.as_read);
  show("#word-repaired", word && (word.as_read !== undefined || word.mended !== undefined) ? word.text : "");
  show("#word-others", word?.alternatives?.map(([other, p]) => `${other} ${Math.round(p * 100)} %`).join(", "));
  const many = one("#word-picked");
  many.hidden = low === high;
  many.textContent = say("word_picked", high - low + 1);
}

/** A row was selected: turn to its page and put the focus on its first unsure word. */
on("row", async (chosen) => {
  row = chosen;
  await show(Number(row.dataset.page) || 1);
  settle();
});
on("words", () => settle());

function settle() {
  if (!row || !state.words.length) { highlight(); describe(); return; }
  const inside = under(row.dataset.spans);
  if (inside.length && Number(row.dataset.page) === state.page) {
    state.focus = inside.find((index) => spans[index].classList.contains("unsure")) ?? inside[0];
    state.from = state.focus;
    highlight();
    spans[inside[0]].scrollIntoView({ block: "center" });
  } else highlight();
  describe();
}

/** The mouse selects words in the text as it selects text anywhere. */
text.addEventListener("pointerup", () => {
  const chosen = getSelection();
  const ends = [chosen.anchorNode, chosen.focusNode].map((node) => node?.parentElement?.closest?.("#text .w"));
  if (!ends[1]) return;
  focus(Number(ends[1].dataset.i));
  if (!chosen.isCollapsed && ends[0]) { state.from = Number(ends[0].dataset.i); highlight(); describe(); chosen.removeAllRanges(); }
});

root.dataset.unsure = UNSURE;
