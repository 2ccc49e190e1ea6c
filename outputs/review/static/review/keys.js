// The keys: which action each has is told by the help, so that help and page cannot differ.

import { all, isAsking, one, root } from "./page.js";
import { pressed } from "./telex.js";

const actions = new Map(all("#help [data-does]").map((key) => [key.dataset.key, key.dataset.does]));
const CASED = new Set(["N"]);

const isTyping = (target) => target.matches?.("input, textarea, select, [contenteditable]");

/** Let `act(action, event)` be called for the page's keys; `inside(event)` has those pressed within a field. */
export function begin(act, inside) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // an input method is at work
    if (event.ctrlKey || event.altKey || event.metaKey || one("dialog[open]")) return;
    if (isAsking() && event.key !== "Escape") { event.preventDefault(); return; }
    if (isTyping(event.target)) { inside(event); return; }
    if (event.target.matches?.("button, a") && (event.key === "Enter" || event.key === " ")) return;
    const key = pressed(event.key);
    const action = actions.get(CASED.has(key) ? key : key.length === 1 ? key.toLowerCase() : key);
    if (!action) return;
    event.preventDefault();
    act(action, event, key);
  });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-action], [data-filter]");
    if (!button || button.matches("a")) return;
    button.blur();
    if ("filter" in button.dataset) act("filter", event, button.dataset.filter);
    else act(button.dataset.action, event, "");
  });
}
