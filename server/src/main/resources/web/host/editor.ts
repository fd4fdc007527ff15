// Writes a poll, and how it is asked.
import { html, nothing } from "lit";
import { PageElement } from "../shared/page";
import type { Poll, Results, Session } from "../shared/rooms";
import type { Draft, DraftChoice, SessionWish } from "./canvas";
import { t } from "./words";

export interface Written {
  draft: Draft;
  wish: SessionWish;
}

const modes: Results[] = ["until_revealed", "after_vote", "public"];

export class PollEditor extends PageElement {
  static override properties = {
    poll: { attribute: false },
    session: { attribute: false },
    choices: { state: true },
    problem: { state: true },
    busy: { type: Boolean },
  };
  /** What is edited; absent for a new poll. */
  declare poll?: Poll;
  declare session?: Session;
  declare choices: DraftChoice[];
  declare problem: string;
  declare busy: boolean;

  constructor() {
    super();
    this.choices = [];
    this.problem = "";
    this.busy = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    const empty = () => ({ text: "", correct: false });
    this.choices = this.poll ? this.poll.choices.map((each) => ({ ...each })) : [empty(), empty()];
    void this.focusOn("#question");
  }

  protected override render() {
    const fixed = (this.session?.votes ?? 0) > 0;
    const anonymous = this.session?.anonymous ?? true;
    return html`<form class="card stack" @submit=${this.save} novalidate>
      <h2 id="editor-title">${t(this.poll ? "edit_poll" : "new_poll")}</h2>
      <div class="field">
        <label for="question">${t("question")}</label>
        <input id="question" maxlength="255" required autocomplete="off" .value=${this.poll?.question ?? ""}>
      </div>
      <fieldset class="stack tight">
        <legend class="label">${t("choices")}</legend>
        <ol class="stack tight">${this.choices.map((each, place) => this.choice(each, place))}</ol>
        <button type="button" class="button small" @click=${this.add}>+ ${t("add_choice")}</button>
      </fieldset>
      <fieldset class="stack tight" ?disabled=${fixed}>
        <legend class="label">${t("who")}</legend>
        <label class="option"><input type="radio" name="who" value="anonymous" ?checked=${anonymous}>
          <span><strong>${t("anonymous")}</strong><span class="hint">${t("anonymous_hint")}</span></span></label>
        <label class="option"><input type="radio" name="who" value="named" ?checked=${!anonymous}>
          <span><strong>${t("named")}</strong><span class="hint">${t("named_hint")}</span></span></label>
      </fieldset>
      <div class="field">
        <label for="when">${t("results_when")}</label>
        <select id="when">${modes.map((each) => html`<option value=${each} ?selected=${each === (this.session?.results ?? "until_revealed")}>${t(each)}</option>`)}</select>
      </div>
      ${this.problem ? html`<p class="note bad" role="alert">${this.problem}</p>` : nothing}
      <div class="row">
        <button class="button primary" aria-disabled=${this.busy ? "true" : "false"}>${t("save")}</button>
        <button type="button" class="button" @click=${() => this.dispatchEvent(new Event("cancelled"))}>${t("cancel")}</button>
      </div>
    </form>`;
  }

  private choice(choice: DraftChoice, place: number) {
    const n = place + 1;
    return html`<li class="draft">
      <input id=${`choice-${n}`} aria-label=${t("choice_n", { n })} placeholder=${t("choice_n", { n })} maxlength="255" autocomplete="off"
        .value=${choice.text} @input=${(event: Event) => (choice.text = (event.target as HTMLInputElement).value)} @keydown=${this.enter}>
      <label class="check"><input type="checkbox" aria-label=${t("correct_n", { n })} .checked=${choice.correct}
        @change=${(event: Event) => (choice.correct = (event.target as HTMLInputElement).checked)}><span aria-hidden="true">${t("correct")}</span></label>
      <span class="row moves">
        <button type="button" class="button quiet small" aria-label=${t("up_n", { n })} aria-disabled=${place === 0 ? "true" : "false"} @click=${() => this.move(place, -1)}>↑</button>
        <button type="button" class="button quiet small" aria-label=${t("down_n", { n })} aria-disabled=${n === this.choices.length ? "true" : "false"} @click=${() => this.move(place, 1)}>↓</button>
        <button type="button" class="button quiet small" aria-label=${t("remove_n", { n })} @click=${() => this.drop(place)}>✕</button>
      </span>
    </li>`;
  }

  private enter(event: KeyboardEvent) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const inputs = [...this.querySelectorAll<HTMLInputElement>(".draft > input")];
    const next = inputs[inputs.indexOf(event.target as HTMLInputElement) + 1];
    if (next) next.focus();
    else this.add();
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
    void this.focusOn(`li:nth-child(${to + 1}) .moves button:nth-child(${by < 0 ? 1 : 2})`);
  }

  private drop(place: number) {
    this.choices = this.choices.filter((_, each) => each !== place);
    void this.focusOn(this.choices.length ? `#choice-${Math.min(place + 1, this.choices.length)}` : "#question");
  }

  private save(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy) return;
    const question = this.querySelector<HTMLInputElement>("#question")!.value.trim();
    const choices = this.choices.map((each) => ({ ...each, text: each.text.trim() })).filter((each) => each.text);
    this.problem = question && choices.length >= 2 ? "" : t("missing");
    if (this.problem) {
      void this.focusOn(question ? "#choice-1" : "#question");
      return;
    }
    const anonymous = this.querySelector<HTMLInputElement>("[name=who]:checked")!.value === "anonymous";
    const results = this.querySelector<HTMLSelectElement>("#when")!.value as Results;
    this.dispatchEvent(new CustomEvent<Written>("written", { detail: { draft: { question, choices }, wish: { anonymous, results } } }));
  }
}
customElements.define("poll-editor", PollEditor);
