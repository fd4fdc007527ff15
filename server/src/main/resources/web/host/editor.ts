// Writes a poll, and how it is asked.
import { html, nothing, type PropertyValues } from "lit";
import { announce } from "../shared/announce";
import type { KindName } from "../shared/kinds/known";
import type { Settings, Snapshot } from "../shared/live";
import { PageElement } from "../shared/page";
import type { Poll, Results, Session } from "../shared/rooms";
import { storedPoll, type Draft, type DraftChoice, type SessionWish } from "./canvas";
import "./choices";
import type { ChoiceList } from "./choices";
import { Drafts } from "./drafts";
import { kindNames, sentSettings, writings } from "./kinds/all";
import "./kinds/preview";
import { check, type Setting } from "./kinds/writing";
import { length, LONGEST } from "./lengths";
import { fitLines } from "./lines";
import "./picture-field";
import type { Held } from "./pictures";
import { t as templateWords, templates, type Template } from "./templates/templates";
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

const seen = (held: Held | undefined) => held && { url: held.url, alt: held.alt, width: 0, height: 0 };
const modes: Results[] = ["until_revealed", "after_vote", "public"];

export class PollEditor extends PageElement {
  static override properties = {
    course: { type: Number },
    poll: { attribute: false },
    session: { attribute: false },
    question: { state: true },
    kind: { state: true },
    settings: { state: true },
    choices: { state: true },
    picture: { state: true },
    problem: { state: true },
    refusal: {},
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
  /** The image of the question. */
  declare picture: Held | undefined;
  /** It is known which images are stored. */
  private pictured = false;
  declare problem: string;
  /** Why it could not be stored. */
  declare refusal: string;
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
    this.refusal = "";
    this.again = false;
    this.busy = false;
    this.waits = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    const begun = this.drafts.kept();
    if (begun && begun.of !== this.edited) this.drafts.drop();
    this.fill(begun?.of === this.edited ? begun : undefined);
    void this.loadPictures();
    if (!this.waits) void this.focusOn("#question");
  }

