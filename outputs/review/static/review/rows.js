// The list of rows: which one is selected, which are marked, in what order, and which are shown.

import { all, element, kept, one, root, say, tell, tellAll } from "./page.js";

const list = one("#rows");
let kind = "";
let onlyOpen = false;
let open = 0; // rows that nobody has judged
let order = kept.get("order") === "document" ? "document" : "sure";

export let current = null;
export const rows = () => [...list.children];
const shown = () => rows().filter((row) => !row.hidden);
export const byId = (id) => document.getElementById(`r-${id}`);
export const marked = () => rows().filter((row) => row.classList.contains("marked"));

const isOpen = (row) => row.dataset.state === "open";

export function select(row, { scroll = true } = {}) {
  if (!row || row.hidden) return;
  current?.classList.remove("selected");
  current?.removeAttribute("aria-current");
  current = row;
  row.classList.add("selected");
  row.setAttribute("aria-current", "true");
  if (scroll) row.scrollIntoView({ block: "nearest" });
  tellAll("row", row);
}

/** Select a row that the filter may hide. */
export function reveal(row) {
  if (row) row.hidden = false;
  select(row);
}

/** Go one row on or back; at the ends nothing happens. */
export function step(by) {
  const seen = shown();
  const at = seen.indexOf(current);
  select(seen[at < 0 ? 0 : at + by]);
}

/** Go to the next row that nobody has judged, from the selected one on and then from the start. */
export function nextOpen(after = current) {
  const seen = shown();
  const at = seen.indexOf(after);
  const next = [...seen.slice(at + 1), ...seen.slice(0, Math.max(at, 0))].find((row) => isOpen(row) && !row.classList.contains("waiting"));
  if (next) select(next);
  else if (after === current) step(1);
}

/** Put rows that the server sent in the place of those with the same id; new ones come after the first of them. */
export function apply(html) {
  const fresh = [...element(html).querySelectorAll("li.row")];
  let anchor = null;
  const placed = [];
  for (const row of fresh) {
    const old = document.getElementById(row.id);
    const gone = "gone" in row.dataset;
    if (old) {
      anchor = gone ? old.previousElementSibling : row;
      if (old === current && !gone) { row.classList.add("selected"); current = row; }
      if (old === current && gone) current = null;
      gone ? old.remove() : old.replaceWith(row);
    } else if (!gone) {
      if (anchor) anchor.after(row);
      else placed.length ? placed.at(-1).after(row) : list.prepend(row);
      anchor = row;
    }
    if (!gone) placed.push(row);
  }
  count();
  for (const row of placed) row.hidden = !fits(row) && row !== current;
  return placed;
}

export function mark(row) {
  row?.classList.toggle("marked");
}

const fits = (row) => (!kind || row.dataset.kind === kind) && (!onlyOpen || isOpen(row));

function show() {
  for (const row of rows()) row.hidden = !fits(row);
  one("#no-rows").hidden = shown().length > 0;
  for (const button of all(".kinds button")) button.setAttribute("aria-pressed", button.dataset.filter === kind);
  one("#only-open").setAttribute("aria-pressed", onlyOpen);
  if (!current || current.hidden) select(shown()[0]);
  else current.scrollIntoView({ block: "nearest" });
}

export function filter(name) {
  if (name && !rows().some((row) => row.dataset.kind === name)) return;
  kind = name;
  show();
}

export function toggleOpen() {
  onlyOpen = !onlyOpen;
  show();
}

export function toggleOrder() {
  order = order === "sure" ? "document" : "sure";
  kept.set("order", order);
  arrange();
  current?.scrollIntoView({ block: "nearest" });
}

function arrange() {
  const number = (row, name) => Number(row.dataset[name]);
  const bySure = (a, b) => isOpen(b) - isOpen(a) || number(a, "confidence") - number(b, "confidence");
  const byPlace = (a, b) => number(a, "position") - number(b, "position");
  list.append(...rows().sort((a, b) => (order === "sure" && bySure(a, b)) || byPlace(a, b)));
  const button = one("#order");
  one("span", button).textContent = button.dataset[order];
}

function count() {
  const was = open;
  open = rows().filter(isOpen).length;
  one("#judged").textContent = rows().length - open;
  one("#total").textContent = rows().length;
  if (was && !open) tell(say("all_judged"));
}

/** Say on a row that what was done to it is on its way, or waits. */
export function waiting(id, is) {
  const row = byId(id);
  row?.classList.toggle("waiting", is);
  if (row && is) row.dataset.wait = say("row_unsaved");
}

list.addEventListener("click", (event) => {
  const row = event.target.closest("li.row");
  if (row && !event.target.closest("form")) select(row, { scroll: false });
});

export function begin() {
  if (order === "document") arrange();
  count();
  const asked = new URLSearchParams(location.search).get("row");
  select(byId(asked) ?? rows()[0]);
  one("#no-rows").hidden = rows().length > 0;
  root.classList.add("ready");
}
