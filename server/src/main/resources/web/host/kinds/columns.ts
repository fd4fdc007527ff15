// What somebody answered, as the columns of a table.
import { figure } from "../../shared/kinds/parts";
import { said } from "../../shared/kinds/known";
import type { Answer } from "../../shared/kinds/kind";
import { t as ofKinds } from "../../shared/kinds/more/language";
import type { Snapshot } from "../../shared/live";
import { plain } from "../../shared/written";
import { t } from "../words";

export interface Column {
  head: string;
  cell(answer: Answer): string;
}

const text = (poll: Snapshot, id: number | undefined) => plain(poll.choices.find((each) => each.id === id)?.text ?? "");

const numbered = (n: number, head: (n: number) => string, cell: (answer: Answer, place: number) => string): Column[] =>
  Array.from({ length: n }, (_, place) => ({ head: head(place + 1), cell: (answer) => cell(answer, place) }));

/** Columns for what an answer holds, and one for all of it where that is one thing. Who abstained says so in the first one. */
export function columns(poll: Snapshot): Column[] {
  const all = ofKind(poll);
  const [first, ...others] = all;
  return [{ head: first!.head, cell: (answer) => ("abstain" in answer ? said(poll, answer) : first!.cell(answer)) }, ...others];
}

function ofKind(poll: Snapshot): Column[] {
  const { settings, choices } = poll;
  switch (poll.kind) {
    case "rating":
      if (choices.length) return choices.map((each) => ({ head: plain(each.text), cell: (answer) => ("ratings" in answer && answer.ratings[each.id] !== undefined ? figure(answer.ratings[each.id]) : "") }));
      break;
    case "ranking":
      return numbered(Math.min(settings?.top ?? choices.length, choices.length), (n) => ofKinds("place_n", { n }), (answer, place) => ("ranking" in answer ? text(poll, answer.ranking[place]) : ""));
    case "words":
      return numbered(settings?.entries ?? 3, (n) => ofKinds("word_n", { n }), (answer, place) => ("words" in answer ? (answer.words[place] ?? "") : ""));
    case "several":
    case "number":
    case "text":
      break;
    case "single":
    case undefined:
      return [{ head: t("choice"), cell: (answer) => said(poll, answer) }];
  }
  return [{ head: t("answer"), cell: (answer) => said(poll, answer) }];
}
