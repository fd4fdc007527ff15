// Asks before something is done. The browser's own modal keeps the focus inside and gives it back.
import { html, nothing, render } from "lit";

export interface AskWords {
  question: string;
  yes: string;
  no: string;
  /** How to agree by a key. */
  again?: string;
}

/**
 * @param harmless whether nothing is lost by it
 * @param ready where Enter agrees, and what else that dialog listens to
 */
export function ask({ question, yes, no, again }: AskWords, harmless = false, ready?: (dialog: HTMLDialogElement) => void): Promise<boolean> {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "confirm-question");
  render(
    // What people wrote keeps its direction.
    html`<form method="dialog" class="stack">
      <p id="confirm-question" dir="auto">${question}</p>
      ${again ? html`<p class="hint">${again}</p>` : nothing}
      <div class="row">
        <button class="button ${harmless ? "primary" : "danger"}" value="yes" ?autofocus=${!!ready}>${yes}</button>
        <button class="button" value="no" ?autofocus=${!ready}>${no}</button>
      </div>
    </form>`,
    dialog,
  );
  document.body.append(dialog);
  dialog.showModal();
  ready?.(dialog);
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    }),
  );
}
