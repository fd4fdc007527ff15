// How a room is: its name, who may come in, and what goes on by itself.
import { html, nothing } from "lit";
import { tell } from "../shared/announce";
import { call, Problem } from "../shared/api";
import { PageElement } from "../shared/page";
import type { Room } from "../shared/rooms";
import { plural } from "../shared/text";
import { deleteCourse } from "./canvas";
import { confirmed } from "./confirm";
import { said } from "./problems";
import "./blocked";
import "./frames";
import "./look";
import "./webhooks";
import { t } from "./words";

type Wish = Partial<Pick<Room, "name" | "guests" | "guests_a_minute" | "next_opens" | "seen_by_all">> & { renew?: boolean };

class HostSettings extends PageElement {
  static override properties = { course: { type: Number }, room: { state: true }, problem: { state: true }, at: { state: true }, busy: { state: true }, missing: { state: true } };
  declare course: number;
  declare room: Room | undefined;
  declare problem: string;
  /** The field that the problem is about; empty when it is about none. */
  declare at: string;
  declare busy: boolean;
  declare missing: boolean;

  constructor() {
    super();
    this.problem = "";
    this.at = "";
    this.busy = false;
    this.missing = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    void this.load();
  }

  private async load() {
    try {
      this.room = (await call<{ room: Room }>("GET", `/web/rooms/${this.course}`)).room;
      document.title = `${t("settings")}: ${this.room.name} – Pollard`;
    } catch (fault) {
      this.missing = fault instanceof Problem && [403, 404].includes(fault.status);
      if (fault instanceof Problem && fault.status === 401) this.dispatchEvent(new Event("signed-out", { bubbles: true }));
      else this.problem = said(fault);
    }
  }

  protected override render() {
    const room = this.room;
    const back = html`<a href=${`/host/rooms/${this.course}`}>← ${t("back")}</a>`;
    if (this.missing) return html`${back}<h1 tabindex="-1">${t("settings")}</h1><p>${t("not_found")}</p>`;
    if (!room) return html`${back}<h1 tabindex="-1">${t("settings")}</h1><p role="status">${this.problem || t("loading")}</p>`;
    return html`${back}
      <h1 tabindex="-1">${t("settings_of")} <span dir="auto">${room.name}</span></h1>
      ${this.problem && !this.at ? html`<p class="note bad" role="alert">${this.problem}</p>` : nothing}
      <section class="card stack" aria-labelledby="room-title">
        <h2 id="room-title">${t("room")}</h2>
        <form class="line" novalidate @submit=${this.rename}>
          <div class="field"><label for="name">${t("room_name")}</label>
            <input id="name" required maxlength="255" dir="auto" .value=${room.name} autocomplete="off" aria-invalid=${this.invalid("name")} aria-describedby=${this.described("name")}>${this.wrong("name")}</div>
          <button class="button">${t("rename")}</button>
        </form>
        ${this.check("guests", room.guests)}
        ${room.guests ? this.flow(room.guests_a_minute) : nothing}
        ${this.check("next_opens", room.next_opens)}
        ${this.check("seen_by_all", room.seen_by_all)}
      </section>
      <host-look .room=${room} @changed=${(event: CustomEvent<Room>) => (this.room = event.detail)}></host-look>
      <host-frames .room=${room} @changed=${(event: CustomEvent<Room>) => (this.room = event.detail)}></host-frames>
      <host-blocked .course=${this.course}></host-blocked>
      <host-webhooks .course=${this.course}></host-webhooks>
      <section class="card stack" aria-labelledby="final-title">
        <h2 id="final-title">${t("final")}</h2>
        <div class="row">
          <button class="button small" @click=${this.renew}>${t("renew")}</button>
          <button class="button small danger" @click=${this.deleteRoom}>${t("delete_room")}</button>
        </div>
      </section>`;
  }

  private invalid(field: string) {
    return this.at === field ? "true" : nothing;
  }

