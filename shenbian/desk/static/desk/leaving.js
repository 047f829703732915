// Who signs out leaves nothing on the phone: kept pages, drafts, and what was not sent, after saying so once.
import { among, forgetAll } from "../portal/kept.js";

for (const button of document.querySelectorAll("[data-leave]")) {
  let told = false;
  button.form.addEventListener("submit", async (event) => {
    if (button.dataset.clean === "yes") return;
    event.preventDefault();
    const unsent = (await among("field|").catch(() => [])).length; // a browser that keeps nothing has nothing to lose
    if (unsent && !told) {
      told = true;
      button.textContent = `还有${unsent}条没送达，再按一次就清除并退出`;
      return;
    }
    await forgetAll("field").catch(() => undefined);
    if ("caches" in window) await caches.delete("own");
    button.dataset.clean = "yes";
    button.form.requestSubmit(button);
  });
}
