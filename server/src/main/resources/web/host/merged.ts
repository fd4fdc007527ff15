// What two people have changed of a poll: one has saved meanwhile what the other, who is about to save, never saw.
import type { Settings } from "../shared/live";
import type { Poll } from "../shared/rooms";
import type { Draft, DraftChoice } from "./canvas";
import { sentSettings } from "./kinds/all";

export interface Merged {
  draft: Draft;
  /** Whether there is anything in it that somebody else has changed. */
  theirs: boolean;
  /** What they wrote, where this draft says something else in its place. */
  clashes: string[];
}

const told = (value: unknown): string => (typeof value === "string" ? value.replace(/\r\n?/g, "\n").trim() : JSON.stringify(value ?? null));
const same = (one: unknown, other: unknown) => told(one) === told(other);

/**
 * Takes over what they changed wherever the draft left it as it was.
 *
 * @param base as it was when the draft was begun
 * @param now as it is
 */
export function merge(base: Poll, now: Poll, draft: Draft): Merged {
  const clashes: string[] = [];
  let theirs = false;
  const pick = <T>(was: T, is: T, own: T, named: () => string): T => {
    if (same(is, was) || same(is, own)) return own;
    theirs = true;
    if (same(own, was)) return is;
    clashes.push(named());
    return own;
  };
  const kind = pick(base.kind ?? "single", now.kind ?? "single", draft.kind, () => now.question);
  const question = pick(base.question, now.question, draft.question, () => now.question);
  const [was, is, own] = [sentSettings(base), sentSettings(now), draft.settings] as Record<string, unknown>[];
  const keys = [...new Set([was, is, own].flatMap((each) => Object.keys(each!)))];
  const settings = Object.fromEntries(keys.map((key) => [key, pick(was![key], is![key], own![key], () => now.question)]).filter(([, value]) => value !== undefined)) as Settings;
  const choices = draft.choices.flatMap((each): DraftChoice[] => {
    const before = base.choices.find((one) => one.id === each.id);
    if (each.id === undefined || !before) return [each];
    const there = now.choices.find((one) => one.id === each.id);
    if (!there) {
      theirs = true;
      // They removed it: that holds unless it was changed here, where it comes back as a new one.
      return same(each.text, before.text) ? [] : [{ ...each, id: undefined }];
    }
    return [{ ...each, text: pick(before.text, there.text, each.text, () => there.text), correct: pick(before.correct, there.correct, each.correct, () => there.text) }];
  });
  for (const each of now.choices) {
    const before = base.choices.find((one) => one.id === each.id);
    if (!before) {
      theirs = true;
      choices.push({ ...each });
    } else if (!draft.choices.some((one) => one.id === each.id) && !same(each.text, before.text)) {
      // Removed here, and corrected by them.
      theirs = true;
      clashes.push(each.text);
    }
  }
  return { draft: { ...draft, kind, question, settings, choices }, theirs, clashes: [...new Set(clashes)] };
}