  private described(field: string, hint = "") {
    return [hint, this.at === field ? `${field}-problem` : ""].filter(Boolean).join(" ") || nothing;
  }

  private wrong(field: string) {
    return this.at === field ? html`<p class="note bad" id=${`${field}-problem`} role="alert">${this.problem}</p>` : nothing;
  }

  /** What is on or off, at once. */
  private check(what: "guests" | "next_opens" | "seen_by_all", on: boolean) {
    return html`<label class="check"><input type="checkbox" id=${what.replaceAll("_", "-")} .checked=${on}
      @change=${(event: Event) => this.toggle(what, event.target as HTMLInputElement)}>${t(what)}</label>`;
  }

  private async toggle(what: "guests" | "next_opens" | "seen_by_all", box: HTMLInputElement) {
    if (what === "guests" && !box.checked && !(await this.mayPutOut())) box.checked = true;
    else await this.patch({ [what]: box.checked });
  }

  /** A slip would throw out a whole hall. */
  private async mayPutOut(): Promise<boolean> {
    const { people, nameless } = await call<{ people: { role: string; here: boolean }[]; nameless: number }>("GET", `/web/rooms/${this.course}/people`).catch(() => ({ people: [], nameless: 0 }));
    const n = nameless + people.filter((each) => each.role === "guest" && each.here).length;
    return n === 0 || confirmed(t(plural("guests_ask", n), { n }), t("guests_out"));
  }

  /** A hall shares one address, so that only the host knows how many may come at once. */
  private flow(aMinute: number) {
    return html`<form class="line" novalidate @submit=${this.limit}>
      <div class="field">
        <label for="flow">${t("flow")}</label>
        <p class="hint" id="flow-hint">${t("flow_hint")}</p>
        <input id="flow" inputmode="numeric" .value=${aMinute ? String(aMinute) : ""} autocomplete="off" aria-describedby=${this.described("flow", "flow-hint")} aria-invalid=${this.invalid("flow")}>
        ${this.wrong("flow")}
      </div>
      <button class="button">${t("save")}</button>
    </form>`;
  }

  /** @param field what is being filled in, where it is a field */
  private async patch(wish: Wish, field = "") {
    if (this.busy) return;
    this.busy = true;
    this.problem = this.at = "";
    try {
      this.room = await call<Room>("PATCH", `/web/rooms/${this.course}`, wish);
      tell(t("saved"));
    } catch (fault) {
      this.fail(said(fault), field);
      // What the page shows is what the server has.
      if (!field) await this.load();
      this.requestUpdate();
    } finally {
      this.busy = false;
    }
  }

  private fail(problem: string, field: string) {
    this.problem = problem;
    this.at = field;
    if (field) void this.focusOn(`#${field}`);
  }

  private value(id: string) {
    return this.querySelector<HTMLInputElement>(`#${id}`)!.value.trim();
  }

  private rename(event: SubmitEvent) {
    event.preventDefault();
    void this.patch({ name: this.value("name") }, "name");
  }

  private limit(event: SubmitEvent) {
    event.preventDefault();
    const typed = this.value("flow");
    if (typed && !(/^\d+$/.test(typed) && Number(typed) >= 1 && Number(typed) <= 1000)) this.fail(t("flow_unfit"), "flow");
    else void this.patch({ guests_a_minute: Number(typed) }, "flow");
  }

  private async renew() {
    const { frames, overlaid } = this.room!;
    const ask = frames.length || overlaid ? `${t("renew_ask")} ${t("renew_framed")}` : t("renew_ask");
    if (await confirmed(ask, t("renew"))) await this.patch({ renew: true });
  }

  private async deleteRoom() {
    if (!(await confirmed(t("delete_room_ask", { name: this.room!.name }), t("delete_room")))) return;
    try {
      await deleteCourse(this.course);
    } catch (fault) {
      this.fail(said(fault), "");
      return;
    }
    history.replaceState(null, "", "/host/");
    dispatchEvent(new PopStateEvent("popstate"));
  }
}
customElements.define("host-settings", HostSettings);
