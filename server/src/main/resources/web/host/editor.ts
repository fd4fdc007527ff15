// Writes a poll, and how it is asked.
import { html, nothing } from "lit";
import { PageElement } from "../shared/page";
import type { Poll, Results, Session } from "../shared/rooms";
import type { Draft, DraftChoice, SessionWish } from "./canvas";
import { Drafts } from "./drafts";
import { t } from "./words";

export interface Written {
  draft: Draft;
  wish: SessionWish;
  /** Whether it goes on the big screen at once. */
  present: boolean;
}

/** What was typed and not saved. */
interface Begun {
  /** What was edited, as it was then: once somebody has changed it, this is of no use. */
  of: string;
  question: string;
  choices: DraftChoice[];
  anonymous: boolean;
  results: Results;
  changeable?: boolean;
}

const LONGEST = 255;
const modes: Results[] = ["until_revealed", "after_vote", "public"];

function fitLines(field: HTMLTextAreaElement) {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
}

export class PollEditor extends PageElement {
  static override properties = {
    course: { type: Number },
    poll: { attribute: false },
    session: { attribute: false },
    question: { state: true },
    choices: { state: true },
    problem: { state: true },
    again: { state: true },
    busy: { type: Boolean },
    anonymous: { state: true },
    waits: { type: Boolean },
  };
  declare course: number;
  /** What is edited; absent for a new poll. */
  declare poll?: Poll;
  declare session?: Session;
  declare question: string;
  declare choices: DraftChoice[];
  declare problem: string;
  /** Whether what stands here was begun some time ago. */
  declare again: boolean;
  declare busy: boolean;
  /** Whether it leaves the focus where it is: nobody asked for it. */
  declare waits: boolean;
  /** What is chosen now; undefined until something is. */
  declare anonymous: boolean | undefined;

  constructor() {
    super();
    this.question = "";
    this.choices = [];
    this.problem = "";
    this.again = false;
    this.busy = false;
    this.waits = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    const begun = this.drafts.kept();
    if (begun && begun.of !== this.edited) this.drafts.drop();
    this.fill(begun?.of === this.edited ? begun : undefined);
    if (!this.waits) void this.focusOn("#question");
  }

  private get drafts() {
    return new Drafts<Begun>("editor", `${this.course}.${this.session?.id ?? "new"}`);
  }

  private get edited() {
    return JSON.stringify(this.poll ?? null);
  }

  private begun: Begun | undefined;

  private fill(begun: Begun | undefined) {
    this.anonymous = undefined;
    const empty = () => ({ text: "", correct: false });
    this.begun = begun;
    this.again = !!begun;
    this.question = begun?.question ?? this.poll?.question ?? "";
    this.choices = begun?.choices ?? this.poll?.choices.map((each) => ({ ...each })) ?? [empty(), empty()];
  }

  private discard() {
    this.drafts.drop();
    this.fill(undefined);
    void this.focusOn("#question");
  }

  /** Whatever was changed: a list has told it, or a field. */
  private keep() {
    this.drafts.keep({ of: this.edited, question: this.question, choices: this.choices, ...this.wish });
  }

  private get wish(): SessionWish {
    const anonymous = this.querySelector<HTMLInputElement>("[name=who]:checked")!.value === "anonymous";
    const changeable = !anonymous && !!this.querySelector<HTMLInputElement>("#changeable")?.checked;
    return { anonymous, results: this.querySelector<HTMLSelectElement>("#when")!.value as Results, changeable };
  }

