// A form that takes pasted lines.
import { html, nothing, type TemplateResult } from "lit";
import { Problem } from "../shared/api";
import { PageElement } from "../shared/page";
import { t } from "./words";

export interface PasteWords {
  title: string;
  hint: string;
  label: string;
  example: string;
  go: string;
}

export abstract class PasteForm extends PageElement {
  static override properties = { course: { type: Number }, problem: { state: true }, busy: { state: true }, done: { state: true } };
  declare course: number;
  declare problem: string;
  declare busy: boolean;
  declare done: TemplateResult | undefined;

  constructor() {
    super();
    this.problem = "";
    this.busy = false;
  }

  protected abstract readonly words: PasteWords;

  /** What else is asked. */
  protected more(): TemplateResult | typeof nothing {
    return nothing;
  }

  /** Sends what was pasted and gives what to show then. */
  protected abstract send(text: string): Promise<TemplateResult>;

  override connectedCallback() {
    super.connectedCallback();
    void this.focusOn("textarea");
  }

  protected override render() {
    const words = this.words;
    return html`<form class="card stack" @submit=${this.submit}>
      <h2>${words.title}</h2>
      <div class="field">
        <label for="pasted">${words.label}</label>
        <p class="hint" id="pasted-hint">${words.hint}</p>
        <textarea id="pasted" required spellcheck="false" placeholder=${words.example} aria-describedby="pasted-hint"></textarea>
      </div>
      ${this.more()}
      ${this.problem ? html`<p class="note bad" role="alert">${this.problem}</p>` : nothing}
      ${this.done ? html`<div class="note good stack tight" role="status">${this.done}</div>` : nothing}
      <div class="row"><button class="button primary" aria-disabled=${this.busy ? "true" : "false"}>${words.go}</button></div>
    </form>`;
  }

  private async submit(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy) return;
    const area = this.querySelector("textarea")!;
    this.busy = true;
    this.problem = "";
    this.done = undefined;
    try {
      this.done = await this.send(area.value);
      area.value = "";
    } catch (fault) {
      this.problem = fault instanceof Problem && fault.status === 422 ? fault.message : t("failed");
    } finally {
      this.busy = false;
    }
  }
}
