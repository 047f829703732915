// A form whose typing is never lost: kept on the phone at every stroke, restored when the page opens again, and, where
// the form asks for it (data-send), sent when there is a network, once, under the key it was begun with.
import { forget, keep, read } from "./kept.js";

const form = document.querySelector("[data-typed]");
const said = document.querySelector("[data-typed-said]");
const words = document.getElementById("words")?.dataset ?? {};
const key = `${form.dataset.owner}|${form.dataset.typed}`;
const sends = "send" in form.dataset;
const OURS = new Set(["csrfmiddlewaretoken", "version", "client_key", "line"]);
let sending = false;

function tell(text, refused = false) {
  said.textContent = text;
  said.hidden = !text;
  if (said.classList.contains("callout")) said.classList.toggle("refusal", refused);
}

// What is wrong stands beside its field, as on a page that was drawn with its errors.
function mark(errors) {
  for (const old of form.querySelectorAll("[data-wrong]")) old.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  for (const [name, why] of Object.entries(errors)) {
    const field = form.querySelector(`[name="${name}"]`);
    if (!field) continue;
    const list = document.createElement("ul");
    list.className = "errors";
    list.dataset.wrong = "";
    list.id = `${field.id || name}_wrong`;
    for (const each of [why].flat()) list.appendChild(document.createElement("li")).textContent = each;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", list.id);
    if (field.closest("details")) field.closest("details").open = true;
    field.closest(".field")?.append(list);
  }
}

function typed() {
  const values = {};
  for (const [name, value] of new FormData(form)) if (!OURS.has(name) && typeof value === "string") values[name] = value;
  return values;
}

function put(values) {
  for (const field of form.elements) {
    if (!field.name || OURS.has(field.name)) continue;
    if (field.type === "checkbox") field.checked = field.name in values;
    else if (field.type === "radio") field.checked = values[field.name] === field.value;
    else if (field.name in values && field.type !== "file") field.value = values[field.name];
    if (field.type !== "hidden" && field.value && field.closest("details")) field.closest("details").open = true;
  }
}

async function note(pending) {
  const record = { values: typed(), version: form.dataset.version ?? "", pending, at: Date.now() };
  if (sends) record.client_key = form.elements.client_key.value;
  await keep(key, record);
}

async function session() {
  const response = await fetch("/token/", { headers: { Accept: "application/json" } });
  return response.json();
}

async function send() {
  if (sending) return;
  sending = true;
  tell(words.sending);
  try {
    const now = await session();
    if (now.owner !== form.dataset.owner) return tell(words.sign);
    const body = new FormData(form);
    body.set("csrfmiddlewaretoken", now.token);
    const response = await fetch(location.pathname, { method: "POST", body, headers: { Accept: "application/json" } });
    const answer = await response.json();
    if (response.ok) {
      await forget(key);
      location.assign(answer.url);
      return;
    }
    await note(false);
    if (answer.url) return location.assign(answer.url); // the page itself has changed: what was typed is put in anew
    mark(answer.errors ?? {});
    tell(words.refused + (answer.why ?? ""), true);
    form.querySelector(`[name="${Object.keys(answer.errors ?? {})[0]}"]`)?.focus();
  } catch (error) {
    tell(words.offline);
  } finally {
    sending = false;
  }
}

async function begin() {
  const kept = await read(key);
  const newer = kept && kept.version === (form.dataset.version ?? "");
  if (kept && !newer) await forget(key);
  if (newer && !form.querySelector(".errors")) {
    put(kept.values);
    if (kept.client_key) form.elements.client_key.value = kept.client_key;
    tell(words.restored);
    if (sends && kept.pending) await send();
  }
}

form.addEventListener("input", () => note(false).then(() => sends && tell(words.kept)));
form.addEventListener("submit", async (event) => {
  if (sends) {
    event.preventDefault();
    await note(true);
    await send();
  } else if (!navigator.onLine) {
    event.preventDefault();
    await note(true);
    tell(words.offline);
  }
});
window.addEventListener("online", async () => {
  const kept = await read(key);
  if (!kept?.pending) return;
  if (sends) await send();
  else form.requestSubmit();
});

await begin();
