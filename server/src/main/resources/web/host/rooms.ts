// The rooms that somebody runs.
import { html, nothing } from "lit";
import { call } from "../shared/api";
import { PageElement } from "../shared/page";
import type { Room } from "../shared/rooms";
import { said } from "./problems";
import { t } from "./words";

class HostRooms extends PageElement {
  static override properties = { rooms: { state: true }, problem: { state: true }, wrong: { state: true } };
  declare rooms: Room[] | undefined;
  declare problem: string;
  /** What is wrong with the name of a new room. */
  declare wrong: string;

  constructor() {
    super();
    this.problem = "";
    this.wrong = "";
    document.title = `${t("rooms")} – Pollard`;
    void this.load();
  }

  private async load() {
    try {
      this.rooms = await call<Room[]>("GET", "/web/rooms");
      this.problem = "";
    } catch {
      this.problem = t("failed");
      this.onceMore(() => this.load());
    }
  }

  protected override render() {
    return html`<h1 tabindex="-1">${t("rooms")}</h1>
      ${this.problem ? html`<p class="note bad" role="alert">${this.problem}</p>` : nothing}
      ${this.rooms ? this.list(this.rooms) : html`<p role="status">${t("loading")}</p>`}
      <form class="card stack" @submit=${this.make}>
        <h2>${t("new_room")}</h2>
        <div class="line">
          <div class="field"><label for="room-name">${t("room_name")}</label><input id="room-name" maxlength="255" required autocomplete="off" dir="auto" aria-invalid=${this.wrong ? "true" : nothing} aria-describedby=${this.wrong ? "room-name-problem" : nothing}>
            ${this.wrong ? html`<p class="note bad" id="room-name-problem" role="alert">${this.wrong}</p>` : nothing}</div>
          <button class="button primary">${t("make_room")}</button>
        </div>
      </form>`;
  }

  private list(rooms: Room[]) {
    if (!rooms.length) return html`<p class="soft">${t("no_rooms")}</p>`;
    return html`<ul class="grid">${rooms.map(
      (room) => html`<li class="card stack room">
        <h2><a href=${`/host/rooms/${room.course}`}>${room.name}</a></h2>
        <p class="row"><span class="code">${room.code}</span><span class="badge">${t(room.guests ? "guests_yes" : "guests_no")}</span></p>
      </li>`,
    )}</ul>`;
  }

  private async make(event: SubmitEvent) {
    event.preventDefault();
    const input = this.querySelector<HTMLInputElement>("#room-name")!;
    this.wrong = "";
    try {
      await call("POST", "/web/rooms", { name: input.value });
      input.value = "";
      await this.load();
    } catch (fault) {
      this.wrong = said(fault, { invalid: "name_unfit", not_allowed: "rooms_not" });
      void this.focusOn("#room-name");
    }
  }
}
customElements.define("host-rooms", HostRooms);
