// The officer's first page on a phone: opens without a network, and sends what waits for one.
import { mine, send } from "./outbox.js";

const box = document.querySelector("[data-outbox]");
const list = box.querySelector("ul");
const said = box.querySelector("[data-outbox-said]");
const line = document.getElementById("outbox-line");
const states = document.getElementById("outbox-states");
const drawn = new Map();

function draw(record) {
  const row = drawn.get(record.key) ?? line.content.firstElementChild.cloneNode(true);
  const link = row.querySelector("a");
  link.textContent = `${record.title}：${record.called ?? record.values.unit}`; // kept before records had a name: of a unit
  link.href = record.state === "delivered" ? record.page ?? location.pathname : `${record.url}#${record.key}`;
  row.querySelector("small").textContent = record.why || record.values.happened_at.replace("T", " ");
  row.querySelector("[data-state]").replaceChildren(...states.content.querySelector(`[data-${record.state}]`).cloneNode(true).childNodes);
  if (!drawn.has(record.key)) list.append(row);
  drawn.set(record.key, row);
  box.hidden = false;
}

async function sendAll() {
  for (const record of (await mine(box.dataset.owner)).filter((each) => each.state === "waiting")) draw(await send(record));
  const left = await mine(box.dataset.owner);
  const back = left.filter((each) => each.state === "returned").length;
  said.textContent = left.length ? `还有${left.length}条没送达${back ? `，其中${back}条被退回，点开修改` : "，有网以后自动送出"}` : "都送达了";
}

async function fresh(address) {
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const parts = [...page.querySelectorAll("link[href^='/static/'], script[src^='/static/'], img[src^='/static/']")];
  await Promise.all(parts.map((part) => fetch(part.getAttribute("href") ?? part.getAttribute("src"))));
}

async function keepPages() {
  await navigator.serviceWorker.register("/sw.js");
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
  await fresh(location.pathname);
  for (const each of document.querySelectorAll("[data-keep]")) await fresh(each.dataset.keep);
  const modules = performance.getEntriesByType("resource").map((each) => each.name).filter((each) => each.includes("/static/"));
  await Promise.all(modules.map((each) => fetch(each)));
  document.documentElement.dataset.kept = "";
}

for (const record of await mine(box.dataset.owner)) draw(record);
window.addEventListener("online", sendAll);
if (drawn.size) await sendAll();
if ("serviceWorker" in navigator) keepPages().catch(() => undefined); // there is no network: what was kept is kept