  private async loadPictures() {
    if (this.poll) {
      const stored = await storedPoll(this.poll.id).catch(() => undefined);
      if (!stored) return;
      const images = new Map(stored.choices.map((each) => [each.id, each.image]));
      this.picture ??= stored.image;
      this.choices = this.choices.map((each) => ({ ...each, picture: each.picture ?? (each.id === undefined ? undefined : images.get(each.id)) }));
    }
    this.pictured = true;
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
    this.drafts.keep({ of: this.edited, question: this.question, kind: this.kind, settings: this.settings, choices: this.choices.map(({ picture: _, ...each }) => each), ...this.wish });
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
    const choices = this.writing.choices ? this.choices.filter((each) => each.text.trim()).map((each, place) => ({ id: place + 1, text: each.text, image: seen(each.picture) })) : [];
    const settings = { from: 1, to: 5, ...Object.fromEntries(Object.entries(this.settings).filter(([name, value]) => value !== undefined && name !== "correct")) };
    return {
      session: 0, version: 0, poll: 0, kind: this.kind, settings, question: this.question, image: seen(this.picture), state: "open", open: true, anonymous: this.anonymous ?? this.session?.anonymous ?? true,
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
    // Nobody knows whose the votes are that would have to go along.
    const kept = votes > 0 && !!this.session?.anonymous;
    const problem = this.problem || this.refusal;
    const at: Setting = {
      settings: this.settings,
      choices: this.choices.filter((each) => each.text.trim()).length,
      fixed,
      set: (change) => (this.settings = { ...this.settings, ...change }),
    };
    const changeable = this.begun?.changeable ?? this.session?.changeable ?? false;
    const results = this.begun?.results ?? this.session?.results ?? "after_vote";
    return html`<form class="card stack" @submit=${this.save} @input=${this.keepLater} @keydown=${this.enter} novalidate>
      <h2 id="editor-title">${t(this.poll ? "edit_poll" : "new_poll")}</h2>
      ${this.again
        ? html`<p class="note row spread"><span>${t("draft_again")}</span><button type="button" class="button small" id="discard" @click=${this.discard}>${t("draft_drop")}</button></p>`
        : nothing}
      ${this.poll ? nothing : this.offered()}
      <fieldset ?disabled=${fixed}>
        <legend class="label">${t("kind")}</legend>
        <div class="kinds">${kindNames.map((each) => html`<label class="kind"><input type="radio" name="kind" value=${each} .checked=${each === this.kind} @change=${() => this.become(each)}>
          ${writings[each].picture}<span>${t(`kind_${each}`)}</span></label>`)}</div>
        <p class="hint" role="status">${t(`kind_${this.kind}_hint`)}</p>
      </fieldset>
      <div class="field">
        <label for="question">${t("question")}</label>
        <textarea id="question" class="lines" rows="1" required autocomplete="off" dir="auto" .value=${this.question} aria-describedby=${this.problem ? "editor-problem lines-hint marks-hint" : "lines-hint marks-hint"}
          aria-invalid=${this.problem && (!this.question.trim() || length(this.question) > LONGEST.question) ? "true" : "false"}
          @input=${this.ask}></textarea>
        <p class="hint" id="marks-hint">${t("marks_hint")}</p>
        <picture-field .held=${this.picture} .wrong=${!!this.problem} @changed=${this.pictureChanged}></picture-field>
      </div>
      ${votes ? html`<p class="note warn">${t(kept ? "edit_voted_anonymous" : "edit_voted")}</p>` : nothing}
      ${writing.choices
        ? html`<fieldset class="stack tight">
            <legend class="label">${t(writing.choices.words)}</legend>
            ${this.kind === "rating" ? html`<p class="hint">${t("statements_hint")}</p>` : nothing}
            <p class="hint" id="lines-hint">${t("lines_hint")}</p>
            <choice-list .choices=${this.choices} .writing=${writing} .problem=${this.problem} .kept=${kept} @changed=${this.listed} @emptied=${() => this.focusOn("#question")}></choice-list>
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
      ${problem ? html`<p class="note bad" id="editor-problem" role="alert">${problem}</p>` : nothing}
      <div class="row">
        <button class="button primary" aria-disabled=${this.busy ? "true" : "false"}>${t("save")}</button>
        ${this.poll ? nothing : html`<button class="button" name="then" value="present" aria-disabled=${this.busy ? "true" : "false"}>▶ ${t("save_present")}</button>`}
        <button type="button" class="button" @click=${() => this.dispatchEvent(new Event("cancelled"))}>${t("cancel")}</button>
      </div>
    </form>
    <kind-preview .poll=${this.previewed}></kind-preview>`;
  }

  private pictureChanged = ({ detail }: CustomEvent<Held | undefined>) => {
    this.picture = detail;
    this.keepLater();
  };

  private listed = ({ detail }: CustomEvent<DraftChoice[]>) => {
    this.choices = detail;
    this.keepLater();
  };

  /** What a template has put here, and nobody has changed since; empty where nobody has written anything. */
  private taken = "";

  private get content() {
    return JSON.stringify([this.question.trim(), this.choices.filter((each) => each.text.trim()).map((each) => each.text)]);
  }

  /** Templates, as long as nothing would be lost by taking one. */
  private offered() {
    if (this.content !== this.taken && this.content !== JSON.stringify(["", []])) return nothing;
    return html`<details class="templates" ?open=${!!this.taken}><summary>${templateWords("templates")}</summary>
      <p class="hint">${templateWords("templates_hint")}</p>
      <div class="kinds">${templates.map((each) => html`<button type="button" class="kind" @click=${() => this.take(each)}>${writings[each.kind].picture}<span>${templateWords(each.name)}</span></button>`)}</div></details>`;
  }

  private take(template: Template) {
    this.kind = template.kind;
    this.question = template.question;
    this.choices = template.choices.map((each) => ({ ...each }));
    this.settings = { ...template.settings };
    this.problem = "";
    this.taken = this.content;
    announce(templateWords("taken", { name: templateWords(template.name) }), true);
    void this.updateComplete.then(() => {
      this.querySelector<HTMLSelectElement>("#when")!.value = template.results;
      this.keepLater();
    });
    void this.focusOn("#question");
  }

  private ask(event: Event) {
    this.question = (event.target as HTMLTextAreaElement).value;
  }

  protected override updated(changed: PropertyValues<this>) {
    // Whoever saved with the keyboard may stand far above it.
    if (changed.has("refusal") && this.refusal) this.querySelector("#editor-problem")?.scrollIntoView({ block: "nearest" });
    this.querySelectorAll<HTMLTextAreaElement>("#question").forEach(fitLines);
  }

  /** Enter goes on to the next field; with the shift key it breaks the line, with the control key it saves. */
  private enter(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.querySelector("form")!.requestSubmit();
    } else if ((event.target as HTMLElement).id === "question") {
      event.preventDefault();
      this.querySelector<ChoiceList>("choice-list")?.enterAt(0);
    }
  }

  private keepLater() {
    // What was refused is another thing now.
    this.refusal = "";
    void this.updateComplete.then(() => this.isConnected && this.keep());
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
    const undescribed = [this.picture, ...choices.map((each) => each.picture)].some((each) => each && !each.alt.trim());
    if (!this.problem && undescribed) {
      this.problem = t("alt_missing");
      [...this.querySelectorAll<HTMLInputElement>(".alt")].find((each) => !each.value.trim())?.focus();
      return;
    }
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
    this.dispatchEvent(new CustomEvent<Written>("written", { detail: { draft: { kind: this.kind, question, choices, settings: this.sent(this.settings, choices.length), picture: this.picture, pictured: this.pictured }, wish: this.wish, present } }));
  }
}
/** What was begun is stored now. */
export const stored = (course: number, session?: Session) => new Drafts("editor", `${course}.${session?.id ?? "new"}`).drop();

customElements.define("poll-editor", PollEditor);
