// What somebody who has not answered sees of a question, made of what those who run the room are told.
import { Problem } from "../shared/api";
import type { Choice, Snapshot } from "../shared/live";
import { detail, type Results } from "../shared/rooms";

/** Versions count changes of the state, or of who sees what, in steps of it. */
const STATE = 2 ** 32;

let known: { of: string; results: Results } | undefined;

async function resultsOf(course: number, { session, version }: Snapshot): Promise<Results> {
  const of = `${session} ${Math.floor(version / STATE)}`;
  if (known?.of !== of) {
    // Who may see the room and no more of it looks at it as those whom nothing is shown.
    const room = await detail(course).catch((fault: unknown) => {
      if (fault instanceof Problem && [403, 404].includes(fault.status)) return undefined;
      throw fault;
    });
    known = { of, results: room?.sessions.find((each) => each.id === session)?.results ?? "until_revealed" };
  }
  return known.results;
}

const bare = ({ id, text, image, was, correct }: Choice): Choice => ({ id, text, image, was, ...(correct === undefined ? {} : { correct }) });

export async function asGuest(course: number, poll: Snapshot): Promise<Snapshot> {
  const results = await resultsOf(course, poll);
  const told = poll.state === "told";
  const choices = poll.choices.map(({ correct, ...each }) => (told && correct !== undefined ? { ...each, correct } : each));
  const settings = poll.settings && { ...poll.settings, ...(told ? {} : { correct: undefined, tolerance: undefined }) };
  if (results === "public") return { ...poll, choices, settings };
  const { session, version, poll: id, kind, question, image, question_was, state, open, anonymous, changeable, voted } = poll;
  return { session, version, poll: id, kind, question, image, question_was, state, open, anonymous, changeable, voted, settings, results: "hidden", results_when: results, choices: choices.map(bare) };
}
