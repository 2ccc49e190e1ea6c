// The review page: what each action does.

import { address, all, element, fragment, on, one, sealed, second, say, tell } from "./page.js";
import * as forms from "./forms.js";
import * as image from "./image.js";
import * as keys from "./keys.js";
import * as mend from "./mend.js";
import * as rows from "./rows.js";
import * as save from "./save.js";
import * as words from "./words.js";
import "./conflict.js";

const KINDS = ["", "metadata", "target", "achievement", "deadline", "assignment", "citation"];
const CHANGES = new Set(["approve", "edit", "reject", "undo", "split", "mark", "merge", "mend", "add"]);
const FIRST_ONLY = new Set(["split", "mark", "merge", "mend", "add"]);

function judge(act) {
  const row = rows.current;
  if (!row || row.classList.contains("waiting")) return;
  save.send({ url: `${address}/rows/${row.dataset.id}/${act}`, act, body: [["version", row.dataset.version]], rows: [row.dataset.id] });
  rows.nextOpen(row);
}

const formOf = (row, act) => `${address}/rows/${row.dataset.id}/form?act=${act}`;

function edit(act) {
  const row = rows.current;
  if (row && !row.classList.contains("waiting")) forms.open(formOf(row, act), row, [row.dataset.id]);
}

function merge() {
  const chosen = rows.marked();
  if (chosen.length < 2) { tell(say("merge_mark_first")); return; }
  rows.select(chosen[0]);
  const names = chosen.map((row) => `${row.dataset.id}:${row.dataset.version}`).join(" ");
  forms.open(`${address}/merge?${new URLSearchParams({ rows: names })}`, chosen[0], chosen.map((row) => row.dataset.id));
}

const kinds = one("#kinds");
let part = null; // of the text, on which a new row is to stand

function add() {
  part = words.selection();
  if (!part) { tell(say("wrong_span")); return; }
  one("#kinds-words").textContent = part.quote;
  kinds.showModal();
}

function addAs(kind) {
  kinds.close();
  forms.open(`${address}/new?${new URLSearchParams({ kind, start: part.start, end: part.end })}`, null, []);
}

kinds.addEventListener("keydown", (event) => {
  const button = KINDS[event.key] && kinds.querySelector(`[data-kind="${KINDS[event.key]}"]`); // as the filter numbers them
  if (button && !event.isComposing) { event.preventDefault(); event.stopPropagation(); addAs(button.dataset.kind); }
});
kinds.addEventListener("click", (event) => {
  const button = event.target.closest("[data-kind]");
  if (button) addAs(button.dataset.kind);
});

async function history() {
  const html = rows.current && await fragment(`${address}/rows/${rows.current.dataset.id}/history`);
  if (!html) return;
  one("#past").replaceChildren(element(html));
  one("#past").showModal();
}

function leave() {
  for (const row of rows.marked()) rows.mark(row);
  words.drop();
}

async function go(where) {
  await save.settled();
  location.assign(`${address}/${where}`);
}

const does = {
  next: () => rows.step(1),
  previous: () => rows.step(-1),
  approve: () => judge("approve"),
  reject: () => judge("reject"),
  edit: () => edit("correct"),
  split: () => edit("split"),
  mark: () => { rows.mark(rows.current); },
  merge,
  undo: () => save.undo(`${address}/undo`),
  history,
  filter: (event, key) => rows.filter(/^\d$/.test(key) ? KINDS[key] : key),
  open: rows.toggleOpen,
  order: rows.toggleOrder,
  document: () => go("next"),
  course: () => go("course"),
  "page-next": () => image.turn(1),
  "page-previous": () => image.turn(-1),
  zoom: image.changeZoom,
  "word-next": (event) => words.step(1, event.shiftKey),
  "word-previous": (event) => words.step(-1, event.shiftKey),
  "unsure-next": () => words.stepUnsure(1),
  "unsure-previous": () => words.stepUnsure(-1),
  mend: mend.open,
  add,
  help: () => one("#help").showModal(),
  leave,
};

function act(action, event, key) {
  if (event.repeat && CHANGES.has(action)) return; // a key held down decides once
  if (forms.isOpen() && action !== "leave") forms.close();
  if (sealed && CHANGES.has(action)) { tell(say("sealed")); return; }
  if (second && FIRST_ONLY.has(action)) { tell(say("refused_second_reader_judges")); return; }
  does[action](event, key);
}

function inside(event) {
  if (event.target.closest("#mend")) mend.key(event);
  else if (event.target.closest("form.editor")) forms.key(event);
}

on("row", (row) => {
  if (forms.isOpen() && !row.classList.contains("editing")) forms.close();
  if (!sealed) forms.prepare(formOf(row, "correct"), row);
});
for (const dialog of all("dialog")) {
  dialog.addEventListener("click", (event) => { if (event.target === dialog && dialog.id !== "conflict") dialog.close(); });
}

keys.begin(act, inside);
rows.begin();
forms.begin();
save.begin();
const asked = Number(/^#page-(\d+)$/.exec(location.hash)?.[1]); // by the search
if (asked >= 1 && asked <= words.last) words.show(asked);
