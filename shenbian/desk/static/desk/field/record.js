// The form of one thing done in the field: what is typed stays on the phone, photos are shrunk there, and it is sent when
// there is a network, once.
import { camera as scanner } from "../../look/scan.js";
import { forget, keep, read } from "../../portal/kept.js";
import { put, send, take } from "./outbox.js";

const LONGEST = 1600; // pixels of a photo's longer side
const QUALITY = 0.8;
const form = document.querySelector("[data-field-form]");
const said = form.querySelector("[data-said]");
const shown = form.querySelector("[data-photos]");
const helped = form.querySelector("[data-with-script]");
const where = form.querySelector("[data-where]");
const locate = form.querySelector("[data-locate]");
const camera = form.elements.photos;
const { owner, fieldForm: title, named } = form.dataset;
const lens = form.querySelector("[data-camera]");
const draft = `field-draft|${owner}|${form.getAttribute("action")}`;
const OURS = new Set(["csrfmiddlewaretoken", "client_key", "photos"]);
const drafted = await read(draft); // where the browser keeps nothing, this fails and the plain form stays
let key = crypto.randomUUID?.() ?? form.elements.client_key.value;
let photos = [];

function values() {
  const typed = {};
  for (const [field, value] of new FormData(form)) if (!OURS.has(field) && typeof value === "string") typed[field] = value;
  return typed;
}

function fill(typed) {
  for (const field of form.elements) {
    if (!field.name || OURS.has(field.name) || !(field.name in typed)) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === typed[field.name];
    else field.value = typed[field.name];
  }
}

// What the list on the phone calls it: the first field that says of whom it is. A card's code is no name.
function called(typed) {
  const said = named.split(" ").map((field) => typed[field]).find(Boolean) ?? "";
  return said.includes("/verify/card/") ? "出示会员卡的人" : said;
}

function stamp() {
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "short" });
  form.elements.happened_at.value = clock.format(new Date()).replace(" ", "T");
}

const note = () => keep(draft, { values: values(), photos });

function tell(text) {
  said.textContent = text;
  said.hidden = !text;
  if (text) said.scrollIntoView({ block: "center" });
}

function complain(errors) {
  for (const old of form.querySelectorAll("[data-wrong]")) old.remove();
  for (const [field, text] of Object.entries(errors ?? {})) {
    const line = document.createElement("p");
    line.className = "errors";
    line.dataset.wrong = field;
    line.textContent = text;
    form.querySelector(`[name="${field}"]`)?.closest(".field")?.append(line);
  }
}

async function shrunk(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
}

async function drawPhotos() {
  const rows = await Promise.all(photos.map(async (photo, place) => {
    const row = document.createElement("li");
    const sheet = document.createElement("span");
    const canvas = document.createElement("canvas");
    const off = document.createElement("button");
    const picture = await createImageBitmap(photo.blob, { resizeWidth: 96 });
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext("2d").drawImage(picture, 0, 0);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `第${place + 1}张照片`);
    off.type = "button";
    off.className = "button quiet small";
    off.textContent = `去掉第${place + 1}张`;
    off.addEventListener("click", () => { photos.splice(place, 1); note(); drawPhotos(); });
    sheet.className = "sheet";
    sheet.append(canvas);
    row.append(sheet, off);
    return row;
  }));
  shown.replaceChildren(...rows);
  shown.hidden = rows.length === 0;
}

camera.addEventListener("change", async (event) => {
  for (const file of [...event.target.files]) {
    try {
      photos.push({ blob: await shrunk(file), name: `${file.lastModified}.jpg` });
    } catch (error) {
      tell("这张照片打不开，请重新拍一张。");
    }
  }
  event.target.value = "";
  await note();
  await drawPhotos();
});

helped.hidden = false;
camera.hidden = true; // a button of ours opens it
form.querySelector("[data-shoot]").addEventListener("click", () => camera.click());
locate.hidden = !("geolocation" in navigator);
locate.addEventListener("click", () => {
  where.textContent = "正在定位……";
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      for (const name of ["latitude", "longitude", "accuracy"]) form.elements[name].value = coords[name];
      where.textContent = `位置已记下，误差约${Math.round(coords.accuracy)}米`;
      note();
    },
    () => { where.textContent = "没有得到位置。可以不记位置，直接登记。"; },
    { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
  );
});

if (lens) {
  scanner(lens, async (text) => {
    form.elements.person.value = text;
    stamp(); // the code is good at this instant; the house asks whose it is when this is sent
    await note();
    return "会员卡扫到了。";
  }, { once: true });
}

form.addEventListener("input", note);
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  tell("");
  complain({});
  const typed = values();
  const record = { key, owner, title, called: called(typed), url: form.getAttribute("action"), values: typed, photos, state: "waiting", why: "" };
  await put(record);
  await forget(draft);
  const now = await send(record);
  button.disabled = false;
  if (now.state !== "returned") return location.assign("/desk/field/");
  history.replaceState(null, "", `#${key}`);
  tell(now.why);
  complain(now.errors);
});

const kept = location.hash ? await take(owner, location.hash.slice(1)) : drafted;
if (kept) {
  key = kept.key ?? key;
  photos = kept.photos;
  fill(kept.values);
  if (kept.values.latitude) where.textContent = "位置已记下";
  await drawPhotos();
  if (kept.state === "returned") {
    tell(kept.why);
    complain(kept.errors);
  }
} else if (!form.querySelector(".errors")) {
  stamp();
  if (form.elements.unit) form.elements.unit.value ||= new URLSearchParams(location.search).get("name") ?? ""; // the page may come from the phone
}
form.dataset.ready = "";
