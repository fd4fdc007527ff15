// How results look on the big screen, where that is another way than on a phone.
import type { TemplateResult } from "lit";
import { kindOf } from "../../shared/kinds/known";
import { largeOf } from "../../shared/kinds/words";
import type { Entry, Snapshot } from "../../shared/live";
import { large } from "./large";
import { wall } from "./wall";
import { words } from "./words";

/** What the host does with what people wrote. */
export interface Picking {
  pick(entry: Entry): void;
  /** All are seen again. */
  back(entry: Entry): void;
}

export function onScreen(poll: Snapshot, picking: Picking): TemplateResult {
  const picked = largeOf(poll);
  if (picked) return large(picked, picking);
  if (poll.words?.length) return words(poll);
  return poll.texts?.length ? wall(poll, picking) : kindOf(poll).results(poll);
}
