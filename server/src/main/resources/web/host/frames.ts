// Who may show the pages of a room in a frame, and the link for what lies over slides and pictures of a camera.
import { html, nothing } from "lit";
import { tell } from "../shared/announce";
import { copy } from "../shared/copy";
import { call } from "../shared/api";
import { PageElement } from "../shared/page";
import type { Room } from "../shared/rooms";
import { confirmed } from "./confirm";
import { said } from "./problems";
import { t } from "./words";

class HostFrames extends PageElement {
  static override properties = { room: { attribute: false }, problem: { state: true }, at: { state: true }, busy: { state: true }, link: { state: true } };
  declare room: Room;
  declare problem: string;
  declare at: "frames" | "overlay" | "";
  declare busy: boolean;
  /** Just made; it is never shown again. */
  declare link: string;

  constructor() {
    super();
    this.problem = "";
    this.at = "";
    this.busy = false;
    this.link = "";
  }

  protected override render() {
    const room = this.room;
    const wrong = this.at === "frames";
    return html`<section class="card stack" aria-labelledby="frames-title">
      <h2 id="frames-title">${t("frames")}</h2>
      <form class="stack tight" novalidate @submit=${this.save}>
        <div class="field"><label for="frames">${t("frames_label")}</label>
          <p class="hint" id="frames-hint">${t("frames_hint")}</p>
          <textarea id="frames" class="few" spellcheck="false" autocapitalize="none" placeholder="https://lms.example.org" .value=${room.frames.join("\n")}
            aria-describedby=${wrong ? "frames-hint frames-problem" : "frames-hint"} aria-invalid=${wrong ? "true" : nothing}></textarea>
          ${wrong ? html`<p class="note bad" id="frames-problem" role="alert">${this.problem}</p>` : nothing}</div>
        <div class="row"><button class="button" aria-disabled=${this.busy ? "true" : "false"}>${t("save")}</button></div>
      </form>
      ${room.frames.length ? this.addresses(room) : nothing}
      <h3>${t("overlay")}</h3>
      <p class="soft">${t("overlay_hint")} <a href=${`/present/${room.course}?overlay`} target="_blank">${t("overlay_try")}</a></p>
      ${this.link ? html`<div class="note good stack tight made" role="status" tabindex="-1"><p>${t("overlay_done")}</p>${this.copied(this.link, t("overlay"))}</div>` : nothing}
      ${this.at === "overlay" ? html`<p class="note bad" role="alert">${this.problem}</p>` : nothing}
      <div class="row">
        <button class="button small" id="make-overlay" aria-disabled=${this.busy ? "true" : "false"} @click=${this.make}>${t(room.overlaid ? "overlay_again" : "overlay_make")}</button>
        ${room.overlaid ? html`<button class="button small danger" id="end-overlay" @click=${this.end}>${t("overlay_end")}</button>` : nothing}
      </div>
    </section>`;
  }

  private addresses(room: Room) {
    const base = room.link.slice(0, room.link.indexOf("/j/"));
    return html`<div class="stack tight"><p>${t("frames_addresses")}</p>
      ${this.copied(`${base}/j/${room.code}?frame=${room.frame_key}`, t("join_link"))}
      ${this.copied(`${base}/present/${room.course}?frame=${room.frame_key}`, t("present"))}</div>`;
  }

  private copied(text: string, name: string) {
    const toCopy = async (event: Event) => {
      const field = (event.currentTarget as HTMLElement).parentElement!.querySelector("input")!;
      if (await copy(text)) tell(t("copied"));
      // To be copied by hand.
      else field.select();
    };
    return html`<div class="line"><label class="field"><span class="label">${name}</span><input readonly .value=${text}></label><button type="button" class="button small" aria-label=${`${t("copy")}: ${name}`} @click=${toCopy}>${t("copy")}</button></div>`;
  }

  private save(event: SubmitEvent) {
    event.preventDefault();
    const frames = this.querySelector<HTMLTextAreaElement>("#frames")!.value.split(/\s+/).filter(Boolean);
    void this.act("frames", async () => {
      this.changed(await call<Room>("PATCH", `/web/rooms/${this.room.course}`, { frames }));
      tell(t("saved"));
    });
  }

  private make() {
    void this.act("overlay", async () => {
      if (this.room.overlaid && !(await confirmed(t("overlay_again_ask"), t("overlay_again")))) return;
      this.link = (await call<{ link: string }>("POST", `/web/rooms/${this.room.course}/overlay`)).link;
      this.changed({ ...this.room, overlaid: true });
      void this.focusOn(".made");
    });
  }

  private end() {
    void this.act("overlay", async () => {
      if (!(await confirmed(t("overlay_end_ask"), t("overlay_end")))) return;
      await call("DELETE", `/web/rooms/${this.room.course}/overlay`);
      this.link = "";
      this.changed({ ...this.room, overlaid: false });
      tell(t("overlay_ended"));
      void this.focusOn("#make-overlay");
    });
  }

  private changed(room: Room) {
    this.room = room;
    this.dispatchEvent(new CustomEvent("changed", { detail: room }));
  }

  private async act(at: "frames" | "overlay", what: () => Promise<void>) {
    if (this.busy) return;
    this.busy = true;
    this.at = "";
    try {
      await what();
    } catch (fault) {
      this.problem = said(fault, { frame: "frame_unfit", too_many_frames: "frames_too_many" });
      this.at = at;
      if (at === "frames") void this.focusOn("#frames");
    } finally {
      this.busy = false;
    }
  }
}
customElements.define("host-frames", HostFrames);
