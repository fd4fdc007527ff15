// Answers that do not count, and why; also those to a question that is not on show any more when that becomes known.
import { html } from "lit";
import { t as ofKinds } from "../shared/kinds/language";
import type { Outcome } from "./outbox";
import { t } from "./words";

/** Why it does not count, in words; empty where it does, or may. */
export function whyNot(outcome: Outcome | undefined): string {
  switch (outcome?.kind) {
    case "late":
      return t("closed_late");
    case "unfit":
      return ofKinds(outcome.code);
    case "refused":
      return t(outcome.reason === "denied" ? "refused_denied" : outcome.reason === "not_found" ? "refused_gone" : "refused");
    default:
      return "";
  }
}

/** What did not count of a question. */
export interface Missed {
  session: number;
  words: string;
}

/** Stands there until it is read. */
export const missed = (notes: Missed[], read: (note: Missed) => void) => notes.map((each) => html`<div class="note bad row spread missed" role="alert">
  <p dir="auto">${each.words}</p><button class="button small" @click=${() => read(each)}>${t("read")}</button></div>`);