  protected override render() {
    const votes = this.session?.votes ?? 0;
    const fixed = votes > 0 || (!!this.session && this.session.state !== "waiting");
    const anonymous = this.anonymous ?? this.begun?.anonymous ?? this.session?.anonymous ?? true;
    const changeable = this.begun?.changeable ?? this.session?.changeable ?? false;
    const results = this.begun?.results ?? this.session?.results ?? "after_vote";
    return html`<form class="card stack" @submit=${this.save} @input=${this.keepLater} novalidate>
      <h2 id="editor-title">${t(this.poll ? "edit_poll" : "new_poll")}</h2>
      ${this.again
        ? html`<p class="note row spread"><span>${t("draft_again")}</span><button type="button" class="button small" id="discard" @click=${this.discard}>${t("draft_drop")}</button></p>`
        : nothing}
      <div class="field">
        <label for="question">${t("question")}</label>
        <textarea id="question" class="lines" rows="1" required autocomplete="off" dir="auto" .value=${this.question} aria-describedby=${this.problem ? "editor-problem lines-hint" : "lines-hint"}
          aria-invalid=${this.problem && (!this.question.trim() || this.question.trim().length > LONGEST) ? "true" : "false"}
          @input=${this.ask} @keydown=${this.enter}></textarea>
      </div>
      ${votes ? html`<p class="note warn">${t("edit_voted")}</p>` : nothing}
      <fieldset class="stack tight">
        <legend class="label">${t("choices")}</legend>
        <p class="hint" id="lines-hint">${t("lines_hint")}</p>
        <ol class="stack tight">${this.choices.map((each, place) => this.choice(each, place))}</ol>
        <button type="button" class="button small" @click=${this.add}>+ ${t("add_choice")}</button>
      </fieldset>
      <fieldset class="stack tight" ?disabled=${fixed}>
        <legend class="label">${t("who")}</legend>
        <label class="option"><input type="radio" name="who" value="anonymous" ?checked=${anonymous} @change=${() => (this.anonymous = true)}>
          <span><strong>${t("anonymous")}</strong><span class="hint">${t("anonymous_hint")}</span></span></label>
        <label class="option"><input type="radio" name="who" value="named" ?checked=${!anonymous} @change=${() => (this.anonymous = false)}>
          <span><strong>${t("named")}</strong><span class="hint">${t("named_hint")}</span></span></label>
        ${anonymous ? nothing : html`<label class="check indented"><input type="checkbox" id="changeable" ?checked=${changeable}>${t("changeable")}</label>`}
      </fieldset>
      <div class="field">
        <label for="when">${t("results_when")}</label>
        <select id="when">${modes.map((each) => html`<option value=${each} ?selected=${each === results}>${t(each)}</option>`)}</select>
      </div>
      ${this.problem ? html`<p class="note bad" id="editor-problem" role="alert">${this.problem}</p>` : nothing}
      <div class="row">
        <button class="button primary" aria-disabled=${this.busy ? "true" : "false"}>${t("save")}</button>
        ${this.poll ? nothing : html`<button class="button" name="then" value="present" aria-disabled=${this.busy ? "true" : "false"}>▶ ${t("save_present")}</button>`}
        <button type="button" class="button" @click=${() => this.dispatchEvent(new Event("cancelled"))}>${t("cancel")}</button>
      </div>
    </form>`;
  }

  private choice(choice: DraftChoice, place: number) {
    const n = place + 1;
    return html`<li class="draft">
      <textarea id=${`choice-${n}`} class="lines" rows="1" aria-label=${t("choice_n", { n })} placeholder=${t("choice_n", { n })} autocomplete="off" dir="auto" .value=${choice.text}
        aria-invalid=${this.problem && choice.text.trim().length > LONGEST ? "true" : "false"} aria-describedby=${this.problem ? "editor-problem lines-hint" : "lines-hint"}
        @input=${(event: Event) => this.type(choice, event)} @keydown=${this.enter} @paste=${(event: ClipboardEvent) => this.paste(event, place)}></textarea>
      <label class="check"><input type="checkbox" aria-label=${t("correct_n", { n })} .checked=${choice.correct}
        @change=${(event: Event) => (choice.correct = (event.target as HTMLInputElement).checked)}><span aria-hidden="true">${t("correct")}</span></label>
      <span class="row moves">
        <button type="button" class="button quiet small" aria-label=${t("up_n", { n })} aria-disabled=${place === 0 ? "true" : "false"} @click=${() => this.move(place, -1)}>↑</button>
        <button type="button" class="button quiet small" aria-label=${t("down_n", { n })} aria-disabled=${n === this.choices.length ? "true" : "false"} @click=${() => this.move(place, 1)}>↓</button>
        <button type="button" class="button quiet small" aria-label=${t("remove_n", { n })} @click=${() => this.drop(place)}>✕</button>
      </span>
    </li>`;
  }

