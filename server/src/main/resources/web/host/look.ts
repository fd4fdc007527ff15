// A room's own colour and image, and how it speaks.
import { html, nothing } from "lit";
import { tell } from "../shared/announce";
import { call, Problem } from "../shared/api";
import { accents } from "../shared/colour";
import { PageElement } from "../shared/page";
import type { Room } from "../shared/rooms";
import { said } from "./problems";
import { t } from "./words";

/** What base.css has. */
const USUAL = "#5541d8";
/** As the server takes it. */
const LARGEST = 256 * 1024;

class HostLook extends PageElement {
  static override properties = { room: { attribute: false }, problem: { state: true }, at: { state: true }, busy: { state: true } };
  declare room: Room;
  declare problem: string;
  declare at: "color" | "logo" | "formal" | "";
  declare busy: boolean;

  constructor() {
    super();
    this.problem = "";
    this.at = "";
    this.busy = false;
  }

  protected override render() {
    const { color, logo, formal } = this.room.look;
    return html`<section class="card stack" aria-labelledby="look-title">
      <h2 id="look-title">${t("look")}</h2>
      <form class="field" novalidate @submit=${this.paint}>
        <label for="color">${t("look_color")}</label>
        <p class="hint" id="color-hint">${t("look_color_hint")}</p>
        <div class="row">
          <input id="color" type="color" .value=${color ?? USUAL} aria-describedby=${this.described("color", "color-hint")} aria-invalid=${this.invalid("color")}>
          <button class="button">${t("save")}</button>
          ${color ? html`<button type="button" class="button" id="usual-color" @click=${() => this.patch({ color: "" }, "color")}>${t("look_usual")}</button>` : nothing}
        </div>
        ${this.wrong("color")}
      </form>
      ${color ? this.swatch(color) : nothing}
      <div class="field"><label for="logo">${t("look_logo")}</label>
        <p class="hint" id="logo-hint">${t("look_logo_hint")}</p>
        ${logo ? html`<p class="row"><img class="room-logo" src=${logo} alt=${t("look_logo")}><button type="button" class="button small" id="no-logo" @click=${this.noLogo}>${t("look_no_logo")}</button></p>` : nothing}
        <input id="logo" type="file" accept="image/png,image/jpeg,image/webp" @change=${this.upload} aria-describedby=${this.described("logo", "logo-hint")} aria-invalid=${this.invalid("logo")}>
        ${this.wrong("logo")}</div>
      <label class="check"><input type="checkbox" id="formal" .checked=${formal} @change=${(event: Event) => this.patch({ formal: (event.target as HTMLInputElement).checked }, "formal")}>${t("look_formal")}</label>
      ${this.wrong("formal")}
    </section>`;
  }

  /** How it is worn, by day and by night, and whether it had to be changed for that. */
  private swatch(color: string) {
    const worn = [false, true].map((dark) => ({ dark, ...accents(color, dark) }));
    const changed = worn.some((each) => each.accent !== color);
    return html`<p class="row" role="group" aria-label=${t("look_sample")}>${worn.map(
      (each) => html`<span class="sample" .style=${`background:${each.accent};color:${each.on}`}>${t(each.dark ? "look_dark" : "look_light")}</span>`,
    )}</p>${changed ? html`<p class="hint">${t("look_adjusted")}</p>` : nothing}`;
  }

  private invalid(field: string) {
    return this.at === field ? "true" : nothing;
  }

  private described(field: string, hint: string) {
    return this.at === field ? `${hint} ${field}-problem` : hint;
  }

  private wrong(field: string) {
    return this.at === field ? html`<p class="note bad" id=${`${field}-problem`} role="alert">${this.problem}</p>` : nothing;
  }

  private paint(event: SubmitEvent) {
    event.preventDefault();
    void this.patch({ color: this.querySelector<HTMLInputElement>("#color")!.value }, "color");
  }

  private patch(wish: { color?: string; formal?: boolean }, field: "color" | "formal") {
    return this.act(field, () => call<Room>("PATCH", `/web/rooms/${this.room.course}`, wish));
  }

  private noLogo() {
    void this.act("logo", () => call<Room>("DELETE", `/web/rooms/${this.room.course}/logo`)).then(() => this.focusOn("#logo"));
  }

  private async upload(event: Event) {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    await this.act("logo", async () => {
      const image = await small(file);
      const answer = await fetch(`/web/rooms/${this.room.course}/logo`, { method: "PUT", headers: { "Content-Type": "application/octet-stream" }, body: image, credentials: "same-origin" });
      const body = await answer.json().catch(() => ({}));
      if (!answer.ok) throw new Problem(answer.status, answer.status === 413 ? "image" : String(body.code ?? ""), "");
      return body as Room;
    });
    input.value = "";
  }

  private async act(field: "color" | "logo" | "formal", what: () => Promise<Room>) {
    if (this.busy) return;
    this.busy = true;
    this.at = "";
    try {
      this.room = await what();
      this.dispatchEvent(new CustomEvent("changed", { detail: this.room }));
      tell(t("saved"));
    } catch (fault) {
      this.problem = said(fault instanceof TypeError ? new Problem(0, "offline", "") : fault, { image: "look_unfit" });
      this.at = field;
    } finally {
      this.busy = false;
    }
  }
}
customElements.define("host-look", HostLook);

/** A photograph is larger than any logo has to be, and holds more detail: the browser makes it smaller until it fits, where it can. */
async function small(file: File): Promise<Blob> {
  if (file.size <= LARGEST) return file;
  try {
    const picture = await createImageBitmap(file);
    for (const longest of [512, 256, 128]) {
      const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(picture.width * scale));
      canvas.height = Math.max(1, Math.round(picture.height * scale));
      canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
      if (made && made.size <= LARGEST) return made;
    }
  } catch {
    // It goes as it is, and what is wrong with it is said.
  }
  return file;
}
