// Writes a poll, and how it is asked.
import { html, nothing } from "lit";
import type { KindName } from "../shared/kinds/known";
import type { Settings, Snapshot } from "../shared/live";
import { PageElement } from "../shared/page";
import type { Poll, Results, Session } from "../shared/rooms";
import type { Draft, DraftChoice, SessionWish } from "./canvas";
import { Drafts } from "./drafts";
import { kindNames, sentSettings, writings } from "./kinds/all";
import "./kinds/preview";
import { check, type Setting } from "./kinds/writing";
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
  kind?: KindName;
  settings?: Settings;
  choices: DraftChoice[];
  anonymous: boolean;
  results: Results;
  changeable?: boolean;
}

/** In characters, as the server counts them: code points. */
const LONGEST = { question: 2000, choice: 500 };
const length = (text: string) => [...text.trim().normalize("NFC")].length;
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
    kind: { state: true },
    settings: { state: true },
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
  declare kind: KindName;
  /** What is set by hand; what is not follows what it goes by. */
  declare settings: Settings;
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
    this.kind = "single";
    this.settings = {};
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
    this.kind = begun?.kind ?? this.poll?.kind ?? "single";
    this.settings = begun?.settings ?? (this.poll ? sentSettings(this.poll) : {});
    this.choices = begun?.choices ?? this.poll?.choices.map((each) => ({ ...each })) ?? [empty(), empty()];
  }

  private discard() {
    this.drafts.drop();
    this.fill(undefined);
    void this.focusOn("#question");
  }

  /** Whatever was changed: a list has told it, or a field. */
  private keep() {
    this.drafts.keep({ of: this.edited, question: this.question, kind: this.kind, settings: this.settings, choices: this.choices, ...this.wish });
  }

  private get writing() {
    return writings[this.kind];
  }

  /** Settings without those that go without saying. */
  private sent(settings: Settings, choices: number): Settings {
    return this.writing.sent?.(settings, choices) ?? settings;
  }

  /** What was typed stays: choices become statements or items, and come back where they are wanted again. */
  private become(kind: KindName) {
    this.kind = kind;
    this.settings = { abstain: this.settings.abstain };
    const lacking = (this.writing.choices?.begin ?? 0) - this.choices.length;
    if (lacking > 0) this.choices = [...this.choices, ...Array.from({ length: lacking }, () => ({ text: "", correct: false }))];
    this.problem = "";
    this.keepLater();
  }

  /** The poll as its audience would see it now. */
  private get previewed(): Snapshot {
    const choices = this.writing.choices ? this.choices.filter((each) => each.text.trim()).map((each, place) => ({ id: place + 1, text: each.text })) : [];
    const settings = { from: 1, to: 5, ...Object.fromEntries(Object.entries(this.settings).filter(([name, value]) => value !== undefined && name !== "correct")) };
    return {
      session: 0, version: 0, poll: 0, kind: this.kind, settings, question: this.question, state: "open", open: true, anonymous: this.anonymous ?? this.session?.anonymous ?? true,
      changeable: false, voted: false, results: "hidden", choices,
    };
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
    const writing = this.writing;
    const at: Setting = {
      settings: this.settings,
      choices: this.choices.filter((each) => each.text.trim()).length,
      fixed,
      set: (change) => (this.settings = { ...this.settings, ...change }),
    };
    const changeable = this.begun?.changeable ?? this.session?.changeable ?? false;
    const results = this.begun?.results ?? this.session?.results ?? "after_vote";
    return html`<form class="card stack" @submit=${this.save} @input=${this.keepLater} novalidate>
      <h2 id="editor-title">${t(this.poll ? "edit_poll" : "new_poll")}</h2>
      ${this.again
        ? html`<p class="note row spread"><span>${t("draft_again")}</span><button type="button" class="button small" id="discard" @click=${this.discard}>${t("draft_drop")}</button></p>`
        : nothing}
      <fieldset ?disabled=${fixed}>
        <legend class="label">${t("kind")}</legend>
        <div class="kinds">${kindNames.map((each) => html`<label class="kind"><input type="radio" name="kind" value=${each} .checked=${each === this.kind} @change=${() => this.become(each)}>
          ${writings[each].picture}<span>${t(`kind_${each}`)}</span></label>`)}</div>
        <p class="hint" role="status">${t(`kind_${this.kind}_hint`)}</p>
      </fieldset>
      <div class="field">
        <label for="question">${t("question")}</label>
        <textarea id="question" class="lines" rows="1" required autocomplete="off" dir="auto" .value=${this.question} aria-describedby=${this.problem ? "editor-problem lines-hint" : "lines-hint"}
          aria-invalid=${this.problem && (!this.question.trim() || length(this.question) > LONGEST.question) ? "true" : "false"}
          @input=${this.ask} @keydown=${this.enter}></textarea>
      </div>
      ${votes ? html`<p class="note warn">${t("edit_voted")}</p>` : nothing}
      ${writing.choices
        ? html`<fieldset class="stack tight">
            <legend class="label">${t(writing.choices.words)}</legend>
            ${this.kind === "rating" ? html`<p class="hint">${t("statements_hint")}</p>` : nothing}
            <p class="hint" id="lines-hint">${t("lines_hint")}</p>
            <ol class="stack tight">${this.choices.map((each, place) => this.choice(each, place))}</ol>
            <button type="button" class="button small" @click=${this.add}>+ ${t(`add_${writing.choices.words}`)}</button>
          </fieldset>`
        : html`<p class="unseen" id="lines-hint">${t("lines_hint")}</p>`}
      <fieldset class="stack tight settings">
        ${writing.fields ? html`<legend class="label">${t("kind_settings")}</legend>${writing.fields(at)}` : nothing}
        ${check("abstain", "set_abstain", at, fixed)}
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
    </form>
    <kind-preview .poll=${this.previewed}></kind-preview>`;
  }

  private choice(choice: DraftChoice, place: number) {
    const n = place + 1;
    const name = t(`${this.writing.choices!.words}_n`, { n });
    return html`<li class="draft">
      <textarea id=${`choice-${n}`} class="lines" rows="1" aria-label=${name} placeholder=${name} autocomplete="off" dir="auto" .value=${choice.text}
        aria-invalid=${this.problem && length(choice.text) > LONGEST.choice ? "true" : "false"} aria-describedby=${this.problem ? "editor-problem lines-hint" : "lines-hint"}
        @input=${(event: Event) => this.type(choice, event)} @keydown=${this.enter} @paste=${(event: ClipboardEvent) => this.paste(event, place)}></textarea>
      ${this.writing.marks
        ? html`<label class="check"><input type="checkbox" aria-label=${t("correct_n", { n })} .checked=${choice.correct}
            @change=${(event: Event) => (choice.correct = (event.target as HTMLInputElement).checked)}><span aria-hidden="true">${t("correct")}</span></label>`
        : html`<span></span>`}
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
    this.requestUpdate();
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
    else if (this.writing.choices) this.add();
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
    const wanted = this.writing.choices;
    const choices = wanted ? this.choices.map((each) => ({ ...each, text: each.text.trim(), correct: each.correct && !!this.writing.marks })).filter((each) => each.text) : [];
    const most = length(question) > LONGEST.question ? LONGEST.question : LONGEST.choice;
    const long = length(question) > LONGEST.question ? question : choices.map((each) => each.text).find((each) => length(each) > LONGEST.choice);
    const least = wanted?.least ?? 0;
    this.problem = !question || choices.length < least ? t(least ? "missing" : "missing_question") : long ? t("too_long", { n: length(long), most }) : "";
    const beyond = this.querySelector<HTMLInputElement>(".settings input:invalid");
    if (!this.problem && beyond) {
      this.problem = t("unfit_poll");
      beyond.focus();
      return;
    }
    if (this.problem) {
      void this.focusOn(question && long !== question ? `#choice-${1 + Math.max(0, this.choices.findIndex((each) => each.text.trim() === long))}` : "#question");
      return;
    }
    const present = (event.submitter as HTMLButtonElement | null)?.value === "present";
    this.dispatchEvent(new CustomEvent<Written>("written", { detail: { draft: { kind: this.kind, question, choices, settings: this.sent(this.settings, choices.length) }, wish: this.wish, present } }));
  }
}
/** What was begun is stored now. */
export const stored = (course: number, session?: Session) => new Drafts("editor", `${course}.${session?.id ?? "new"}`).drop();

customElements.define("poll-editor", PollEditor);
