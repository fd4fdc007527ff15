// A link to be scanned with a phone, or to be given to somebody, in a dialog. The browser's own modal keeps the focus inside.
import { copy } from "./copy";
import { html, nothing, render } from "lit";
import { call } from "./api";

export interface LinkWords {
  title: string;
  hint: string;
  qr: string;
  local: string;
  copy: string;
  copied: string;
  close: string;
}

export interface RemoteWords extends LinkWords {
  /** That a phone has scanned it: what it calls itself. */
  paired(phone: string): string;
  /** A phone that does not say what it is. */
  phone: string;
  notMine: string;
  ended: string;
  failed: string;
}

export interface Made {
  link: string;
  qr?: string;
  local: boolean;
}

/** A browser of an account; `remote` is the room that it steers. */
export interface Browser {
  id: number;
  name?: string | null;
  remote?: string | null;
}

const LOOK_MS = 1_500;

/** A code that is good no more does not go on standing there. */
const SCANNED_WITHIN_MS = 5 * 60_000;

/** How long a phone that was paired stands there. */
const PAIRED_MS = 8_000;

const steering = async () => (await call<{ browsers: Browser[] }>("GET", "/web/browsers")).browsers.filter((each) => typeof each.remote === "string");

/** Shows a code by which a phone becomes the remote control of this room, and can do nothing else; and that it has become it. */
export async function pairPhone(course: number, words: RemoteWords) {
  const before = await steering().then((all) => new Set(all.map((each) => each.id)), () => undefined);
  const dialog = showLink(await call<Made>("POST", `/web/rooms/${course}/remote`), words);
  const late = window.setTimeout(() => dialog.close(), SCANNED_WITHIN_MS);
  dialog.addEventListener("close", () => clearTimeout(late));
  if (!before) return;
  const look = async () => {
    if (!dialog.open) return;
    // Whatever is in the way now is looked for again.
    const paired = await steering().then((all) => all.find((each) => !before.has(each.id))).catch(() => undefined);
    if (!dialog.open) return;
    if (paired) {
      clearTimeout(late);
      showPaired(dialog, paired, words);
    } else window.setTimeout(look, LOOK_MS);
  };
  window.setTimeout(look, LOOK_MS);
}

/** The code is used up, and whoever shows it learns which phone has it: it may be somebody else's. */
function showPaired(dialog: HTMLDialogElement, phone: Browser, words: RemoteWords) {
  let going = window.setTimeout(() => dialog.close(), PAIRED_MS);
  const told = (what: string) => {
    clearTimeout(going);
    dialog.querySelector("#pass-told")!.textContent = what;
    going = window.setTimeout(() => dialog.close(), PAIRED_MS);
  };
  const end = async (event: Event) => {
    event.preventDefault();
    try {
      await call("DELETE", `/web/browsers/${phone.id}`);
      told(words.ended);
    } catch {
      told(words.failed);
    }
  };
  render(
    html`<form method="dialog" class="stack paired">
      <h2 id="pass-title">${words.title}</h2>
      <p class="note good" id="pass-told" role="status" tabindex="-1">${words.paired(phone.name || words.phone)}</p>
      <div class="row"><button class="button primary">${words.close}</button><button type="button" class="button" @click=${end}>${words.notMine}</button></div>
    </form>`,
    dialog,
  );
  dialog.querySelector<HTMLElement>("#pass-told")!.focus();
}

/** A link with which whoever is signed in here goes on in another browser. */
export const handOver = (path: string) => call<Made>("POST", "/web/handover", { path });

export function showLink(made: Made, words: LinkWords): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.className = "pass";
  dialog.setAttribute("aria-labelledby", "pass-title");
  const toCopy = async (event: Event) => {
    const button = event.currentTarget as HTMLElement;
    if (await copy(made.link)) button.textContent = words.copied;
    // To be copied by hand.
    else dialog.querySelector("input")!.select();
  };
  render(
    html`<form method="dialog" class="stack">
      <h2 id="pass-title">${words.title}</h2>
      <p>${words.hint}</p>
      ${made.local ? html`<p class="note warn">${words.local}</p>` : nothing}
      ${made.qr && !made.local ? html`<img class="qr" src=${`data:image/svg+xml,${encodeURIComponent(made.qr)}`} alt=${words.qr} width="240" height="240">` : nothing}
      <input readonly value=${made.link} aria-label=${words.title}>
      <div class="row"><button type="button" class="button" @click=${toCopy}>${words.copy}</button><button class="button primary" autofocus>${words.close}</button></div>
    </form>`,
    dialog,
  );
  document.body.append(dialog);
  dialog.showModal();
  dialog.addEventListener("close", () => dialog.remove());
  return dialog;
}
