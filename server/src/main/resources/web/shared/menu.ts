// A button with a menu (ARIA Authoring Practices, menu button): one stop for the Tab key, arrows inside.
import { html, nothing } from "lit";
import { PageElement } from "./page";

export interface MenuItem {
  words: string;
  act(): unknown;
  danger?: boolean;
  /** Why it cannot be done now is plain to see; it is told, and does nothing. */
  impossible?: boolean;
}

/** Between a menu and the edge of the page. */
const GAP = 8;

let made = 0;

class MenuButton extends PageElement {
  static override properties = { words: {}, named: {}, items: { attribute: false }, open: { state: true } };
  /** What the button says. */
  declare words: string;
  /** What the button is about, for those who do not see what stands beside it. */
  declare named: string;
  declare items: MenuItem[];
  declare open: boolean;
  private readonly key = `menu-${++made}`;

  constructor() {
    super();
    this.open = false;
    this.items = [];
    this.addEventListener("focusout", (event) => {
      if (!this.contains(event.relatedTarget as Node | null)) this.open = false;
    });
  }

  override connectedCallback() {
    super.connectedCallback();
    document.addEventListener("pointerdown", this.elsewhere);
    addEventListener("resize", this.place);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("pointerdown", this.elsewhere);
    removeEventListener("resize", this.place);
  }

  private readonly elsewhere = (event: Event) => {
    if (!this.contains(event.target as Node)) this.open = false;
  };

  /** Inside the page, wherever its button stands. */
  private readonly place = () => {
    const menu = this.querySelector<HTMLElement>(".menu");
    if (!menu) return;
    menu.style.left = "0";
    menu.classList.remove("above");
    const { left, right, bottom, height } = menu.getBoundingClientRect();
    const room = this.getBoundingClientRect().top - GAP;
    if (bottom > document.documentElement.clientHeight - GAP && room > height) menu.classList.add("above");
    const wide = document.documentElement.clientWidth - GAP;
    if (right > wide) menu.style.left = `${Math.max(GAP - left, wide - right)}px`;
  };

  protected override updated() {
    this.place();
  }

  protected override render() {
    return html`<button class="button small quiet menu-open" id=${this.key} aria-haspopup="menu" aria-expanded=${this.open} aria-label=${this.named}
        @click=${() => (this.open ? this.close() : this.show(0))} @keydown=${this.onButton}>${this.words}<span aria-hidden="true"> ▾</span></button>
      ${this.open
        ? html`<ul class="menu" role="menu" aria-labelledby=${this.key} @keydown=${this.onItem}>${this.items.map(
            (each) => html`<li role="none"><button type="button" role="menuitem" tabindex="-1" class=${each.danger ? "danger" : ""}
              aria-disabled=${each.impossible ? "true" : nothing} @click=${() => this.choose(each)}>${each.words}</button></li>`,
          )}</ul>`
        : nothing}`;
  }

  private get buttons() {
    return [...this.querySelectorAll<HTMLElement>("[role=menuitem]")];
  }

  private show(place: number) {
    this.open = true;
    void this.updateComplete.then(() => this.buttons.at(place)?.focus());
  }

  private close() {
    this.open = false;
    this.querySelector<HTMLElement>(".menu-open")!.focus();
  }

  /** The focus is back on the button before anything happens: what asks gives it back there. */
  private choose(item: MenuItem) {
    if (item.impossible) return;
    this.close();
    item.act();
  }

  private onButton(event: KeyboardEvent) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.show(event.key === "ArrowUp" ? -1 : 0);
    }
  }

  private onItem(event: KeyboardEvent) {
    const all = this.buttons;
    const now = all.indexOf(document.activeElement as HTMLElement);
    const to: Record<string, number> = { ArrowDown: (now + 1) % all.length, ArrowUp: (now - 1 + all.length) % all.length, Home: 0, End: all.length - 1 };
    if (event.key in to) {
      event.preventDefault();
      all[to[event.key]!]!.focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === "Tab") {
      this.open = false;
    } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const begins = (one: HTMLElement) => one.textContent!.trim().toLocaleLowerCase().startsWith(event.key.toLocaleLowerCase());
      const found = [...all.slice(now + 1), ...all.slice(0, now + 1)].find(begins);
      found?.focus();
    }
  }
}
customElements.define("menu-button", MenuButton);
