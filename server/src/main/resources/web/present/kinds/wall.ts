// Texts as a wall. What does not fit flows past, slowly and until somebody stops it, so that letters stay large.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { figure } from "../../shared/kinds/parts";
import { seen } from "../../shared/kinds/words";
import type { Entry, Snapshot } from "../../shared/live";
import { PageElement } from "../../shared/page";
import { plural } from "../../shared/text";
import { t } from "../words";
import type { Picking } from "./screen";

const PX_A_SECOND = 28;
const REST_MS = 4_000;
const still = matchMedia("(prefers-reduced-motion: reduce)");

export const wall = (poll: Snapshot, picking: Picking) => html`<text-wall .texts=${seen(poll.texts)} .more=${Math.max(0, (poll.different ?? 0) - (poll.texts?.length ?? 0))} .picking=${picking}></text-wall>`;

class TextWall extends PageElement {
  static override properties = { texts: { attribute: false }, more: { type: Number }, picking: { attribute: false }, flows: { state: true }, stopped: { state: true } };
  declare texts: Entry[];
  declare more: number;
  declare picking: Picking;
  /** Whether there is more than fits. */
  declare flows: boolean;
  declare stopped: boolean;
  private frame = 0;
  private last = 0;
  /** Parts of a pixel are lost in what a page scrolls by. */
  private at = 0;
  private resting = 0;
  private held = false;

  constructor() {
    super();
    this.texts = [];
    this.more = 0;
    this.flows = false;
    this.stopped = still.matches;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.frame = requestAnimationFrame((now) => this.flow(now));
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    cancelAnimationFrame(this.frame);
  }

  private flow(now: number) {
    this.frame = requestAnimationFrame((then) => this.flow(then));
    const passed = Math.min(100, now - this.last);
    this.last = now;
    const pane = this.querySelector<HTMLElement>(".flow");
    if (!pane) return;
    const hidden = pane.scrollHeight - pane.clientHeight;
    this.flows = hidden > 4;
    if (this.stopped || this.held || !this.flows || now < this.resting) {
      this.at = pane.scrollTop;
      return;
    }
    if (this.at >= hidden - 1) {
      pane.scrollTo({ top: 0 });
      this.at = 0;
      this.resting = now + REST_MS;
      return;
    }
    if (this.at === 0 && !this.resting) this.resting = now + REST_MS;
    this.at = Math.min(hidden, this.at + (passed / 1000) * PX_A_SECOND);
    pane.scrollTop = this.at;
    if (this.at >= hidden - 1) this.resting = now + REST_MS;
  }

  protected override render() {
    const hold = () => (this.held = true);
    const go = () => (this.held = false);
    return html`<div class="flow" tabindex="0" role="region" aria-label=${t("texts")} @pointerenter=${hold} @pointerleave=${go} @focusin=${hold} @focusout=${go}>
        <ul class="wall">${repeat(this.texts, (each) => each.id ?? each.text, (each) => html`<li data-row=${each.id ?? each.text}>
          <button class="pick" title=${t("pick")} @click=${() => this.picking.pick(each)}><span dir="auto" .textContent=${each.text}></span></button>${each.people > 1
            ? html`<span class="badge"><span aria-hidden="true">× ${figure(each.people)}</span><span class="unseen">${t(plural("wrote", each.people), { n: figure(each.people) })}</span></span>`
            : nothing}</li>`)}</ul>
      </div>
      ${this.flows ? html`<button class="button small" aria-pressed=${this.stopped ? "true" : "false"} @click=${() => (this.stopped = !this.stopped)}>${t(this.stopped ? "flow" : "stop_flow")}</button>` : nothing}`;
  }
}
customElements.define("text-wall", TextWall);
