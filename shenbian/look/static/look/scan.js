// The camera reads codes. A page draws look/camera.html and says what is done with a code (docs/look.md).
const KINDS = ["qr_code", "code_128", "code_39"];
const PAUSE = 150; // milliseconds between two looks
const GONE = 2000; // a code that was out of the picture for so long is read again
const REASONS = { NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "missing", OverconstrainedError: "missing" };

async function detector() {
  const own = "BarcodeDetector" in window ? await window.BarcodeDetector.getSupportedFormats() : [];
  if (own.includes("qr_code")) return new window.BarcodeDetector({ formats: KINDS.filter((kind) => own.includes(kind)) });
  const { BarcodeDetector } = await import("./qr/decode.js");
  return new BarcodeDetector({ formats: ["qr_code"] });
}

// `found(text)` is told each code once for as long as it stays in the picture, and may give words to say, or a promise
// of them; it is told the next code when it is done. `once`: the camera shuts before it is told.
export function camera(box, found, { once = false } = {}) {
  const video = box.querySelector("video");
  const said = box.querySelector("[role=status]");
  const [open, shut] = ["open", "shut"].map((name) => box.querySelector(`[data-${name}]`));
  let last = { text: "", at: 0 };
  let stream = null;

  const say = (name) => { said.textContent = box.dataset[name]; };

  function close() {
    for (const track of stream?.getTracks() ?? []) track.stop();
    [stream, video.srcObject] = [null, null];
    [video.hidden, shut.hidden, open.hidden] = [true, true, false];
  }

  function fail(error) {
    close();
    say(REASONS[error.name] ?? "failed");
    document.getElementById(box.dataset.typed)?.focus();
  }

  async function tell(text) {
    const known = text === last.text && Date.now() - last.at < GONE;
    last = { text, at: Date.now() };
    if (known) return;
    if (once) close();
    navigator.vibrate?.(60);
    said.textContent = (await found(text)) ?? said.textContent;
    last.at = Date.now();
  }

  async function start() {
    open.hidden = true;
    const reader = await detector();
    const taken = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    [stream, video.srcObject] = [taken, taken];
    [video.hidden, shut.hidden] = [false, false];
    await video.play();
    say("ready");
    while (stream === taken) {
      const [code] = video.readyState < video.HAVE_CURRENT_DATA ? [] : await reader.detect(video);
      if (code && stream === taken) await tell(code.rawValue);
      await new Promise((done) => setTimeout(done, PAUSE));
    }
  }

  box.hidden = false;
  if (!navigator.mediaDevices) return void ([open.hidden, said.textContent] = [true, box.dataset.unsafe]);
  if (!("BarcodeDetector" in window)) import("./qr/decode.js").catch(() => undefined); // at hand when the network is not
  open.addEventListener("click", () => start().catch(fail));
  shut.addEventListener("click", () => { close(); say("closed"); });
  window.addEventListener("pagehide", close);
}
