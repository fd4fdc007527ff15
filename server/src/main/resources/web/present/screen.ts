// The screen itself: full where the browser can do that, awake, and without controls while nobody moves anything.

const STILL_AFTER_MS = 3_000;

/** What Safari called it for long. */
interface Old {
  webkitFullscreenElement?: Element;
  webkitExitFullscreen?(): void;
  webkitRequestFullscreen?(): void;
}

const page = document as Document & Old;
const root = document.documentElement as HTMLElement & Old;

/** Telephones of one maker have no such thing at all. */
export const canFill = () => !!(root.requestFullscreen ?? root.webkitRequestFullscreen);

export const filled = () => !!(page.fullscreenElement ?? page.webkitFullscreenElement);

export async function fill(wanted: boolean) {
  try {
    if (wanted) await (root.requestFullscreen ? root.requestFullscreen() : root.webkitRequestFullscreen?.());
    else await (page.exitFullscreen ? page.exitFullscreen() : page.webkitExitFullscreen?.());
  } catch {
    // A browser may refuse it, in a frame for example; then the page stays as large as it is.
  }
}

/** Keeps a projector from going dark. Browsers allow that to pages that came safely, and forget it whenever they are hidden. */
export function stayAwake() {
  const ask = async () => {
    try {
      if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen");
    } catch {
      // A nearly empty battery has the last word.
    }
  };
  document.addEventListener("visibilitychange", () => void ask());
  void ask();
}

/** Has the style sheet know of a full screen, and of one that nobody touches. */
export function watchScreen(resized: () => void) {
  const byKey = matchMedia("(display-mode: fullscreen)");
  let timer = 0;
  const moved = () => {
    root.classList.remove("still");
    clearTimeout(timer);
    if (root.classList.contains("full")) timer = window.setTimeout(() => root.classList.add("still"), STILL_AFTER_MS);
  };
  const changed = () => {
    root.classList.toggle("full", filled() || byKey.matches);
    moved();
    resized();
  };
  for (const each of ["fullscreenchange", "webkitfullscreenchange"]) document.addEventListener(each, changed);
  byKey.addEventListener?.("change", changed);
  for (const each of ["pointermove", "pointerdown", "keydown", "focusin"]) document.addEventListener(each, moved);
  changed();
}
