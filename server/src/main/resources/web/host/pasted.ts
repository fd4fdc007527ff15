// A form that takes pasted lines: its first button only shows how they are understood, its second one stores them.
import { html, nothing, type TemplateResult } from "lit";
import { Problem } from "../shared/api";
import { PageElement } from "../shared/page";
import type { Drafts } from "./drafts";
import { t } from "./words";

export interface PasteWords {
  title: string;
  hint: string;
  label: string;
  example: string;
}

export interface Preview {
  /** How it is understood. */
  shown: TemplateResult;
  /** Why it cannot be stored; empty when it can. */
  problem: string;
  /** What the second button says. */
  go: string;
}

export abstract class PasteForm extends PageElement {
  static override properties = {
    course: { type: Number },
    problem: { state: true },
    busy: { state: true },
    preview: { state: true },
    again: { state: true },
    done: { state: true },
  };
  declare course: number;
  declare problem: string;
  declare busy: boolean;
  declare preview: Preview | undefined;
  /** Whether what stands there was left there some time ago. */
  declare again: boolean;
  declare done: TemplateResult | undefined;

  constructor() {
    super();
    this.problem = "";
    this.busy = false;
    this.again = false;
  }

  protected abstract readonly words: PasteWords;

  /** Whether somebody came for this form, and not to a page on which it stands as well. */
  protected readonly entered: boolean = true;

  protected abstract drafts(): Drafts<string>;

  /** What else is asked. */
  protected more(): TemplateResult | typeof nothing {
    return nothing;
  }

  /** Asks how it is understood. */
  protected abstract read(text: string): Promise<Preview>;

  /** Stores what was pasted and gives what to show then. */
  protected abstract send(text: string): Promise<TemplateResult>;

  override connectedCallback() {
    super.connectedCallback();
    this.again = !!this.drafts().kept();
    if (this.entered) void this.focusOn("textarea");
  }

  protected override firstUpdated() {
    this.area.value = this.drafts().kept() ?? "";
  }

  private get area() {
    return this.querySelector("textarea")!;
  }

  protected override render() {
    const words = this.words;
    const described = this.problem ? "pasted-hint pasted-problem" : "pasted-hint";
    return html`<form class="card stack" @submit=${this.submit} novalidate>
      <h2>${words.title}</h2>
      ${this.again
        ? html`<p class="note row spread"><span>${t("draft_again")}</span><button type="button" class="button small" @click=${this.discard}>${t("draft_drop")}</button></p>`
        : nothing}
      <div class="field">
        <label for="pasted">${words.label}</label>
        <p class="hint" id="pasted-hint">${words.hint}</p>
        <textarea id="pasted" required spellcheck="false" dir="auto" placeholder=${words.example} aria-describedby=${described}
          aria-invalid=${this.problem ? "true" : "false"} @input=${this.changed}></textarea>
        ${this.problem ? html`<p class="note bad" id="pasted-problem" role="alert">${this.problem}</p>` : nothing}
      </div>
      ${this.more()}
      ${this.done ? html`<div class="note good stack tight done" role="status" tabindex="-1">${this.done}</div>` : nothing}
      <div class="row"><button class="button ${this.preview ? "" : "primary"}" aria-disabled=${this.busy ? "true" : "false"}>${t("preview")}</button></div>
      ${this.preview ? this.previewed(this.preview) : nothing}
    </form>`;
  }

  private previewed(preview: Preview) {
    return html`<div class="stack preview">
      <h3 id="preview-title" tabindex="-1">${t("preview_title")}</h3>
      ${preview.shown}
      ${preview.problem
        ? html`<p class="note bad" role="alert">${preview.problem}</p>`
        : html`<div class="row"><button type="button" class="button primary" id="store" aria-disabled=${this.busy ? "true" : "false"} @click=${this.store}>${preview.go}</button>${this.busy ? html`<span role="status">${t("working")}</span>` : nothing}</div>`}
    </div>`;
  }

  /** What was shown is no longer what stands there. */
  private changed() {
    this.preview = undefined;
    this.again = false;
    if (this.area.value) this.drafts().keep(this.area.value);
    else this.drafts().drop();
  }

  private discard() {
    this.area.value = "";
    this.changed();
    this.area.focus();
  }

  private async submit(event: SubmitEvent) {
    event.preventDefault();
    if (!this.area.value.trim()) {
      this.problem = t("paste_first");
      this.area.focus();
      return;
    }
    await this.act(async () => {
      this.preview = await this.read(this.area.value);
      void this.focusOn("#preview-title");
    });
  }

  private store() {
    return this.act(async () => {
      this.done = await this.send(this.area.value);
      this.area.value = "";
      this.changed();
      void this.focusOn(".done");
    });
  }

  private async act(what: () => Promise<void>) {
    if (this.busy) return;
    this.busy = true;
    this.problem = "";
    this.done = undefined;
    try {
      await what();
    } catch (fault) {
      this.problem = this.said(fault);
    } finally {
      this.busy = false;
    }
  }

  private said(fault: unknown) {
    if (!(fault instanceof Problem)) return t("failed");
    if (fault.status === 413) return t("paste_large");
    if (fault.code === "quota") return t("quota");
    return t(fault.status === 422 ? "paste_unfit" : "failed");
  }
}
