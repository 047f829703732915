// What was taken down in the field and has not arrived: on this phone until the server has it, each under a key of its own.
import { among, forget, keep, read } from "../../portal/kept.js";

const name = (owner, key) => `field|${owner}|${key}`;
const SIGN_IN = "登录过期了。您记的还在手机上，请重新登录，再打开这一页就会送出。";

export const put = (record) => keep(name(record.owner, record.key), record);
export const take = (owner, key) => read(name(owner, key));
export const drop = (record) => forget(name(record.owner, record.key));
export const mine = (owner) => among(`field|${owner}|`);
export const everybodys = () => among("field|");

async function session() {
  const response = await fetch("/token/", { headers: { Accept: "application/json" }, cache: "no-store" });
  return response.json();
}

function bodyOf(record, token) {
  const body = new FormData();
  for (const [field, value] of Object.entries(record.values)) body.set(field, value);
  for (const photo of record.photos) body.append("photos", photo.blob, photo.name);
  body.set("client_key", record.key);
  body.set("csrfmiddlewaretoken", token);
  return body;
}

async function returned(record, why, errors = {}) {
  Object.assign(record, { state: "returned", why, errors });
  await put(record);
  return record;
}

// Gives the record as it now is: state "delivered" (and its url), "returned" (and why), or "waiting" (and perhaps why).
async function sent(record) {
  try {
    const now = await session();
    if (now.owner !== record.owner) return { ...record, state: "waiting", why: SIGN_IN };
    const response = await fetch(record.url, { method: "POST", body: bodyOf(record, now.token), headers: { Accept: "application/json" } });
    if (response.redirected) return { ...record, state: "waiting", why: SIGN_IN };
    if (response.status === 201) {
      const answer = await response.json();
      await drop(record);
      return { ...record, state: "delivered", page: answer.url };
    }
    if (response.status === 409 || response.status === 422) {
      const answer = await response.json();
      return returned(record, answer.why, answer.errors);
    }
    if (response.status === 404) return returned(record, "这项工作现在不在您的职责里。请核对您的职务。");
    return { ...record, state: "waiting", why: "现在送不进去，过一会儿自动再送。" };
  } catch (error) {
    return { ...record, state: "waiting", why: "" };
  }
}

// One at a time, whatever pages are open: the server would not take it twice, but neither should it be asked twice.
export function send(record) {
  const still = async () => ((await take(record.owner, record.key)) ? sent(record) : { ...record, state: "delivered" });
  return navigator.locks ? navigator.locks.request("field-outbox", still) : still();
}
