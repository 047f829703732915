// Every page of the portal: the service worker, and forgetting one's own pages when one leaves.
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js");

for (const button of document.querySelectorAll("[data-leave]")) {
  button.form?.addEventListener("submit", () => {
    if ("caches" in window) caches.delete("own");
  });
}

// The page that works without a network is fetched while there is one.
const whole = document.querySelector("[data-keep-page]");
if (whole && "serviceWorker" in navigator) {
  navigator.serviceWorker.ready.then(() => fetch(whole.href, { headers: { Accept: "text/html" } })).catch(() => undefined);
}
