// Passwords that are shown once, on a sheet: who has which, and where they are typed.
import { html, nothing } from "lit";
import { PageElement } from "../shared/page";
import { detail } from "../shared/rooms";
import { password } from "./password";
import { t } from "./words";

/** Whoever is on the sheet, with a password or what there is instead of it. */
export interface Handed {
  name: string;
  login: string;
  password: string | null;
  otherwise?: string;
}

class PasswordSheet extends PageElement {
  static override properties = { people: { attribute: false }, course: { type: Number }, room: { state: true } };
  declare people: Handed[];
  /** Into which room they lead; 0: none in particular. */
  declare course: number;
  /** How people get into the room, once that is known. */
  declare room: { name: string; join: string } | undefined;

  constructor() {
    super();
    this.people = [];
    this.course = 0;
  }

  override connectedCallback() {
    super.connectedCallback();
    if (this.course) void detail(this.course).then(({ room }) => (this.room = room), () => undefined);
  }

  protected override render() {
    return html`<div class="printed sheet-head">
        ${this.room ? html`<h1 dir="auto">${this.room.name}</h1>` : nothing}
        <p>${t("sheet_hint", { address: this.room?.join ?? location.origin })}</p>
      </div>
      <div class="scrolls" tabindex="0" role="region" aria-label=${t("passwords")}>
        <table class="plain passwords">
          <thead><tr><th scope="col">${t("person")}</th><th scope="col">${t("login")}</th><th scope="col">${t("password")}</th></tr></thead>
          <tbody>${this.people.map(
            (each) => html`<tr><th scope="row"><span dir="auto">${each.name}</span></th><td><span dir="auto">${each.login}</span></td><td>${each.password ? password(each.password) : each.otherwise}</td></tr>`,
          )}</tbody>
        </table>
      </div>`;
  }
}
customElements.define("password-sheet", PasswordSheet);
