// The page of a stream: a kept player where the browser cannot play HLS itself, and a beat while it plays.
const video = document.querySelector("video[data-beat]");
const broken = document.querySelector("[data-broken]");
const over = document.querySelector("[data-over]");
const NATIVE = "application/vnd.apple.mpegurl";

const show = (notice, on) => {
  if (notice) notice.hidden = !on;
};

function load(address, integrity) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: address, integrity, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

// The list is read at once, the pictures when somebody presses play.
async function attach() {
  const source = video.getAttribute("src");
  if (!source.split("?")[0].endsWith(".m3u8") || video.canPlayType(NATIVE)) return;
  video.removeAttribute("src");
  try {
    await load(video.dataset.kept, video.dataset.integrity);
  } catch {
    show(broken, true);
    return;
  }
  if (!window.Hls?.isSupported()) {
    show(broken, true);
    return;
  }
  const player = new window.Hls({ enableWorker: false, autoStartLoad: false });
  player.on(window.Hls.Events.ERROR, (_, problem) => {
    if (!problem.fatal) return;
    show(broken, true);
    if (problem.type === window.Hls.ErrorTypes.MEDIA_ERROR) player.recoverMediaError();
  });
  player.loadSource(source);
  player.attachMedia(video);
  video.addEventListener("play", () => player.startLoad());
}

let last = 0;
let ended = false;

async function beat() {
  if (ended || video.paused || Date.now() - last < (video.dataset.every * 1000) / 2) return;
  last = Date.now();
  const body = new URLSearchParams({ token: video.dataset.token });
  try {
    const answer = await fetch(video.dataset.beat, { method: "POST", body, credentials: "omit" });
    if (answer.status === 200) {
      ended = true;
      show(over, true);
    }
  } catch {
    // The network is away: the next beat tells that somebody is still here.
  }
}

if (video) {
  video.addEventListener("playing", () => {
    show(broken, false);
    beat();
  });
  video.addEventListener("error", () => show(broken, true));
  setInterval(beat, video.dataset.every * 1000);
  attach();
}
