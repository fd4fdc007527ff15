// The kinds of question that a page knows. The one that is asked most is always there; a phone fetches the others when one
// of them is asked, so that its first visit is small.
import "./kinds.css";
import type { Snapshot } from "../live";
import type { Answer, Kind } from "./kind";
import { t } from "./language";
import { single } from "./single";

export type KindName = NonNullable<Snapshot["kind"]>;

type Asked = Pick<Snapshot, "kind">;

const kinds: Partial<Record<KindName, Kind>> = { single };

export const know = (more: Partial<Record<KindName, Kind>>) => Object.assign(kinds, more);

const found = (poll: Asked) => kinds[poll.kind ?? "single"];

export const isKnown = (poll: Asked): boolean => !!found(poll);

export function kindOf(poll: Asked): Kind {
  const kind = found(poll);
  if (!kind) throw new Error(`unknown kind of question: ${poll.kind}`);
  return kind;
}

/** An answer in words, or that there is none. */
export const said = (poll: Snapshot, answer: Answer): string => ("abstain" in answer ? t("abstained") : kindOf(poll).said(poll, answer));
