// Ends what is open: a room asks one poll at a time, on whatever page it is led. What can never be opened again is closed only when somebody has said so.
import { ask } from "./ask";
import { change, detail, stays, type Change, type Detail, type Session } from "./rooms";
import { plain } from "./written";

/** Whoever pressed twice by accident has not agreed. */
const SETTLED_MS = 400;

export interface EndingWords {
  /** Between the names of polls. */
  between: string;
  /** What is asked before polls are closed for good. */
  question(polls: string, answers: number): string;
  yes: string;
  no: string;
  /** How to agree by the key that was pressed. */
  again?: string;
}

/** What a change closes: the poll itself, or, when another one is opened or shown, all that are open beside it. */
export function ended(now: Detail, session: number, what: Change): Session[] {
  const others = what.open || what.on_show;
  return now.sessions.filter((each) => each.open && (each.id === session ? what.open === false : others));
}

export const questions = (now: Detail, sessions: Session[], between: string) =>
  sessions.map((each) => plain(now.polls.find((poll) => poll.id === each.poll)?.question ?? "")).join(between);

/**
 * Opens, closes or shows a poll, and closes what that ends; gives what it closed beside it, or undefined when somebody thought better of it.
 *
 * @param keys that agree when they are pressed once more
 */
export async function lead(course: number, session: number, what: Change, words: EndingWords, keys: string[] = []): Promise<Session[] | undefined> {
  // As it is now: votes may have come for what is not on show, and somebody else may lead as well.
  const now = await detail(course);
  const ends = ended(now, session, what);
  const final = ends.filter((each) => stays({ ...each, open: false }));
  const answers = final.reduce((sum, each) => sum + each.votes, 0);
  const question = words.question(questions(now, final, words.between), answers);
  if (final.length && !(await ask({ question, yes: words.yes, no: words.no, again: keys.length ? words.again : undefined }, false, (dialog) => agreeBy(dialog, keys)))) return undefined;
  const beside = ends.filter((each) => each.id !== session);
  for (const each of beside) await change(each.id, { open: false });
  await change(session, what);
  return beside;
}

/** Enter agrees, and these keys do. */
function agreeBy(dialog: HTMLDialogElement, keys: string[]) {
  const settle = () => (dialog.dataset.settled = "");
  window.setTimeout(settle, SETTLED_MS);
  dialog.addEventListener("keydown", (event) => {
    const same = keys.includes(event.key.toLowerCase());
    if (!same && event.key !== "Enter") return;
    // It would lead once more, to whoever listens behind a dialog that is closed by then.
    event.stopPropagation();
    if (event.repeat || dialog.dataset.settled === undefined) event.preventDefault();
    else if (same) {
      event.preventDefault();
      dialog.close("yes");
    }
  });
}
