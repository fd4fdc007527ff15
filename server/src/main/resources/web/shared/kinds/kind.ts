// What a kind of question is to the pages: how it is answered, and how it is shown. The pages ask the kind; what an
// answer or a result means stands in its own file and nowhere else.
import type { TemplateResult } from "lit";
import type { Snapshot } from "../live";

/** What a vote says, as it is sent. */
export type Answer =
  | { choice: number }
  | { choices: number[] }
  | { rating: number }
  | { ratings: Record<string, number> }
  | { ranking: number[] }
  | { number: number }
  | { words: string[] }
  | { text: string }
  | { abstain: true };

/** What somebody answers with: what they have begun, and where it goes. */
export interface Hand<Draft> {
  /** What was begun and not sent, or was sent and may be changed. */
  readonly draft: Draft | undefined;
  /** What was answered and stands; null where that is not to be seen. */
  readonly own: Answer | null;
  /** Whether an answer of theirs counts already, in the place of which another one goes. */
  readonly again: boolean;
  /** The id of what holds for every answer, which who comes to it first hears. */
  readonly rule?: string;
  /** Nothing can be sent at the moment. */
  readonly waits: boolean;
  /** What is wrong with what was to be sent; empty when nothing is. */
  readonly problem: string;
  keep(draft: Draft): void;
  send(answer: Answer): void;
  /** @param at where it is to be mended, as a selector */
  complain(problem: string, at: string): void;
  focus(at: string): void;
}

export interface Kind<Draft = unknown> {
  /** How it is answered, in one line; absent where the page itself says it. */
  hint?(poll: Snapshot): string;
  /** What it is answered with. */
  form(poll: Snapshot, hand: Hand<Draft>): TemplateResult;
  /** What was begun when this was answered, so that it can be changed. */
  begun?(answer: Answer): Draft | undefined;
  /** An answer in words. */
  said(poll: Snapshot, answer: Answer): string;
  /** Whether it is right; undefined as long as nobody may know. */
  right(poll: Snapshot, answer: Answer): boolean | undefined;
  /** What is right, in words; empty as long as nobody may know. */
  key(poll: Snapshot): string;
  /** The question without any number; undefined where there is nothing to show. */
  bare(poll: Snapshot, own?: Answer | null): TemplateResult | undefined;
  /** The question with its results. */
  results(poll: Snapshot, own?: Answer | null): TemplateResult;
  /** How it stands, in one sentence, for those who listen. */
  standing(poll: Snapshot): string;
}

/** The choices that an answer names. */
export function named(answer: Answer): number[] {
  if ("choice" in answer) return [answer.choice];
  if ("choices" in answer) return answer.choices;
  if ("ranking" in answer) return answer.ranking;
  return "ratings" in answer ? Object.keys(answer.ratings).map(Number) : [];
}
