// A lesson counts while its page is seen (and its film runs). The house decides how much; this only tells it.
const root = document.querySelector("[data-lesson]");
const said = root.querySelector("[data-said]");
const ask = root.querySelector("[data-ask]");
const film = root.querySelector("[data-film]");
const input = ask.querySelector("input");
const bar = document.querySelector("[data-live] progress");
const time = document.querySelector("[data-live] > span > :last-child");
const next = document.querySelector("[data-next]");
const token = document.querySelector("[data-token] input[name=csrfmiddlewaretoken]").value;

let seen = 0;
let last = performance.now();
let over = false;
let busy = false;

const counts = () => document.visibilityState === "visible" && !(film && (film.paused || film.ended));

function tick() {
  const now = performance.now();
  if (counts()) seen += (now - last) / 1000;
  last = now;
}

function say(word) {
  said.hidden = !word;
  said.textContent = word ? said.dataset[word] : "";
}

function draw(seconds) {
  bar.value = seconds / 60;
  time.textContent = root.dataset.words.replace("N", Math.floor(seconds / 60)).replace("M", root.dataset.whole);
}

function show(told) {
  if (told.elsewhere) { over = true; ask.hidden = true; film?.pause(); say("elsewhere"); return; }
  draw(told.seconds);
  if (told.done) { over = true; ask.hidden = true; next.classList.replace("secondary", "primary"); say("done"); return; }
  if (told.question) {
    if (ask.hidden || ask.dataset.question !== told.question) {
      ask.dataset.question = told.question;
      ask.querySelector("[data-sum]").textContent = ` ${told.question} = `;
      input.value = "";
      ask.hidden = false;
      film?.pause();
      input.focus();
    }
  } else ask.hidden = true;
  say(told.lost ? "lost" : "on");
}

async function beat(answer = "") {
  if (over || busy) return;
  busy = true;
  tick();
  const told = Math.floor(seen);
  try {
    const body = new URLSearchParams({ page: root.dataset.lesson, seen: told, said: answer });
    const answered = await fetch(root.dataset.url, { method: "POST", body, headers: { "X-CSRFToken": token } });
    seen -= told;
    if (answered.ok || answered.status === 409) show(await answered.json());
    else say("offline");
  } catch {
    say("offline");
  }
  busy = false;
}

draw(Number(root.dataset.seconds));
say("on");
setInterval(tick, 1000);
setInterval(beat, Number(root.dataset.beat) * 1000);
document.addEventListener("visibilitychange", tick);
film?.addEventListener("pause", tick);
film?.addEventListener("play", tick);
const answer = () => { if (input.value.trim()) beat(input.value.trim()).then(() => { if (ask.hidden) film?.play(); }); };
ask.querySelector("[data-say]").addEventListener("click", answer);
input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); answer(); } });
