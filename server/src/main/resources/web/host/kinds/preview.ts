// The question as the phone will show it, while it is written: it can be tried, and nothing is sent.
import { html, nothing } from "lit";
import { PageElement } from "../../shared/page";
import "../../shared/kinds/all";
import { kindOf, said } from "../../shared/kinds/known";
import type { Answer, Hand } from "../../shared/kinds/kind";
import { t as ofKinds } from "../../shared/kinds/language";
import type { Snapshot } from "../../shared/live";
import { t } from "../words";
import { written } from "../../shared/written";
import { picture } from "../../shared/picture";

class KindPreview extends PageElement {
  static override properties = { poll: { attribute: false }, begun: { state: true }, own: { state: true }, problem: { state: true } };
  declare poll: Snapshot;
  declare begun: unknown;
  declare own: Answer | null;
  declare problem: string;
  private kind?: string;

  constructor() {
    super();
    this.own = null;
    this.problem = "";
  }

  protected override willUpdate() {
    if (this.kind === this.poll.kind) return;
    this.kind = this.poll.kind;
    this.begun = undefined;
    this.own = null;
    this.problem = "";
  }

  protected override render() {
    const kind = kindOf(this.poll);
    const hand: Hand<unknown> = {
      draft: this.begun,
      own: this.own,
      again: !!this.own,
      waits: false,
      problem: this.problem,
      keep: (draft) => {
        this.begun = draft;
        this.problem = "";
      },
      send: (answer) => {
        this.own = answer;
        this.problem = "";
      },
      complain: (problem, at) => {
        this.problem = problem;
        void this.focusOn(at);
      },
      focus: (at) => void this.focusOn(at),
    };
    return html`<section class="card stack phone" aria-label=${t("kind_preview")}>
      <p class="hint">${t("kind_preview_hint")}</p>
      <p class="asked-question" dir="auto" ${written(this.poll.question || "…")}></p>
      ${picture(this.poll.image)}
      ${this.own ? html`<p class="note good" role="status">${said(this.poll, this.own)}</p>` : nothing}
      ${kind.hint ? html`<p class="soft">${kind.hint(this.poll)}</p>` : nothing}
      ${kind.form(this.poll, hand)}
      ${this.poll.settings?.abstain ? html`<button type="button" class="button quiet wide" @click=${() => hand.send({ abstain: true })}>${ofKinds("abstain")}</button>` : nothing}
    </section>`;
  }
}
customElements.define("kind-preview", KindPreview);
