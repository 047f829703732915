// The camera reads a code where the browser can; else the code is typed, as without script.
const box = document.querySelector("[data-camera]");
const form = document.querySelector("[data-scan]");
const video = box.querySelector("video");
const said = box.querySelector("[role=status]");

async function open() {
  const reader = new window.BarcodeDetector({ formats: ["qr_code", "code_128", "code_39"] });
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.hidden = false;
  await video.play();
  said.textContent = "把二维码放进画面。";
  const look = async () => {
    const [found] = await reader.detect(video);
    if (!found) return void setTimeout(look, 200);
    for (const track of video.srcObject.getTracks()) track.stop();
    form.elements.code.value = found.rawValue;
    form.requestSubmit();
  };
  await look();
}

if ("BarcodeDetector" in window && navigator.mediaDevices) {
  box.hidden = false;
  box.querySelector("button").addEventListener("click", () => {
    open().catch(() => { said.textContent = "相机没有打开。可以在下面输入号码。"; });
  });
}
