// A step on a scale, for the question itself or for each of its statements; shown as what was given how often, with the mean.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Image, Scale, Snapshot } from "../live";
import { corrected } from "../results";
import type { Answer, Hand, Kind } from "./kind";
import { t } from "./more/language";
import { figure, listed, resultWords, turnout } from "./parts";
import { sheet, told } from "./sheet";
import { plain, written } from "../written";
import { picture } from "../picture";

type Draft = Record<string, number>;

/** Stands for the question where there are no statements. */
const ITSELF = 0;

interface Line {
  id: number;
  text: string;
  image?: Image;
  was?: string[];
  scale?: Scale;
}

function steps({ settings }: Snapshot): number[] {
  const from = settings?.from ?? 1;
  return Array.from({ length: (settings?.to ?? 5) - from + 1 }, (_, i) => from + i);
}

const lines = (poll: Snapshot): Line[] =>
  poll.choices.length
    ? poll.choices.map((each) => ({ id: each.id, text: each.text, image: each.image, was: each.was, scale: each.steps && (each as Scale) }))
    : [{ id: ITSELF, text: "", scale: poll.rating }];

/** A step, with what it means at the ends. */
function meaning(poll: Snapshot, step: number, all = steps(poll)): string {
  const label = step === all[0] ? poll.settings?.low : step === all[all.length - 1] ? poll.settings?.high : "";
  return label ? `${figure(step)}, ${label}` : figure(step);
}

const given = (answer: Answer | null | undefined): Draft => (!answer ? {} : "rating" in answer ? { [ITSELF]: answer.rating } : "ratings" in answer ? answer.ratings : {});

/** Each with its step, since one may stand there alone. */
function ends(poll: Snapshot) {
  const { low, high } = poll.settings ?? {};
  const all = steps(poll);
  const end = (step: number | undefined, label: string | undefined) => html`<span dir="auto">${label ? `${figure(step)} – ${label}` : ""}</span>`;
  return low || high ? html`<p class="ends hint" aria-hidden="true">${end(all[0], low)}${end(all[all.length - 1], high)}</p>` : nothing;
}

const line = (poll: Snapshot, hand: Hand<Draft>, each: Line, draft: Draft) => {
  const all = steps(poll);
  return html`<fieldset class="statement" id=${`rate-${each.id}`}>
    <legend class=${each.text ? "label" : "unseen"}><span dir="auto" ${written(each.text || poll.question)}></span>${picture(each.image)}${corrected(each.was, resultWords)}</legend>
    <div class="steps ${all.length > 7 ? "many" : ""}" .style=${`--steps:${all.length}`}>
      ${all.map((step) => html`<label class="step"><input type="radio" name=${`rate-${each.id}`} .checked=${draft[each.id] === step} ?disabled=${hand.waits}
        aria-label=${meaning(poll, step, all)} aria-describedby=${told(hand)} @change=${() => hand.keep({ ...draft, [each.id]: step })}><span aria-hidden="true">${figure(step)}</span></label>`)}
    </div>
    ${ends(poll)}
  </fieldset>`;
};

export const rating: Kind<Draft> = {
  hint: (poll) => t(poll.choices.length ? "rate_each" : "rate"),
  form: (poll, hand) => {
    const draft = hand.draft ?? {};
    const all = lines(poll);
    const send = () => {
      const missing = all.find((each) => draft[each.id] === undefined);
      if (missing) hand.complain(missing.text ? t("unrated", { statement: plain(missing.text) }) : t("rate"), `#rate-${missing.id} input`);
      else if (poll.choices.length) hand.send({ ratings: Object.fromEntries(all.map((each) => [each.id, draft[each.id]!])) });
      else hand.send({ rating: draft[ITSELF]! });
    };
    return sheet(hand, send, html`${all.map((each) => line(poll, hand, each, draft))}`);
  },
  begun: given,
  said: (poll, answer) =>
    "rating" in answer
      ? meaning(poll, answer.rating)
      : listed(poll.choices.filter((each) => given(answer)[each.id] !== undefined).map((each) => `${plain(each.text)}: ${figure(given(answer)[each.id])}`)),
  right: () => undefined,
  key: () => "",
  bare: (poll) =>
    html`${poll.choices.length ? html`<ol class="answers">${poll.choices.map((each) => html`<li><span dir="auto" ${written(each.text)}></span>${picture(each.image)}${corrected(each.was, resultWords)}</li>`)}</ol>` : nothing}
      <p class="hint">${t("scale", { from: meaning(poll, steps(poll)[0]!), to: meaning(poll, steps(poll)[steps(poll).length - 1]!) })}</p>`,
  results: (poll, own) => {
    const all = steps(poll);
    const mine = given(own);
    const row = (each: Line) => {
      const counts = each.scale?.steps ?? [];
      const most = Math.max(1, ...counts);
      return html`<tr role="row" class="rated" data-row=${each.id} .style=${`--steps:${all.length}`}>
        <th role="rowheader" scope="row" class=${each.text ? "" : "itself"}><span class=${each.text ? "" : "unseen"} dir="auto" ${written(each.text || poll.question)}></span>${picture(each.image)}${corrected(each.was, resultWords)}</th>
        <td role="cell" class="mean" translate="no"><span class="soft" aria-hidden="true">⌀ </span><span .textContent=${figure(each.scale?.mean)}></span></td>
        ${all.map((step, place) => html`<td role="cell" class="count ${mine[each.id] === step ? "is-own" : ""}" translate="no">
          <span class="column" aria-hidden="true"><span .style=${`height:${((counts[place] ?? 0) / most) * 100}%`} ?hidden=${!counts[place]}></span></span>
          <span class="n" .textContent=${figure(counts[place] ?? 0)}></span>${mine[each.id] === step ? html`<span class="unseen"> ${t("own")}</span>` : nothing}
          <span class="of" aria-hidden="true">${figure(step)}</span></td>`)}
      </tr>`;
    };
    return html`<table class="ratings" role="table">
      <caption class="unseen">${t("results")}</caption>
      <thead class="unseen" role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${t("statement")}</th><th role="columnheader" scope="col">${t("mean")}</th>
        ${all.map((step) => html`<th role="columnheader" scope="col">${meaning(poll, step, all)}</th>`)}</tr></thead>
      <tbody role="rowgroup">${repeat(lines(poll), (each) => each.id, row)}</tbody>
    </table>${ends(poll)}`;
  },
  standing: (poll) => {
    const all = lines(poll);
    const highest = Math.max(...all.map((each) => each.scale?.mean ?? -Infinity));
    const best = all.filter((each) => each.scale?.mean === highest);
    const mean = figure(best[0]?.scale?.mean);
    return best[0]?.text ? t("highest", { votes: turnout(poll), statement: listed(best.map((each) => plain(each.text))), mean }) : t("mean_is", { votes: turnout(poll), mean });
  },
};