  private ask(event: Event) {
    this.question = (event.target as HTMLTextAreaElement).value;
    this.grow(event);
  }

  private type(choice: DraftChoice, event: Event) {
    choice.text = (event.target as HTMLTextAreaElement).value;
    this.grow(event);
  }

  /** A field is as high as its lines, where the style sheet alone cannot see to it. */
  private grow(event: Event) {
    fitLines(event.target as HTMLTextAreaElement);
  }

  protected override updated() {
    this.querySelectorAll<HTMLTextAreaElement>("textarea.lines").forEach(fitLines);
  }

  /** Enter goes on to the next field; with the shift key it breaks the line, with the control key it saves. */
  private enter(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) {
      this.querySelector("form")!.requestSubmit();
      return;
    }
    const inputs = [...this.querySelectorAll<HTMLTextAreaElement>(".draft > textarea")];
    const next = inputs[inputs.indexOf(event.target as HTMLTextAreaElement) + 1];
    if (next) next.focus();
    else this.add();
  }

  /** Several lines are several choices: so that a list that was written elsewhere need not be taken apart. */
  private paste(event: ClipboardEvent, place: number) {
    const lines = (event.clipboardData?.getData("text") ?? "").split(/[\r\n\u2028\u2029]+/).map((each) => each.trim()).filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    const choices = [...this.choices];
    const first = choices[place]!;
    const field = event.target as HTMLInputElement;
    const [from, to] = [field.selectionStart ?? 0, field.selectionEnd ?? 0];
    const pasted = lines.map((text) => ({ text, correct: false }));
    choices.splice(place, 1, { ...first, text: first.text.slice(0, from) + lines[0] + first.text.slice(to) }, ...pasted.slice(1));
    // Empty ones that waited below are what was pasted for.
    for (let spare = pasted.length - 1; spare > 0 && choices[place + pasted.length]?.text === "" && choices[place + pasted.length]?.id === undefined; spare--) {
      choices.splice(place + pasted.length, 1);
    }
    this.choices = choices;
    this.keepLater();
    void this.focusOn(`#choice-${place + pasted.length}`);
  }

  private keepLater() {
    void this.updateComplete.then(() => this.isConnected && this.keep());
  }

  private add() {
    this.choices = [...this.choices, { text: "", correct: false }];
    void this.focusOn(`#choice-${this.choices.length}`);
  }

  private move(place: number, by: number) {
    const to = place + by;
    if (to < 0 || to >= this.choices.length) return;
    const choices = [...this.choices];
    const [moved] = choices.splice(place, 1);
    choices.splice(to, 0, moved!);
    this.choices = choices;
    this.keepLater();
    void this.focusOn(`li:nth-child(${to + 1}) .moves button:nth-child(${by < 0 ? 1 : 2})`);
  }

  private drop(place: number) {
    this.choices = this.choices.filter((_, each) => each !== place);
    this.keepLater();
    void this.focusOn(this.choices.length ? `#choice-${Math.min(place + 1, this.choices.length)}` : "#question");
  }

  private save(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy) return;
    const question = this.question.trim();
    const choices = this.choices.map((each) => ({ ...each, text: each.text.trim() })).filter((each) => each.text);
    const long = [question, ...choices.map((each) => each.text)].find((each) => each.length > LONGEST);
    this.problem = !question || choices.length < 2 ? t("missing") : long ? t("too_long", { n: long.length, most: LONGEST }) : "";
    if (this.problem) {
      void this.focusOn(question && long !== question ? `#choice-${1 + Math.max(0, this.choices.findIndex((each) => each.text.trim() === long))}` : "#question");
      return;
    }
    const present = (event.submitter as HTMLButtonElement | null)?.value === "present";
    this.dispatchEvent(new CustomEvent<Written>("written", { detail: { draft: { question, choices }, wish: this.wish, present } }));
  }
}
/** What was begun is stored now. */
export const stored = (course: number, session?: Session) => new Drafts("editor", `${course}.${session?.id ?? "new"}`).drop();

customElements.define("poll-editor", PollEditor);
