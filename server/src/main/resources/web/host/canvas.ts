// The Canvas-compatible API, as far as hosts need it.
import { call } from "../shared/api";
import type { Poll, Results } from "../shared/rooms";

const polls = "/api/v1/polls";

export interface DraftChoice {
  id?: number;
  text: string;
  correct: boolean;
}

export interface Draft {
  question: string;
  choices: DraftChoice[];
}

const choiceBody = (choice: DraftChoice, position: number) => ({
  poll_choices: [{ text: choice.text, is_correct: choice.correct, position }],
});

export async function createPoll(draft: Draft): Promise<number> {
  const made = await call<{ polls: { id: number }[] }>("POST", polls, { polls: [{ question: draft.question }] });
  const poll = made.polls[0]!.id;
  for (const [place, choice] of draft.choices.entries()) {
    await call("POST", `${polls}/${poll}/poll_choices`, choiceBody(choice, place + 1));
  }
  return poll;
}

/** A field shows every end of a line as one sign, and no blanks around the text; who did not change it leaves it as it is. */
const same = (before: string, draft: string) => before.replace(/\r\n?/g, "\n").trim() === draft;

/** The choices that the draft leaves out. */
const gone = (before: Poll, draft: Draft) => before.choices.filter((each) => !draft.choices.some((one) => one.id === each.id));

/** How many votes go with the choices that the draft leaves out, wherever the poll was asked; with the texts of those that have some. */
export async function votesLost(before: Poll, draft: Draft): Promise<{ votes: number; texts: string[] }> {
  const dropped = gone(before, draft);
  if (!dropped.length) return { votes: 0, texts: [] };
  const totals = (await call<{ polls: { total_results?: Record<string, number> }[] }>("GET", `${polls}/${before.id}`)).polls[0]?.total_results ?? {};
  const chosen = dropped.filter((each) => totals[each.id]);
  return { votes: chosen.reduce((sum, each) => sum + totals[each.id]!, 0), texts: chosen.map((each) => each.text) };
}

/** Brings a poll to what the draft says, and touches nothing else. */
export async function changePoll(before: Poll, draft: Draft) {
  const path = `${polls}/${before.id}`;
  for (const each of gone(before, draft)) await call("DELETE", `${path}/poll_choices/${each.id}`);
  if (!same(before.question, draft.question)) {
    await call("PUT", path, { polls: [{ question: draft.question }] });
  }
  const left = before.choices.filter((each) => draft.choices.some((one) => one.id === each.id));
  const moved = draft.choices.some((each, place) => each.id !== left[place]?.id);
  for (const [place, choice] of draft.choices.entries()) {
    const was = left.find((each) => each.id === choice.id);
    if (!was) {
      await call("POST", `${path}/poll_choices`, choiceBody(choice, place + 1));
      continue;
    }
    const changed = {
      ...(same(was.text, choice.text) ? {} : { text: choice.text }),
      ...(was.correct === choice.correct ? {} : { is_correct: choice.correct }),
      ...(moved ? { position: place + 1 } : {}),
    };
    if (Object.keys(changed).length) await call("PUT", `${path}/poll_choices/${choice.id}`, { poll_choices: [changed] });
  }
}

/** Deletes a poll; for a minute that can be taken back. */
export const deletePoll = (poll: number) => call("DELETE", `/web/polls/${poll}`);

/** Deletes one asking, and its poll if it is asked nowhere else; for a minute that can be taken back. */
export const deleteSession = (session: number) => call("DELETE", `/web/sessions/${session}`);

export const restore = (discarded: number) => call("POST", `/web/discarded/${discarded}`);

export const deleteCourse = (course: number) => call("PUT", `/api/v1/courses/${course}`, { course: { event: "delete" } });

export interface SessionWish {
  anonymous: boolean;
  results: Results;
  /** Of a named session: whether an answer can be changed while it is open. */
  changeable?: boolean;
}

/** Makes a closed session, which Canvas has no words for: ours can be anonymous. */
export const createSession = (poll: number, course: number, wish: SessionWish) =>
  call<{ session: number }>("POST", `/live/polls/${poll}/sessions`, { course, ...wish });
