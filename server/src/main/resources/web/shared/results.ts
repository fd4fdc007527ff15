// Results as bars to look at, and as a table to read; both from the same numbers, in the order of the choices. What
// changes is set as a whole content: a browser that translates the page puts nodes of its own in place of single texts.
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Choice } from "./live";
import { number, percents, quoted, share } from "./text";
import { plain, written } from "./written";
import { picture } from "./picture";

const MANY = 6;

export interface ResultWords {
  caption: string;
  choice: string;
  votes: string;
  share: string;
  correct: string;
  own: string;
  /** Beside the own answer once it is known to be wrong. */
  wrong?: string;
  /** Beside a text that was corrected, and what it said before. */
  corrected?: string;
  before?(texts: string): string;
}

/** What somebody chose. */
type Own = number | number[] | null | undefined;

const isOwn = (each: Choice, own: Own) => (Array.isArray(own) ? own.includes(each.id) : own === each.id);

/** What is said beside a choice. */
const badges = (each: Choice, words: ResultWords, own?: Own) => html`${isOwn(each, own)
    ? html`<span class="badge own">${words.own}</span>`
    : nothing}${isOwn(each, own) && each.correct === false && words.wrong
    ? html`<span class="badge wrong"><span aria-hidden="true">✗ </span>${words.wrong}</span>`
    : nothing}${each.correct ? html`<span class="badge correct"><span aria-hidden="true">✓ </span>${words.correct}</span>` : nothing}${corrected(each.was, words)}`;

/** Says that a text was corrected, and what it said before. */
export const corrected = (was: string[] | undefined, words: Pick<ResultWords, "corrected" | "before">) =>
  was && words.before ? html`<span class="corrected"><span class="badge">${words.corrected}</span> <span class="hint">${words.before(was.map((each) => quoted(plain(each))).join(", "))}</span></span>` : nothing;

/** How a choice looks once it is known which are correct. */
const mark = (each: Choice) => (each.correct === undefined ? "" : each.correct ? "is-correct" : "is-wrong");

/** Many choices stand in two columns where there is room, read down the first one and then the second. */
const long = (choices: Choice[]) => (choices.length > MANY ? "many" : "");

/** The choices where there are no numbers to show. */
export const answers = (choices: Choice[], words: ResultWords, own?: Own): TemplateResult =>
  html`<ol class=${`answers ${long(choices)}`}>${choices.map((each) => html`<li class=${mark(each)}><span dir="auto" ${written(each.text)}></span>${picture(each.image)}${badges(each, words, own)}</li>`)}</ol>`;

/**
 * One table: its rows are drawn as bars, so nobody gets another picture than the others.
 *
 * @param of how many people the shares are of, where one of them may have chosen several
 */
export function results(choices: Choice[], words: ResultWords, own?: Own, of?: number): TemplateResult {
  const counts = choices.map((each) => each.votes ?? 0);
  const all = of ?? counts.reduce((sum, each) => sum + each, 0);
  const most = Math.max(...counts);
  const shares = of === undefined ? percents(counts) : counts.map((each) => share(each, of));
  const row = (each: Choice, place: number) => {
    const votes = each.votes ?? 0;
    const leads = votes > 0 && votes === most;
    return html`<tr role="row" data-row=${each.id} class=${`result ${mark(each)} ${leads ? "leads" : ""}`}>
      <th role="rowheader" scope="row">
        <span class="result-text" dir="auto" ${written(each.text)}></span>${picture(each.image)}
        ${badges(each, words, own)}
        <span class="bar" aria-hidden="true"><span .style=${`transform:translateX(${all ? (votes / all - 1) * 100 : -100}%)`} ?hidden=${votes === 0}></span></span>
      </th>
      <td role="cell" class="result-share" translate="no" .textContent=${shares[place]}></td>
      <td role="cell" class="result-votes" translate="no" .textContent=${number(votes)}></td>
    </tr>`;
  };
  return html`<table class=${`results ${long(choices)}`} role="table">
    <caption class="unseen">${words.caption}</caption>
    <thead class="unseen" role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col">${words.choice}</th>
        <th role="columnheader" scope="col">${words.share}</th>
        <th role="columnheader" scope="col">${words.votes}</th>
      </tr>
    </thead>
    <tbody role="rowgroup">${repeat(choices, (each) => each.id, row)}</tbody>
  </table>`;
}
