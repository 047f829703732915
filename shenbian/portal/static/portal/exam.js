// An answer is sent until it arrives: on a bad network the page waits with what was chosen, and sends it again.
const form = document.querySelector("[data-answer]");
const status = form.querySelector("[data-waiting]");
const key = `exam:${location.pathname}`;
const choices = [...form.elements.chosen.length === undefined ? [form.elements.chosen] : form.elements.chosen];
let again = 0;

const chosen = () => choices.filter((each) => each.checked).map((each) => each.value);

const kept = sessionStorage.getItem(key);
if (kept) for (const each of choices) each.checked = kept.split(",").includes(each.value);
form.addEventListener("change", () => sessionStorage.setItem(key, chosen().join(",")));

async function send() {
  clearTimeout(again);
  try {
    const answered = await fetch(form.action || location.href, { method: "POST", body: new FormData(form) });
    sessionStorage.removeItem(key);
    if (answered.redirected) location.assign(answered.url);
    else form.submit();
  } catch {
    status.hidden = false;
    status.textContent = status.dataset.waiting;
    again = setTimeout(send, 5000);
  }
}

form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
addEventListener("online", () => { if (!status.hidden) send(); });
