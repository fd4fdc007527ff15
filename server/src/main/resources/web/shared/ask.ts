// Asks before something is done. The browser's own modal keeps the focus inside and gives it back.
import { html, render } from "lit";

export interface AskWords {
  question: string;
  yes: string;
  no: string;
}

/** @param harmless whether nothing is lost by it */
export function ask({ question, yes, no }: AskWords, harmless = false): Promise<boolean> {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "confirm-question");
  render(
    // What people wrote keeps its direction.
    html`<form method="dialog" class="stack">
      <p id="confirm-question" dir="auto">${question}</p>
      <div class="row">
        <button class="button ${harmless ? "primary" : "danger"}" value="yes">${yes}</button>
        <button class="button" value="no" autofocus>${no}</button>
      </div>
    </form>`,
    dialog,
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    }),
  );
}
