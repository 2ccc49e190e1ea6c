// Someone else has changed a row: both versions are shown, and one is chosen.

import { element, kept, on, one, tellAll } from "./page.js";
import * as rows from "./rows.js";

const dialog = one("#conflict");
const waiting = []; // conflicts that came while another was shown

on("conflict", (conflict) => {
  waiting.push(conflict);
  if (!dialog.open) next();
});

function next() {
  const conflict = waiting[0];
  if (!conflict) return;
  dialog.replaceChildren(element(conflict.html));
  dialog.showModal();
  dialog.querySelector("[data-choice]").focus();
}

function choose(choice) {
  const { job } = waiting.shift();
  const about = dialog.querySelector("[data-row]").dataset;
  const [row] = rows.apply(dialog.querySelector(".current").innerHTML);
  dialog.close();
  rows.reveal(row);
  if (choice === "insist") tellAll("insist", { job, version: about.version, seen: about.seen });
  else if (job.draft) kept.set(job.draft, null);
  if (row && waiting.length === 0) rows.nextOpen(row);
  next();
}

dialog.addEventListener("click", (event) => {
  const button = event.target.closest("[data-choice]");
  if (button) choose(button.dataset.choice);
});
dialog.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const choice = { 1: "take", 2: "insist" }[event.key];
  const button = choice && dialog.querySelector(`[data-choice=${choice}]`);
  if (button) { event.preventDefault(); event.stopPropagation(); choose(choice); }
});
dialog.addEventListener("cancel", (event) => { event.preventDefault(); }); // one of them must be chosen
