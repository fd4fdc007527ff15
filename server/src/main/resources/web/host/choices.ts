// The choices of a poll as they are written: typed, pasted, marked and put in order.
import { html, nothing } from "lit";
import { PageElement } from "../shared/page";
import { length, LONGEST } from "./lengths";
import type { DraftChoice } from "./canvas";
import { fitLines } from "./lines";
import type { Writing } from "./kinds/writing";
import "./picture-field";
import type { Held } from "./pictures";
import { t } from "./words";

class ChoiceList extends PageElement {
  static override properties = { choices: { attribute: false }, writing: { attribute: false }, problem: {}, kept: { type: Boolean } };
  declare choices: DraftChoice[];
  declare writing: Writing;
  /** What is wrong with the poll, where something is. */
  declare problem: string;
  /** Whether those that are stored stay, since anonymous votes cannot be taken out. */
  declare kept: boolean;

  constructor() {
    super();
    this.choices = [];
    this.problem = "";
    this.kept = false;
  }

  /** Says what they are now. */
  private tell(choices: DraftChoice[], focus?: string) {
    this.choices = choices;
    this.dispatchEvent(new CustomEvent<DraftChoice[]>("changed", { detail: choices }));
    if (focus) void this.focusOn(focus);
  }

  private get words() {
    return this.writing.choices!.words;
  }

  protected override render() {
    return html`<ol class="stack tight">${this.choices.map((each, place) => this.choice(each, place))}</ol>
      <button type="button" class="button small" @click=${this.add}>+ ${t(`add_${this.words}`)}</button>`;
  }

  protected override updated() {
    this.querySelectorAll<HTMLTextAreaElement>("textarea.lines").forEach(fitLines);
  }

  private choice(choice: DraftChoice, place: number) {
    const n = place + 1;
    const name = t(`${this.words}_n`, { n });
    const change = (now: Partial<DraftChoice>) => this.tell(this.choices.map((each) => (each === choice ? { ...each, ...now } : each)));
    return html`<li class="draft">
      <textarea id=${`choice-${n}`} class="lines" rows="1" aria-label=${name} placeholder=${name} autocomplete="off" dir="auto" .value=${choice.text}
        aria-invalid=${this.problem && length(choice.text) > LONGEST.choice ? "true" : "false"} aria-describedby=${this.problem ? "editor-problem lines-hint" : "lines-hint"}
        @input=${(event: Event) => change({ text: (event.target as HTMLTextAreaElement).value })} @keydown=${(event: KeyboardEvent) => this.enter(event, place)}
        @paste=${(event: ClipboardEvent) => this.paste(event, place)}></textarea>
      ${this.writing.marks
        ? html`<label class="check"><input type="checkbox" aria-label=${t("correct_n", { n })} .checked=${choice.correct}
            @change=${(event: Event) => change({ correct: (event.target as HTMLInputElement).checked })}><span aria-hidden="true">${t("correct")}</span></label>`
        : html`<span></span>`}
      <picture-field .held=${choice.picture} .of=${name} .wrong=${!!this.problem} @changed=${({ detail }: CustomEvent<Held | undefined>) => change({ picture: detail })}></picture-field>
      <span class="row moves">
        <button type="button" class="button quiet small" aria-label=${t("up_n", { name })} aria-disabled=${place === 0 ? "true" : "false"} @click=${() => this.move(place, -1)}>↑</button>
        <button type="button" class="button quiet small" aria-label=${t("down_n", { name })} aria-disabled=${n === this.choices.length ? "true" : "false"} @click=${() => this.move(place, 1)}>↓</button>
        ${this.kept && choice.id !== undefined ? nothing : html`<button type="button" class="button quiet small" aria-label=${t("remove_n", { name })} @click=${() => this.drop(place)}>✕</button>`}
      </span>
    </li>`;
  }

  /** Enter goes on to the next field; with the control key it saves, and with the shift key it breaks the line. */
  private enter(event: KeyboardEvent, place: number) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.enterAt(place + 1);
  }

  /** Goes to a choice, which is made where there is none yet. */
  enterAt(place: number) {
    if (place < this.choices.length) void this.focusOn(`#choice-${place + 1}`);
    else this.add();
  }

  /** Several lines are several choices: so that a list that was written elsewhere need not be taken apart. */
  private paste(event: ClipboardEvent, place: number) {
    const lines = (event.clipboardData?.getData("text") ?? "").split(/[\r\n\u2028\u2029]+/).map((each) => each.trim()).filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    const choices = [...this.choices];
    const first = choices[place]!;
    const field = event.target as HTMLTextAreaElement;
    const [from, to] = [field.selectionStart, field.selectionEnd];
    const pasted = lines.map((text) => ({ text, correct: false }));
    choices.splice(place, 1, { ...first, text: first.text.slice(0, from) + lines[0] + first.text.slice(to) }, ...pasted.slice(1));
    // Empty ones that waited below are what was pasted for.
    for (let spare = pasted.length - 1; spare > 0 && choices[place + pasted.length]?.text === "" && choices[place + pasted.length]?.id === undefined; spare--) {
      choices.splice(place + pasted.length, 1);
    }
    this.tell(choices, `#choice-${place + pasted.length}`);
  }

  private add() {
    this.tell([...this.choices, { text: "", correct: false }], `#choice-${this.choices.length + 1}`);
  }

  private move(place: number, by: number) {
    const to = place + by;
    if (to < 0 || to >= this.choices.length) return;
    const choices = [...this.choices];
    choices.splice(to, 0, ...choices.splice(place, 1));
    this.tell(choices, `li:nth-child(${to + 1}) .moves button:nth-child(${by < 0 ? 1 : 2})`);
  }

  private drop(place: number) {
    const left = this.choices.filter((_, each) => each !== place);
    this.tell(left, left.length ? `#choice-${Math.min(place + 1, left.length)}` : undefined);
    if (!left.length) this.dispatchEvent(new Event("emptied"));
  }
}
customElements.define("choice-list", ChoiceList);

export type { ChoiceList };
