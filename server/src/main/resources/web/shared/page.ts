// What all pages are: elements whose content belongs to the document, so that one style sheet serves all.
import { LitElement } from "lit";

export abstract class PageElement extends LitElement {
  protected override createRenderRoot() {
    return this;
  }

  /** Moves the focus to what is new, once it is drawn, for those who do not see that it is. */
  protected async focusOn(selector: string) {
    await this.updateComplete;
    this.querySelector<HTMLElement>(selector)?.focus();
  }
}
