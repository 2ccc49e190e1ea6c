// What all scripts of the review page share: the page's root, its words, and requests.

export const root = document.getElementById("review");
export const address = `/documents/${root.dataset.document}`;
export const sealed = "sealed" in root.dataset;
export const second = "second" in root.dataset;

export const one = (selector, within = root) => within.querySelector(selector);
export const all = (selector, within = root) => [...within.querySelectorAll(selector)];

const words = Object.fromEntries(all("#says li").map((li) => [li.dataset.key, li.textContent]));
export const say = (key, n) => words[key].replace("{n}", n);

const note = one("#note");
let noteTimer = 0;

/** Show a sentence for some seconds. */
export function tell(text) {
  note.textContent = text;
  note.hidden = false;
  clearTimeout(noteTimer);
  noteTimer = setTimeout(() => { note.hidden = true; }, 6000);
}

let asking = 0;

/** Whether an answer is awaited in which the next keys belong: they must not count as commands meanwhile. */
export const isAsking = () => asking > 0;

/** Let no key count until `answer` is there. */
export async function hold(answer) {
  asking += 1;
  try {
    return await answer;
  } finally {
    asking -= 1;
  }
}

/** Ask for a fragment of HTML; what is refused is told, and gives null. */
export const fragment = (url) => hold(asked(url));

async function asked(url) {
  let answer;
  try {
    answer = await fetch(url, { headers: { "HX-Request": "true" } });
  } catch {
    tell(say("save_failed"));
    return null;
  }
  if (answer.status === 401) {
    location.assign("/sign-in");
    return null;
  }
  const html = await answer.text();
  if (answer.ok || answer.status === 422 && html.includes("<form")) return html;
  tell(plain(html));
  return null;
}

/** The words of a refusal. */
export function plain(html) {
  return element(html).querySelector(".refused, main p")?.textContent.trim() || say("save_failed");
}

/** HTML from this server, escaped there, as elements that are not yet part of the page. */
export function element(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

export const tellAll = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
export const on = (name, act) => document.addEventListener(name, (event) => act(event.detail));

/** What this browser keeps for this person and document, or nothing where it may not. */
export const kept = {
  name: (key) => `vanban:${root.dataset.person}:${root.dataset.document}:${key}`,
  /** Names under which the same is kept for other documents. */
  othersNames(key) {
    try {
      const [start, end] = [`vanban:${root.dataset.person}:`, `:${key}`];
      return Object.keys(localStorage).filter((name) => name.startsWith(start) && name.endsWith(end) && name !== this.name(key));
    } catch { return []; }
  },
  get(key) {
    try { return JSON.parse(localStorage.getItem(this.name(key))); } catch { return null; }
  },
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(this.name(key));
      else localStorage.setItem(this.name(key), JSON.stringify(value));
    } catch { /* a full or forbidden storage must not stop the work */ }
  },
};
