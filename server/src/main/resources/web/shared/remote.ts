// A link to be scanned with a phone, or to be given to somebody, in a dialog. The browser's own modal keeps the focus inside.
import { html, nothing, render } from "lit";
import { call } from "./api";

export interface RemoteWords {
  title: string;
  hint: string;
  qr: string;
  local: string;
  copy: string;
  copied: string;
  close: string;
}

export interface Made {
  link: string;
  qr?: string;
  local: boolean;
}

/** A code by which a phone becomes the remote control of this room, and can do nothing else. */
export const remoteOf = (course: number) => call<Made>("POST", `/web/rooms/${course}/remote`);

/** A link with which whoever is signed in here goes on in another browser. */
export const handOver = (path: string) => call<Made>("POST", "/web/handover", { path });

export function showLink(made: Made, words: RemoteWords) {
  const dialog = document.createElement("dialog");
  dialog.className = "pass";
  dialog.setAttribute("aria-labelledby", "pass-title");
  const copy = async (event: Event) => {
    const button = event.currentTarget as HTMLElement;
    const field = dialog.querySelector("input")!;
    field.select();
    try {
      await navigator.clipboard.writeText(made.link);
      button.textContent = words.copied;
    } catch {
      // Without HTTPS there is no clipboard: it is selected, to be copied by hand.
    }
  };
  render(
    html`<form method="dialog" class="stack">
      <h2 id="pass-title">${words.title}</h2>
      <p>${words.hint}</p>
      ${made.local ? html`<p class="note warn">${words.local}</p>` : nothing}
      ${made.qr && !made.local ? html`<img class="qr" src=${`data:image/svg+xml,${encodeURIComponent(made.qr)}`} alt=${words.qr} width="240" height="240">` : nothing}
      <input readonly value=${made.link} aria-label=${words.title}>
      <div class="row"><button type="button" class="button" @click=${copy}>${words.copy}</button><button class="button primary" autofocus>${words.close}</button></div>
    </form>`,
    dialog,
  );
  document.body.append(dialog);
  dialog.showModal();
  dialog.addEventListener("close", () => dialog.remove());
}
