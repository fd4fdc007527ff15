// The image that stands with a question or a choice: chosen, described, and taken away.
import { html, nothing, svg } from "lit";
import { PageElement } from "../shared/page";
import { shown, smaller, type Held } from "./pictures";
import { t } from "./words";

const sign = svg`<svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" aria-hidden="true"><path d="M3 5h18v14H3zM3 16l5-5 4 4 3-3 6 5"></path><circle cx="16" cy="9" r="1.3"></circle></svg>`;

class PictureField extends PageElement {
  static override properties = { held: { attribute: false }, of: {}, wrong: { type: Boolean }, unfit: { state: true } };
  declare held: Held | undefined;
  /** With which choice it stands, in words; empty: with the question. */
  declare of: string;
  /** What it shows is yet to be said. */
  declare wrong: boolean;
  /** What was chosen is no image. */
  declare unfit: boolean;

  constructor() {
    super();
    this.of = "";
    this.wrong = false;
    this.unfit = false;
  }

  private named(key: "picture_add" | "picture_alt" | "picture_remove") {
    return [t(key), this.of].filter(Boolean).join(": ");
  }

  private tell(held: Held | undefined) {
    this.held = held;
    this.dispatchEvent(new CustomEvent<Held | undefined>("changed", { detail: held }));
  }

  protected override render() {
    const held = this.held;
    if (!held) {
      return html`<button type="button" class="button quiet small" aria-label=${this.named("picture_add")} title=${t("picture")} @click=${() => this.querySelector<HTMLInputElement>("input")!.click()}>${sign}</button>
        <input type="file" accept="image/png,image/jpeg,image/webp" hidden @change=${this.choose}>${this.unfit ? html`<p class="note bad" role="alert">${t("picture_unfit")}</p>` : nothing}`;
    }
    return html`<div class="row held"><img src=${held.url} alt="">
      <div class="field"><label>${t("picture_alt")}<input class="alt" maxlength="500" autocomplete="off" dir="auto" .value=${held.alt} aria-label=${this.named("picture_alt")}
        aria-invalid=${this.wrong && !held.alt.trim() ? "true" : "false"} @input=${(event: Event) => this.tell({ ...held, alt: (event.target as HTMLInputElement).value })}></label></div>
      <button type="button" class="button quiet small" aria-label=${this.named("picture_remove")} @click=${this.take}>✕</button></div>`;
  }

  private take = () => {
    this.tell(undefined);
    void this.focusOn("button");
  };

  private choose = async (event: Event) => {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (!file) return;
    const image = await smaller(file);
    this.unfit = !image;
    if (!image) return;
    this.tell({ url: await shown(image), alt: "", file: image });
    void this.focusOn(".alt");
  };
}
customElements.define("picture-field", PictureField);
