// A number, in the writing of the language; shown as a histogram with the median.
import { html, nothing } from "lit";
import type { Bin, Snapshot } from "../live";
import { language, plural } from "../text";
import type { Answer, Kind } from "./kind";
import { t } from "./more/language";
import { figure, none, turnout } from "./parts";
import { sheet, told } from "./sheet";

const FEW = 8;
const LARGEST = 1e15;

/**
 * Reads a number as people write it: with comma or point as the language has it, and with the other one where it can mean
 * nothing else; with signs and blanks between the thousands. Undefined where it is none.
 */
export function read(written: string, tongue: string = language): number | undefined {
  const [point, group] = tongue === "de" ? [",", "."] : [".", ","];
  let text = written.replace(/[\s'’]/gu, "").replace(/[−–]/gu, "-");
  const thousands = new RegExp(`^[-+]?\\d{1,3}(\\${group}\\d{3})+(\\${point}\\d*)?$`);
  if (thousands.test(text)) text = text.replaceAll(group, "");
  text = text.replace(",", ".");
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(text) && Math.abs(Number(text)) <= LARGEST ? Number(text) : undefined;
}

/** How it will be counted: halves go away from zero, as they are written in decimal. */
export function rounded(value: number, decimals: number): number {
  const sign = value < 0 ? -1 : 1;
  const [digits, exponent] = String(Math.abs(value)).split("e");
  const whole = Math.round(Number(`${digits}e${Number(exponent ?? 0) + decimals}`));
  return sign * Number(`${whole}e-${decimals}`);
}

const unit = ({ settings }: Snapshot) => (settings?.unit ? ` ${settings.unit}` : "");

/** What is plausible, in words. */
function range(poll: Snapshot): string {
  const { least, most } = poll.settings ?? {};
  const from = figure(least) + unit(poll);
  const to = figure(most) + unit(poll);
  if (typeof least === "number") return typeof most === "number" ? t("number_between", { least: figure(least), most: to }) : t("number_from", { least: from });
  return typeof most === "number" ? t("number_to", { most: to }) : t("number_any");
}

const given = (answer: Answer | null | undefined) => (answer && "number" in answer ? answer.number : undefined);

const span = (bin: Bin) => (bin.from === bin.to ? figure(bin.from) : `${figure(bin.from)} – ${figure(bin.to)}`);

export const number: Kind<string> = {
  hint: range,
  form: (poll, hand) => {
    const draft = hand.draft ?? "";
    const value = read(draft);
    const decimals = poll.settings?.decimals ?? 0;
    const counted = value === undefined ? undefined : rounded(value, decimals);
    const { least, most } = poll.settings ?? {};
    const fits = (n: number) => (typeof least !== "number" || n >= least) && (typeof most !== "number" || n <= most);
    const send = () => {
      if (counted === undefined) hand.complain(t("no_number"), "#number");
      else if (!fits(counted)) hand.complain(`${range(poll)}. ${t("this_is", { n: figure(counted) + unit(poll) })}`, "#number");
      else hand.send({ number: value! });
    };
    // The keys for numbers of telephones have no minus.
    const keys = typeof least === "number" && least >= 0 ? (decimals ? "decimal" : "numeric") : "text";
    return sheet(hand, send, html`<div class="field"><label for="number">${t("your_number")}</label>
      <span class="with-unit"><input id="number" autocomplete="off" inputmode=${keys} maxlength="40" .value=${draft} ?readonly=${hand.waits} aria-describedby=${told(hand, "limits", "understood", "unit")} aria-invalid=${hand.problem ? "true" : nothing}
        @input=${(event: Event) => hand.keep((event.target as HTMLInputElement).value)}>${poll.settings?.unit ? html`<span id="unit" dir="auto">${poll.settings.unit}</span>` : nothing}</span>
      <p class="hint" id="understood">${counted === undefined ? (decimals ? t(plural("decimals", decimals), { n: decimals, example: figure(rounded(12.3456, decimals)) }) : t("whole")) : t("counts_as", { n: figure(counted) + unit(poll) })}</p></div>`);
  },
  begun: (answer) => (given(answer) === undefined ? "" : figure(given(answer))),
  said: (poll, answer) => {
    const value = given(answer);
    return figure(value === undefined ? value : rounded(value, poll.settings?.decimals ?? 0)) + unit(poll);
  },
  right: (poll, answer) => {
    const key = poll.settings?.correct;
    const value = given(answer);
    if (typeof key !== "number" || value === undefined) return undefined;
    // Both were rounded to a few decimals, which binary fractions only come close to.
    return Math.abs(value - key) <= (poll.settings?.tolerance ?? 0) + 1e-9 * Math.max(1, Math.abs(key));
  },
  key: (poll) => {
    const { correct, tolerance } = poll.settings ?? {};
    return typeof correct === "number" ? `${figure(correct)}${tolerance ? ` ± ${figure(tolerance)}` : ""}${unit(poll)}` : "";
  },
  bare: (poll) => html`<p class="hint">${range(poll)}</p>${key(poll)}`,
  results: (poll, own) => {
    const spread = poll.number;
    if (!spread?.bins.length) return html`${none(poll)}${key(poll)}`;
    const most = Math.max(...spread.bins.map((each) => each.people));
    const holds = (bin: Bin, value: number | null | undefined) => typeof value === "number" && value >= bin.from && value <= bin.to;
    // All that counts as correct; where a bin holds other numbers as well, only the one with the correct number itself.
    const { correct, tolerance } = poll.settings ?? {};
    const reach = (tolerance ?? 0) + 1e-9 * Math.max(1, Math.abs(typeof correct === "number" ? correct : 0));
    const right = (bin: Bin) => typeof correct === "number" && (holds(bin, correct) || (bin.from >= correct - reach && bin.to <= correct + reach));
    const every = spread.bins.length > FEW ? Math.ceil((spread.bins.length - 1) / 4) : 1;
    // The median may lie between two bins, and is marked at the next one then.
    const middle = spread.bins.findIndex((each) => spread.median !== null && each.to >= spread.median);
    return html`<div class="numbers-shown stack">
      <table class="histogram" role="table" .style=${`--bins:${spread.bins.length}`}>
        <caption class="unseen">${t("results")}</caption>
        <thead class="unseen" role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${t("value")}</th><th role="columnheader" scope="col">${t("people")}</th></tr></thead>
        <tbody role="rowgroup">${spread.bins.map((each, i) => html`<tr role="row" class="bin ${i === middle ? "is-median" : ""} ${holds(each, own ? given(own) : undefined) ? "is-own" : ""} ${right(each) ? "is-correct" : ""}">
          <th role="rowheader" scope="row" class=${i % every && i !== spread.bins.length - 1 ? "sparse" : ""}><span aria-hidden="true" .textContent=${figure(each.from)}></span><span class="unseen" .textContent=${span(each)}></span></th>
          <td role="cell" translate="no"><span class="n" .textContent=${figure(each.people)}></span><span class="column" aria-hidden="true"><span .style=${`height:${(each.people / most) * 100}%`} ?hidden=${!each.people}></span></span></td></tr>`)}</tbody>
      </table>
      <dl class="measures">
        <div class="median"><dt>${t("median")}</dt><dd translate="no" .textContent=${figure(spread.median) + unit(poll)}></dd></div>
        <div><dt>${t("mean")}</dt><dd translate="no" .textContent=${figure(spread.mean) + unit(poll)}></dd></div>
        <div><dt>${t("middle_half")}</dt><dd translate="no" .textContent=${`${figure(spread.lower_quartile)} – ${figure(spread.upper_quartile)}${unit(poll)}`}></dd></div>
        <div><dt>${t("span")}</dt><dd translate="no" .textContent=${`${figure(spread.least)} – ${figure(spread.most)}${unit(poll)}`}></dd></div>
      </dl>${key(poll)}</div>`;
  },
  standing: (poll) => t("median_is", { votes: turnout(poll), median: figure(poll.number?.median) + unit(poll) }),
};

const key = (poll: Snapshot) => (number.key(poll) ? html`<p class="note good"><strong>${t("correct")}:</strong> ${number.key(poll)}</p>` : nothing);
