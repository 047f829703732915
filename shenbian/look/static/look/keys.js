/* Keys of the desk: / search · j k rows · e open · x tick · ? help. Rows are those of anything marked data-rows. */
const ROWS = "[data-rows] > tbody > tr, [data-rows] > li";

const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

function step(by) {
  const rows = [...document.querySelectorAll(ROWS)];
  if (rows.length === 0) return;
  const here = rows.indexOf(document.activeElement.closest(ROWS));
  const row = rows[Math.min(Math.max(here + by, 0), rows.length - 1)];
  row.tabIndex = -1;
  row.focus();
}

function inRow(selector) {
  return document.activeElement.closest(ROWS)?.querySelector(selector);
}

const KEYS = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  j: () => step(1),
  k: () => step(-1),
  e: () => inRow("a[href]")?.click(),
  x: () => inRow("input[type=checkbox]")?.click(),
  "?": () => document.getElementById("keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const act = KEYS[event.key];
  if (act === undefined || document.querySelector("dialog[open]") !== null) return;
  event.preventDefault();
  act();
});
