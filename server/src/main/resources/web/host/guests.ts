// The guests of a room who have a name, which their hosts can mend.
import { html, nothing } from "lit";
import { announce } from "../shared/announce";
import { call } from "../shared/api";
import { PageElement } from "../shared/page";
import { t } from "./words";

interface Guest {
  id: number;
  name: string;
}

class HostGuests extends PageElement {
  static override properties = { course: { type: Number }, guests: { state: true }, edited: { state: true }, problem: { state: true } };
  declare course: number;
  declare guests: Guest[] | undefined;
  declare edited: number;
  declare problem: boolean;

  constructor() {
    super();
    this.edited = 0;
    this.problem = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    void this.load();
  }

  private async load() {
    try {
      this.guests = await call<Guest[]>("GET", `/web/rooms/${this.course}/guests`);
      this.problem = false;
    } catch {
      this.problem = true;
      this.onceMore(() => this.load());
    }
  }

  protected override render() {
    if (this.problem) return html`<p class="note bad" role="alert">${t("failed")}</p>`;
    if (!this.guests?.length) return nothing;
    return html`<section class="card stack" aria-labelledby="guests-title">
      <h2 id="guests-title" tabindex="-1">${t("guests_title")}</h2>
      <p class="soft">${t("guests_hint")}</p>
      <ul class="stack tight people">${this.guests.map((each) => (each.id === this.edited ? this.form(each) : this.line(each)))}</ul>
    </section>`;
  }

  private line(guest: Guest) {
    return html`<li class="row spread"><strong dir="auto">${guest.name}</strong>
      <button class="button small" aria-label=${t("mend_of", { name: guest.name })} @click=${() => this.edit(guest.id)}>${t("mend")}</button></li>`;
  }

  private form(guest: Guest) {
    return html`<li><form class="line" @submit=${(event: SubmitEvent) => this.save(event, guest)}>
      <div class="field"><label for="guest-name">${t("own_name")}</label><input id="guest-name" required maxlength="60" autocomplete="off" dir="auto" .value=${guest.name}></div>
      <button class="button primary">${t("save")}</button>
      <button type="button" class="button" @click=${() => this.edit(0)}>${t("cancel")}</button>
    </form></li>`;
  }

  private edit(id: number) {
    this.edited = id;
    void this.focusOn(id ? "#guest-name" : "#guests-title");
  }

  private async save(event: SubmitEvent, guest: Guest) {
    event.preventDefault();
    const name = this.querySelector<HTMLInputElement>("#guest-name")!.value;
    try {
      const now = await call<Guest>("PUT", `/web/rooms/${this.course}/guests/${guest.id}`, { name });
      this.guests = this.guests!.map((each) => (each.id === now.id ? now : each));
      announce(t("saved"), true);
      this.edit(0);
    } catch {
      this.problem = true;
    }
  }
}
customElements.define("host-guests", HostGuests);
