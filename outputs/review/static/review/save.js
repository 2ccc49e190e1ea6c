// Sends what was decided, one act after the other. Without a connection acts wait in this browser, and are sent when it is back.

import { element, kept, on, one, plain, say, tell, tellAll } from "./page.js";
import * as rows from "./rows.js";

const AGAIN = 4000; // milliseconds between attempts
const status = one("#saved");
let queue = kept.get("queue") ?? [];
let busy = false;
let timer = 0;
let resting = []; // who waits until nothing is on its way

/** Do something that changes the document. `job`: url, body (pairs of name and value), rows (ids that it touches). */
export function send(job) {
  queue.push({ ...job, at: Date.now() });
  keep();
  for (const id of job.rows) rows.waiting(id, true);
  flush();
}

/** Forget the last act that has not reached the server; false where there is none. */
export function forgetLast() {
  if (!queue.length) return false;
  const job = queue.pop();
  keep();
  for (const id of job.rows) if (!queue.some((other) => other.rows.includes(id))) rows.waiting(id, false);
  rows.reveal(rows.byId(job.rows[0]));
  show();
  return true;
}

export const isWaiting = () => queue.length > 0;

async function flush() {
  if (busy) return;
  if (!queue.length) { rest(); return; }
  busy = true;
  clearTimeout(timer);
  show("save_saving");
  const job = queue[0];
  let answer = null;
  let html = "";
  try {
    answer = await post(job);
    html = await answer.text();
  } catch { answer = null; }
  busy = false;
  if (!answer || answer.status === 401 || answer.status >= 500 || answer.status === 429) {
    later(!answer ? "save_unsaved" : answer.status === 401 ? "save_signed_out" : "save_failed");
    return;
  }
  queue.shift();
  keep();
  for (const id of job.rows) if (!queue.some((other) => other.rows.includes(id))) rows.waiting(id, false);
  show();
  settle(job, answer.status, html);
  flush();
}

const post = (job) => fetch(job.url, {
  method: "POST",
  headers: { "HX-Request": "true" },
  body: new URLSearchParams(job.body),
  signal: AbortSignal.timeout(20000),
});

function settle(job, status, html) {
  if (status === 200) {
    const fresh = rows.apply(html);
    followUp(queue, fresh);
    keep();
    tellAll("done", { job, fresh });
  } else if (status === 409) tellAll("conflict", { job, html });
  else if (status === 422 && html.includes("<form")) tellAll("wrong", { job, html });
  else {
    tell(plain(html));
    tellAll("refused", { job });
  }
}

/** Acts that wait were done on rows as this browser knew them: after its own act they have the next version. */
function followUp(jobs, fresh) {
  for (const row of fresh) {
    for (const job of jobs) {
      if (job.rows.includes(row.dataset.id)) {
        job.body = job.body.map(([name, value]) => [name, name === "version" ? row.dataset.version : value]);
      }
    }
  }
}

/** Acts on other documents that this browser still holds: sent as well; where one is not taken, the person is told. */
async function sendOthers() {
  for (const name of kept.othersNames("queue")) {
    const jobs = JSON.parse(localStorage.getItem(name));
    while (jobs.length) {
      let answer;
      try { answer = await post(jobs[0]); } catch { return; }
      if (!answer.ok) { tell(say("save_elsewhere")); return; }
      jobs.shift();
      followUp(jobs, element(await answer.text()).querySelectorAll("li.row"));
      if (jobs.length) localStorage.setItem(name, JSON.stringify(jobs));
      else localStorage.removeItem(name);
    }
  }
}

/** Wait until nothing is on its way, some seconds at most. */
export function settled() {
  return busy ? new Promise((go) => { resting.push(go); setTimeout(go, 3000); }) : Promise.resolve();
}

function keep() {
  kept.set("queue", queue.length ? queue : null);
}

function rest() {
  show();
  for (const go of resting) go();
  resting = [];
}

function later(key) {
  rest();
  show(key);
  clearTimeout(timer);
  timer = setTimeout(flush, AGAIN);
}

function show(key = queue.length ? "save_saving" : "save_saved") {
  status.textContent = say(key, queue.length);
  status.dataset.state = key;
}

/** Undo is never sent twice: a second one would take back more. */
export async function undo(url) {
  await settled();
  if (forgetLast()) return;
  try {
    const answer = await fetch(url, { method: "POST", headers: { "HX-Request": "true" } });
    const html = await answer.text();
    if (!answer.ok) { tell(plain(html)); return; }
    const fresh = rows.apply(html);
    rows.reveal(fresh[0]);
    tellAll("done", { job: { act: "undo", rows: [] }, fresh });
  } catch { tell(say("save_undo_later")); }
}

addEventListener("online", flush);
addEventListener("beforeunload", (event) => { if (queue.length) event.preventDefault(); });
on("insist", ({ job, version, seen }) => {
  const body = job.body.filter(([name]) => name !== "version" && name !== "over");
  send({ ...job, body: [...body, ["version", version], ["over", seen]] });
});

export function begin() {
  for (const job of queue) for (const id of job.rows) rows.waiting(id, true);
  flush();
  sendOthers();
}
