// Says what changed to screen readers: politely, the newest only, and not faster than anybody can listen.
import { inBrowser } from "./kept";

const QUIET_MS = 4_000;
const SEEN_MS = 4_000;
const SILENT = "pollard.silent";

// There before it says anything: what comes together with its first words is often not read out.
const region = document.createElement("div");
region.className = "unseen";
region.setAttribute("role", "status");
document.body.append(region);

let next = "";
let timer = 0;
let last = 0;

function speak() {
  timer = 0;
  last = Date.now();
  region.textContent = next;
}

/** Whether standings are told as they change; what somebody just did is answered in any case. */
export const announces = () => inBrowser.get(SILENT) === null;

export function setAnnounces(wanted: boolean) {
  inBrowser.set(SILENT, wanted ? null : "");
  if (!wanted) clearTimeout(timer);
  timer = 0;
}

/** @param now whether it answers something that the person just did, which must not wait */
export function announce(text: string, now = false) {
  next = text;
  if (now) {
    clearTimeout(timer);
    speak();
  } else if (!timer && announces()) {
    timer = window.setTimeout(speak, Math.max(100, last + QUIET_MS - Date.now()));
  }
}

/** Takes back what was read out of something that nobody shows any more, and what was still to be. */
export function hush() {
  clearTimeout(timer);
  timer = 0;
  next = "";
  if (region.className === "unseen") region.textContent = "";
}

let hiding = 0;

/** Says it to everybody: what was done stands on the page for a moment, too. */
export function tell(text: string) {
  announce(text, true);
  region.className = "toast";
  clearTimeout(hiding);
  hiding = window.setTimeout(() => (region.className = "unseen"), SEEN_MS);
}
