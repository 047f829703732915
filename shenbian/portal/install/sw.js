// The service worker of the portal and of the field: pages from the network first; what a view marked as keepable is there without one.
const SHELL = "shell-1";
const OWN = "own";
const OFFLINE = "/offline/";
const MARK = "Shenbian-Offline";
const FIELD = "/desk/field/"; // of the desk, what an officer does standing
const NEVER = ["/desk/", "/api/", "/accounts/", "/files/", "/verify/"];

const isNever = (path) => !path.startsWith(FIELD) && NEVER.some((each) => path.startsWith(each));

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.add(OFFLINE)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== SHELL && name !== OWN).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || isNever(url.pathname)) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate" || request.headers.get("Accept")?.startsWith("text/html")) event.respondWith(page(request));
});

async function file(request) {
  const shell = await caches.open(SHELL);
  const kept = await shell.match(request);
  const fresh = fetch(request).then((response) => {
    if (response.ok) shell.put(request, response.clone());
    return response;
  });
  if (!kept) return fresh;
  fresh.catch(() => undefined);
  return kept;
}

async function page(request) {
  try {
    const response = await fetch(request);
    await keep(request, response.clone());
    return response;
  } catch (error) {
    const own = await caches.open(OWN);
    const kept = await own.match(request, { ignoreVary: true, ignoreSearch: new URL(request.url).pathname.startsWith(FIELD) });
    if (kept) return kept;
    const shell = await caches.open(SHELL);
    return (await shell.match(OFFLINE)) ?? Response.error();
  }
}

async function keep(request, response) {
  const mark = response.headers.get(MARK);
  if (mark === "forget") await caches.delete(OWN);
  if (mark === "keep") await (await caches.open(OWN)).put(request, response);
}
