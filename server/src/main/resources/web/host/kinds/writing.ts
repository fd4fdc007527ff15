// What a kind of question is to the page of those who ask: what it looks like in the picker, and what there is to set.
import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import type { Settings } from "../../shared/live";
import { t } from "../words";

export interface Setting {
  settings: Settings;
  /** How many choices are written. */
  choices: number;
  /** People have answered: what would change the meaning of their answers stays. */
  fixed: boolean;
  set(change: Settings): void;
}

export interface Writing {
  picture: SVGTemplateResult;
  /** What there is to choose from, and how many there must be; absent where there is nothing. */
  choices?: { words: "choices" | "statements" | "items"; least: number; begin: number };
  /** Whether what is right is marked at the choices. */
  marks?: boolean;
  fields?(at: Setting): TemplateResult;
  /** Settings that go without saying are left out, so that they follow what they go by. */
  sent?(settings: Settings, choices: number): Settings;
}

type Key = Parameters<typeof t>[0];

/** Small pictures, drawn in the colour of the text. */
export const picture = (inside: SVGTemplateResult) => svg`<svg viewBox="0 0 32 24" width="32" height="24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${inside}</svg>`;

interface Limits {
  least?: number;
  most?: number;
  /** Of what may be any number, to so many decimals. */
  any?: boolean;
  hint?: string;
  fixed?: boolean;
}

/** A number that may be left out. */
export const numberField = (name: keyof Settings & string, label: Key, at: Setting, limits: Limits) => {
  const value = at.settings[name];
  const id = `set-${name}`;
  return html`<div class="field narrow-field"><label for=${id}>${t(label)}</label>
    <input id=${id} type="number" inputmode=${limits.any ? "text" : "numeric"} step=${limits.any ? "any" : "1"} min=${limits.least ?? nothing} max=${limits.most ?? nothing} autocomplete="off" placeholder=${limits.hint ?? nothing}
      .value=${typeof value === "number" ? String(value) : ""} ?disabled=${!!limits.fixed} @input=${(event: Event) => {
        const field = event.target as HTMLInputElement;
        at.set({ [name]: field.value === "" || Number.isNaN(field.valueAsNumber) ? undefined : field.valueAsNumber });
      }}></div>`;
};

export const textField = (name: "low" | "high" | "unit", label: Key, at: Setting, longest: number, example = "") => html`<div class="field narrow-field"><label for=${`set-${name}`}>${t(label)}</label>
  <input id=${`set-${name}`} maxlength=${longest} autocomplete="off" dir="auto" placeholder=${example || nothing} .value=${at.settings[name] ?? ""} @input=${(event: Event) => at.set({ [name]: (event.target as HTMLInputElement).value })}></div>`;

export const check = (name: "approve" | "correct" | "abstain", label: Key, at: Setting, fixed: boolean) => html`<label class="check"><input type="checkbox" id=${`set-${name}`} .checked=${at.settings[name] === true} ?disabled=${fixed}
  @change=${(event: Event) => at.set({ [name]: (event.target as HTMLInputElement).checked })}>${t(label)}</label>`;
