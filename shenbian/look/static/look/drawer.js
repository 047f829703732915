/* Links marked data-drawer open in #drawer. Without script they are plain links, and so they stay when fetching fails. */
const drawer = document.getElementById("drawer");
let opener = null;

function close() {
  drawer.replaceChildren();
  opener?.focus();
  opener = null;
}

/* A view may answer with a piece (HX-Request) or with its whole page: then what its main part holds is shown. */
function piece(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const held = page.querySelector("#drawer:not(:empty)") ?? page.querySelector("#main") ?? page.body;
  return [...held.childNodes].map((node) => document.adoptNode(node));
}

function head(address) {
  const bar = document.createElement("div");
  const button = document.createElement("button");
  const whole = document.createElement("a");
  bar.className = "drawer-head";
  whole.className = "button quiet small";
  whole.href = address;
  whole.textContent = "整页打开";
  button.className = "button secondary small";
  button.type = "button";
  button.textContent = "关上";
  button.addEventListener("click", close);
  bar.append(button, whole);
  return bar;
}

async function open(link) {
  let answer;
  try {
    answer = await fetch(link.href, { headers: { "HX-Request": "true", "HX-Target": "drawer" } });
  } catch {
    location.assign(link.href); // no network for us: let the browser say so in its own words
    return;
  }
  if (!answer.ok || answer.redirected) {
    location.assign(link.href);
    return;
  }
  opener = opener ?? link;
  drawer.replaceChildren(head(link.href), ...piece(await answer.text()));
  window.htmx?.process(drawer);
  drawer.tabIndex = -1;
  drawer.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-drawer]");
  if (drawer === null || link === null || event.defaultPrevented || event.button !== 0) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link);
});

document.addEventListener("keydown", (event) => {
  const free = document.querySelector("dialog[open]") === null;
  if (event.key === "Escape" && drawer?.hasChildNodes() && free) close();
});
