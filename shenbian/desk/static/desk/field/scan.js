// What the camera reads is sent as if it had been typed.
import { camera } from "../../look/scan.js";

const form = document.querySelector("[data-scan]");

camera(document.querySelector("[data-camera]"), (text) => {
  form.elements.code.value = text;
  form.requestSubmit();
}, { once: true });
