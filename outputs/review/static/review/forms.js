// Forms within the list: opened on a row, kept while they are typed into, saved by Enter, left by Esc.

import { address, element, fragment, hold, kept, on, one, say } from "./page.js";
import * as rows from "./rows.js";
import { send, settled } from "./save.js";

let editor = null; // the form that is open
let host = null; // where it stands: within a row, or at the top of the list
let targets = []; // ids of the rows that it changes

export const isOpen = () => editor !== null;

const draftKey = (form) => `draft:${form.dataset.address}:${one("[name=start]", form)?.value ?? ""}`;

/** Open a form that the server gives, on `row`, or at the top of the list for a new one. */
export async function open(url, row, ids) {
  const html = ready.url === url && ready.version === row?.dataset.version ? ready.html : await fragment(url);
  if (html) put(html, row, ids);
}

// The form of the selected row is asked for beforehand: who presses "e" types on at once.
const REST = 150; // milliseconds that a row stays selected before
const ready = { url: "", version: "", html: "" };
let resting = 0;

export function prepare(url, row) {
  clearTimeout(resting);
  Object.assign(ready, { url: "", html: "" });
  resting = setTimeout(async () => {
    const { version } = row.dataset;
    try {
      const answer = await fetch(url, { headers: { "HX-Request": "true" } });
      if (answer.ok) Object.assign(ready, { url, version, html: await answer.text() });
    } catch { /* it is asked for again when it is needed */ }
  }, REST);
}

function put(html, row, ids, { restore = true } = {}) {
  close();
  editor = element(html).querySelector("form");
  targets = ids;
  host = row ?? one("#rows").insertBefore(document.createElement("li"), one("#rows").firstChild);
  host.classList.add("editing");
  host.append(editor);
  window.htmx?.process(editor);
  if (restore) bringBack();
  const first = one("[aria-invalid=true]", editor) ?? one("input:not([type=hidden]), select, textarea", editor);
  first.focus();
  if (first.select && !first.getAttribute("aria-invalid")) first.select();
  editor.scrollIntoView({ block: "nearest" });
}

function bringBack() {
  const draft = kept.get(draftKey(editor));
  if (!draft) return;
  for (const [name, value] of Object.entries(draft.fields)) {
    const field = editor.elements.namedItem(name);
    if (field) field.value = value;
  }
  if (draft.version) one("[name=version]", editor).value = draft.version;
  const bar = document.createElement("p");
  bar.className = "restored";
  bar.append(say("form_restored"), " ");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = say("form_discard");
  button.addEventListener("click", () => { const key = draftKey(editor); editor.reset(); kept.set(key, null); bar.remove(); });
  bar.append(button);
  editor.prepend(bar);
}

function keepDraft() {
  const fields = {};
  for (const field of editor.elements) if (field.name && field.type !== "hidden") fields[field.name] = field.value;
  kept.set(draftKey(editor), { version: one("[name=version]", editor)?.value, fields });
  showDraft(host, true);
}

function showDraft(row, is) {
  if (!row?.dataset.id) return;
  row.classList.toggle("drafted", is);
  row.dataset.draft = say("row_draft");
}

/** Leave the form; what was typed stays in this browser and comes back when it is opened again. */
export function close() {
  if (!editor) return;
  editor.remove();
  host.classList.remove("editing");
  if (!host.dataset.id) host.remove();
  editor = host = null;
}

async function submit() {
  const [form, row] = [editor, host];
  const job = { url: form.dataset.address, act: form.dataset.act, body: [...new FormData(form)], rows: targets, draft: draftKey(form) };
  form.inert = true;
  send(job);
  await hold(settled());
  if (editor !== form) return; // it came back, with what was wrong
  close();
  if (job.act === "correct") rows.nextOpen(rows.byId(row.dataset.id) ?? undefined);
}

on("done", ({ job, fresh }) => {
  for (const row of fresh) {
    for (const act of ["correct", "split"]) kept.set(`draft:${address}/rows/${row.dataset.id}/${act}:`, null);
  }
  if (!job.draft) return;
  kept.set(job.draft, null);
  if (job.act === "add" || !rows.current) rows.reveal(fresh[0]);
});

on("wrong", ({ job, html }) => {
  const row = rows.byId(job.rows[0]);
  rows.reveal(row);
  put(html, job.act === "add" ? null : row, job.rows, { restore: false });
});

/** Completion: htmx asks with the field's value; arrows choose, Enter takes. */
document.addEventListener("htmx:config:request", (event) => {
  const field = event.target;
  if (!field.matches?.("[data-complete]")) return;
  const body = event.detail.ctx.request.body;
  for (const key of [...body.keys()]) body.delete(key);
  body.set("q", field.value);
});
document.addEventListener("htmx:after:swap", (event) => {
  const offers = event.target.closest?.(".offers") ?? event.detail?.ctx?.target;
  const field = offers?.parentElement?.querySelector("[data-complete]");
  if (field) field.setAttribute("aria-expanded", offers.children.length > 0 && document.activeElement === field);
});

function offersOf(field) {
  return field.matches("[data-complete]") && field.getAttribute("aria-expanded") === "true"
    ? [...field.parentElement.querySelectorAll(".offers li")] : [];
}

function shut(field) {
  if (!field.matches?.("[data-complete]")) return;
  field.setAttribute("aria-expanded", "false");
  field.parentElement.querySelector(".offers").replaceChildren();
}

function take(field, offer) {
  field.value = offer.dataset.value;
  shut(field);
  keepDraft();
}

function move(field, offers, by) {
  const at = offers.findIndex((offer) => offer.getAttribute("aria-selected") === "true");
  offers[at]?.setAttribute("aria-selected", "false");
  const next = offers[(at + by + offers.length) % offers.length];
  next.setAttribute("aria-selected", "true");
  next.scrollIntoView({ block: "nearest" });
}

/** Keys within the form; the page's own keys do not count there. */
export function key(event) {
  const field = event.target;
  const offers = offersOf(field);
  const chosen = offers.find((offer) => offer.getAttribute("aria-selected") === "true");
  if (offers.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    move(field, offers, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape") {
    event.preventDefault();
    if (offers.length) shut(field);
    else close();
  } else if (event.key === "Enter" && chosen) {
    event.preventDefault();
    take(field, chosen);
  } else if (event.key === "Enter" && !event.shiftKey && field.tagName !== "BUTTON") {
    event.preventDefault();
    submit();
  } else if (event.key === "Tab") {
    if (chosen) take(field, chosen);
    shut(field);
  }
}

one("#rows").addEventListener("input", () => { if (editor) keepDraft(); });
one("#rows").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
one("#rows").addEventListener("click", (event) => {
  if (event.target.closest("[data-leave]")) { close(); return; }
  const offer = event.target.closest(".offers li");
  if (offer) take(offer.closest(".field").querySelector("[data-complete]"), offer);
});
one("#rows").addEventListener("focusout", (event) => { setTimeout(() => shut(event.target), 150); });

/** Rows that were being corrected when the page was left say so. */
export function begin() {
  for (const row of rows.rows()) {
    const form = `draft:${address}/rows/${row.dataset.id}`;
    if (kept.get(`${form}/correct:`) || kept.get(`${form}/split:`)) showDraft(row, true);
  }
}
