// Single keys that lead through what is presented. They disturb those who speak to their computer, so they can be switched off.

const KEYS_OFF = "pollard.keys-off";

/** Whether they act in this browser. A browser that keeps nothing throws in place of saying so. */
export function keysAct(): boolean {
  try {
    return localStorage.getItem(KEYS_OFF) === null;
  } catch {
    return true;
  }
}

export function setKeys(wanted: boolean) {
  try {
    if (wanted) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "");
  } catch {
    // It holds until the page is left.
  }
}

/** Has these keys act, by their small names, where nobody writes anything. */
export function onKeys(act: () => boolean, acts: Record<string, () => unknown>) {
  document.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    const writing = target.matches("input:not([type=checkbox]), textarea, select");
    if (!act() || event.ctrlKey || event.metaKey || event.altKey || event.repeat || writing) return;
    const found = acts[event.key.toLowerCase()];
    if (found) {
      event.preventDefault();
      found();
    }
  });
}
