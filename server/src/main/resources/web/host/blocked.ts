// Words that nobody is shown by themselves: what holds one of them is hidden until a host shows it.
import { html, nothing } from "lit";
import { tell } from "../shared/announce";
import { call, Problem } from "../shared/api";
import { PageElement } from "../shared/page";
import { said } from "./problems";
import { t } from "./words";

class HostBlocked extends PageElement {
  static override properties = { course: { type: Number }, words: { state: true }, problem: { state: true }, busy: { state: true } };
  declare course: number;
  declare words: string[] | undefined;
  declare problem: string;
  declare busy: boolean;

  constructor() {
    super();
    this.problem = "";
    this.busy = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    void this.load();
  }

  private get path() {
    return `/live/rooms/${this.course}/blocked`;
  }

  private async load() {
    try {
      this.words = (await call<{ words: string[] }>("GET", this.path)).words;
    } catch {
      this.onceMore(() => this.load());
    }
  }

  protected override render() {
    if (!this.words) return nothing;
    return html`<section class="card stack" aria-labelledby="blocked-title">
      <h2 id="blocked-title">${t("blocked")}</h2>
      <form class="stack tight" novalidate @submit=${this.save}>
        <div class="field"><label for="blocked">${t("blocked_label")}</label>
          <p class="hint" id="blocked-hint">${t("blocked_hint")}</p>
          <textarea id="blocked" class="few" dir="auto" spellcheck="false" autocapitalize="none" .value=${this.words.join("\n")}
            aria-describedby=${this.problem ? "blocked-hint blocked-problem" : "blocked-hint"} aria-invalid=${this.problem ? "true" : nothing}></textarea>
          ${this.problem ? html`<p class="note bad" id="blocked-problem" role="alert">${this.problem}</p>` : nothing}</div>
        <div class="row"><button class="button" aria-disabled=${this.busy ? "true" : "false"}>${t("save")}</button></div>
      </form>
    </section>`;
  }

  private async save(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    this.problem = "";
    const words = this.querySelector<HTMLTextAreaElement>("#blocked")!.value.split("\n").map((each) => each.trim()).filter(Boolean);
    try {
      await call("PUT", this.path, { words });
      this.words = words;
      tell(t("saved"));
    } catch (fault) {
      this.problem = fault instanceof Problem && fault.status === 422 ? t("blocked_unfit") : said(fault);
      void this.focusOn("#blocked");
    } finally {
      this.busy = false;
    }
  }
}
customElements.define("host-blocked", HostBlocked);
