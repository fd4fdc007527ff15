// Says who somebody is here, lets them mend their name, and leaves the device to the next one.
import { html, nothing } from "lit";
import { announce } from "../shared/announce";
import { call, Problem } from "../shared/api";
import { inBrowser } from "../shared/kept";
import { PageElement } from "../shared/page";
import { t } from "./words";
import type { Joined } from "./room";

const KEY = "pollard.guest";

/** The guest as whom this browser was here last; null when it does not know. */
export const lastGuest = (): number | null => Number(inBrowser.get(KEY)) || null;

/** Other tabs of this browser hear of it and are somebody else, too. */
export const rememberGuest = (id: number | null) => inBrowser.set(KEY, id === null ? null : String(id));

/** Calls back when another tab of this browser has become somebody else. */
export function onOtherGuest(changed: () => void) {
  addEventListener("storage", (event) => {
    if (event.key === KEY && event.newValue !== null && event.oldValue !== event.newValue) changed();
  });
}

export class WhoIsThis extends PageElement {
  static override properties = { room: { attribute: false }, naming: { state: true }, problem: { state: true } };
  declare room: Joined;
  declare naming: boolean;
  declare problem: string;

  constructor() {
    super();
    this.naming = false;
    this.problem = "";
  }

  protected override render() {
    const guest = this.room.guest;
    const name = this.room.user ?? guest?.name;
    if (this.naming) {
      return html`<form class="who-name" @submit=${this.rename}>
        <label for="who-name">${t("name_label")}</label>
        <input id="who-name" required autocomplete="name" dir="auto" .value=${guest?.name ?? ""} aria-invalid=${this.problem ? "true" : nothing} aria-describedby=${this.problem ? "who-problem" : nothing}>
        <button class="button small primary">${t("continue")}</button>
        <button type="button" class="button small quiet" @click=${() => this.fold()}>${t("cancel")}</button>
        ${this.problem ? html`<p class="note bad" id="who-problem" role="alert">${this.problem}</p>` : nothing}
      </form>`;
    }
    return html`<p class="who">${name ? html`<strong dir="auto">${name}</strong>` : html`<span>${t("nameless")}</span>`}
      ${guest ? html`<button class="button small quiet" id="rename" @click=${() => this.unfold()}>${t(name ? "rename" : "give_name")}</button>` : nothing}
      ${guest ? html`<button class="button small quiet" id="sign-in" @click=${() => this.dispatchEvent(new Event("sign-in", { bubbles: true }))}>${t("sign_in_instead")}</button>` : nothing}
      <button class="button small quiet" id="not-you" @click=${() => this.dispatchEvent(new Event("not-you", { bubbles: true }))}>${t("not_you")}</button></p>`;
  }

  private unfold() {
    this.naming = true;
    this.problem = "";
    void this.focusOn("#who-name");
  }

  private fold() {
    this.naming = false;
    void this.focusOn("#rename");
  }

  private async rename(event: SubmitEvent) {
    event.preventDefault();
    const name = this.querySelector<HTMLInputElement>("#who-name")!.value.trim();
    if (!name) {
      this.problem = t("name_unfit");
      void this.focusOn("#who-name");
      return;
    }
    try {
      const guest = await call<{ id: number; name: string }>("PUT", "/web/guest", { name });
      this.naming = false;
      announce(t("renamed", { name: guest.name }), true);
      this.dispatchEvent(new CustomEvent("renamed", { detail: guest, bubbles: true }));
      void this.focusOn("#rename");
    } catch (fault) {
      this.problem = t(fault instanceof Problem && fault.status === 422 ? "name_unfit" : "failed");
      void this.focusOn("#who-name");
    }
  }
}
customElements.define("who-is-this", WhoIsThis);
