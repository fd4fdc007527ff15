// Single keys that lead through what is presented. They disturb those who speak to their computer, so they can be switched off.
import { inBrowser } from "../shared/kept";

const KEYS_OFF = "pollard.keys-off";

/** Whether they act in this browser. */
export const keysAct = () => inBrowser.get(KEYS_OFF) === null;

export const setKeys = (wanted: boolean) => inBrowser.set(KEYS_OFF, wanted ? null : "");

/** Has these keys act, by their small names, where nobody writes anything and nothing is asked. */
export function onKeys(act: () => boolean, acts: Record<string, () => unknown>) {
  document.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    const writing = target.matches("input:not([type=checkbox]), textarea, select");
    if (!act() || document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey || event.altKey || event.repeat || writing) return;
    const found = acts[event.key.toLowerCase()];
    if (found) {
      event.preventDefault();
      found();
    }
  });
}
