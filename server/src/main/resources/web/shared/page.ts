// What all pages are: elements whose content belongs to the document, so that one style sheet serves all.
import { LitElement } from "lit";

const LATEST_MS = 3_000;
const AGAIN_MS = 3_000;

export abstract class PageElement extends LitElement {
  protected override createRenderRoot() {
    // What stood there before the script ran.
    this.replaceChildren();
    return this;
  }

  /** Tries once more what did not work, unless it is wanted no more. */
  protected onceMore(work: () => unknown) {
    window.setTimeout(() => this.isConnected && work(), AGAIN_MS);
  }

  /** Moves the focus to what is new, once it is drawn, for those who do not see that it is. */
  protected async focusOn(selector: string) {
    await this.updateComplete;
    const found = this.querySelector<HTMLElement>(selector);
    if (found) found.focus();
    else this.focusOnceThere(selector);
  }

  /** What has to be fetched first comes a moment later, unless it never does. */
  private focusOnceThere(selector: string) {
    const observer = new MutationObserver(() => {
      const found = this.querySelector<HTMLElement>(selector);
      if (!found) return;
      observer.disconnect();
      found.focus();
    });
    observer.observe(this, { childList: true, subtree: true });
    window.setTimeout(() => observer.disconnect(), LATEST_MS);
  }
}
