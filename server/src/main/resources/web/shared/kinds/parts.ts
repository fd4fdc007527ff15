// What several kinds are made of.
import { html, nothing, type TemplateResult } from "lit";
import type { Choice, Snapshot } from "../live";
import type { ResultWords } from "../results";
import { language, plural } from "../text";
import type { Hand } from "./kind";
import { t } from "./language";
import { plain } from "../written";

const exact = new Intl.NumberFormat(language, { maximumFractionDigits: 4 });
const lists = new Intl.ListFormat(language, { type: "unit" });

/** A number with what stands behind its point, in the language of the page; a dash where there is none. */
export const figure = (value: number | null | undefined): string => (value === null || value === undefined ? "–" : exact.format(value));

export const listed = (texts: string[]): string => lists.format(texts);

/** How many have said something; without those who abstained. */
export const answered = (poll: Snapshot): number => (poll.people === undefined ? (poll.votes ?? 0) : poll.people - (poll.abstained ?? 0));

/** How many have answered, in words. */
export function turnout(poll: Snapshot): string {
  const n = answered(poll);
  const votes = t(plural("votes", n), { n });
  return poll.abstained ? `${votes}, ${t(plural("abstentions", poll.abstained), { n: poll.abstained })}` : votes;
}

/** In place of results where there are none to see: nobody has answered, or what was written waits or is hidden. */
export const none = (poll: Snapshot) => html`<p class="soft">${t(answered(poll) ? "none_shown" : poll.state === "closed" || poll.state === "told" ? "no_answers_given" : "no_answers")}</p>`;

/** Characters as the server counts them. */
export const length = (text: string): number => [...text.normalize("NFC").trim().replace(/\s+/gu, " ")].length;

/** How much room a text has left, or how far it is over. */
export function left(text: string, longest: number): string {
  const rest = longest - length(text);
  return rest < 0 ? t(plural("over", -rest), { n: -rest }) : t(plural("left", rest), { n: rest });
}

type Sender = Pick<Hand<unknown>, "again" | "waits" | "problem" | "rule">;

/** What is filled in and then sent. */
export const sheet = (hand: Sender, send: () => void, body: TemplateResult) => html`<form class="stack sheet" novalidate
  @submit=${(event: Event) => {
    event.preventDefault();
    if (!hand.waits) send();
  }}>
  ${body}
  ${hand.problem ? html`<p class="note bad" id="answer-problem" role="alert">${hand.problem}</p>` : nothing}
  <button class="button primary wide" aria-disabled=${hand.waits ? "true" : "false"} aria-describedby=${hand.rule ?? nothing}>${t(hand.again ? "send_other" : "send")}</button>
</form>`;

/** What a field is described by. */
export const told = (hand: Sender, ...ids: string[]) => [...ids, ...(hand.problem ? ["answer-problem"] : [])].join(" ") || nothing;

export const resultWords: ResultWords = {
  caption: t("results"), choice: t("choice"), votes: t("votes"), share: t("share"), correct: t("correct"), own: t("own"), wrong: t("wrong"),
  corrected: t("corrected"), before: (texts) => t("before", { texts }),
};

/** The choices that everybody knows to be right. */
export const correct = (poll: Snapshot): Choice[] => poll.choices.filter((each) => each.correct);

/**
 * How it stands where choices are counted, in one sentence: with all that are level.
 *
 * @param shares of the choices, in words
 */
export function inFront(poll: Snapshot, shares: string[]): string {
  const counts = poll.choices.map((each) => each.votes ?? 0);
  const most = Math.max(...counts);
  const choice = listed(poll.choices.filter((_, place) => counts[place] === most).map((each) => plain(each.text)));
  return most ? t("in_front", { votes: turnout(poll), choice, share: shares[counts.indexOf(most)] ?? "" }) : turnout(poll);
}

export const texts = (poll: Snapshot, ids: number[]): string[] =>
  ids.flatMap((id) => poll.choices.filter((each) => each.id === id).map((each) => plain(each.text)));
