// What several kinds are made of.
import { html } from "lit";
import type { Choice, Snapshot } from "../live";
import type { ResultWords } from "../results";
import { language, plural } from "../text";
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
  // Bars of which one person has several are no votes that add up to this.
  const votes = t(plural(poll.kind === "several" ? "people_answered" : "votes", n), { n });
  return poll.abstained ? `${votes}, ${t(plural("abstentions", poll.abstained), { n: poll.abstained })}` : votes;
}

/** In place of results where there are none to see: nobody has answered, or what was written waits or is hidden. */
export const none = (poll: Snapshot) => html`<p class="soft">${t(answered(poll) ? "none_shown" : poll.state === "closed" || poll.state === "told" ? "no_answers_given" : "no_answers")}</p>`;

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
  const first = poll.choices.filter((_, place) => counts[place] === most);
  const share = shares[counts.indexOf(most)] ?? "";
  const votes = turnout(poll);
  if (most === 0) return votes;
  return first.length > 1 ? t("level", { votes, choices: listed(first.map((each) => plain(each.text))), share }) : t("in_front", { votes, choice: plain(first[0]!.text), share });
}

export const texts = (poll: Snapshot, ids: number[]): string[] =>
  ids.flatMap((id) => poll.choices.filter((each) => each.id === id).map((each) => plain(each.text)));
