// Asks before something is done. The browser's own modal keeps the focus inside and gives it back.
import { html, nothing, render } from "lit";

export interface AskWords {
  question: string;
  yes: string;
  no: string;
  /** How to agree by a key. */
  again?: string;
}

/** Whoever pressed twice by accident has not agreed. */
const SETTLED_MS = 400;

/**
 * @param harmless whether nothing is lost by it
 * @param keys that agree, as Enter does; without them it is not agreed to by a key pressed once more
 */
export function ask({ question, yes, no, again }: AskWords, harmless = false, keys?: string[]): Promise<boolean> {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "confirm-question");
  render(
    // What people wrote keeps its direction.
    html`<form method="dialog" class="stack">
      <p id="confirm-question" dir="auto">${question}</p>
      ${keys?.length && again ? html`<p class="hint">${again}</p>` : nothing}
      <div class="row">
        <button class="button ${harmless ? "primary" : "danger"}" value="yes" ?autofocus=${!!keys}>${yes}</button>
        <button class="button" value="no" ?autofocus=${!keys}>${no}</button>
      </div>
    </form>`,
    dialog,
  );
  document.body.append(dialog);
  dialog.showModal();
  if (keys) agreeBy(dialog, keys);
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    }),
  );
}

function agreeBy(dialog: HTMLDialogElement, keys: string[]) {
  const settle = () => (dialog.dataset.settled = "");
  window.setTimeout(settle, SETTLED_MS);
  dialog.addEventListener("keydown", (event) => {
    const same = keys.includes(event.key.toLowerCase());
    if (!same && event.key !== "Enter") return;
    // It would lead once more, to whoever listens behind a dialog that is closed by then.
    event.stopPropagation();
    if (event.repeat || dialog.dataset.settled === undefined) event.preventDefault();
    else if (same) {
      event.preventDefault();
      dialog.close("yes");
    }
  });
}
