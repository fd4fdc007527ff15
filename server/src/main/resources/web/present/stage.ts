// What is on show, as the hall sees it.
import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { kindOf } from "../shared/kinds/known";
import { answered, turnout } from "../shared/kinds/parts";
import type { Snapshot } from "../shared/live";
import { corrected } from "../shared/results";
import { onScreen, type Picking } from "./kinds/screen";
import { t } from "./words";
import { written } from "../shared/written";
import { picture } from "../shared/picture";

const LONG = 90;

/** @param visible whether counts may be seen */
export function stage(poll: Snapshot, visible: boolean, picking: Picking) {
  const words = { corrected: t("corrected"), before: (texts: string) => t("before", { texts }) };
  // A stage of its own for each asking: what comes next comes in quietly, and nothing of the last one moves along.
  return keyed(poll.session, html`<section class="stage ${poll.question.length > LONG ? "long" : ""}" aria-labelledby="question">
    <h1 id="question" tabindex="-1" dir="auto" ${written(poll.question)}></h1>
      ${picture(poll.image)}
    ${corrected(poll.question_was, words)}
    ${visible && poll.state !== "waiting" ? onScreen(poll, picking) : kindOf(poll).bare(poll)}
    <p class="state"><span class="badge ${poll.open ? "live" : poll.state === "waiting" ? "soon" : ""}">${t(`is_${poll.state}`)}</span>
      ${visible ? nothing : html`<span class="badge">${t("is_hidden")}</span>`}
      ${poll.state === "waiting" ? nothing : html`<span class="sum" .textContent=${turnout(poll)}></span>`}</p>
  </section>`);
}

/** What decides how much room there has to be. Counts change often and take the same room as long as they have as many digits. */
export const measure = (poll: Snapshot | null | undefined) =>
  poll && [poll.session, poll.question, poll.choices.map((each) => [each.text, each.correct]), String(answered(poll)).length, poll.words?.length, poll.texts?.length, poll.texts?.find((each) => each.large)?.id, poll.number?.bins.length];
