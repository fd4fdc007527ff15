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

/** A field of one line shows a text without its line breaks; who did not change it leaves them in. */
const shown = (text: string) => text.replace(/[\r\n]/g, "");
const kept = (before: string | undefined, draft: string) => (before !== undefined && shown(before) === draft ? before : draft);

/** Brings a poll to what the draft says. */
export async function changePoll(before: Poll, draft: Draft) {
  const path = `${polls}/${before.id}`;
  if (shown(before.question) !== draft.question) {
    await call("PUT", path, { polls: [{ question: draft.question }] });
  }
  for (const gone of before.choices.filter((each) => !draft.choices.some((one) => one.id === each.id))) {
    await call("DELETE", `${path}/poll_choices/${gone.id}`);
  }
  for (const [place, choice] of draft.choices.entries()) {
    const text = kept(before.choices.find((each) => each.id === choice.id)?.text, choice.text);
    const body = choiceBody({ ...choice, text }, place + 1);
    if (choice.id === undefined) await call("POST", `${path}/poll_choices`, body);
    else await call("PUT", `${path}/poll_choices/${choice.id}`, body);
  }
}

export const deletePoll = (poll: number) => call("DELETE", `${polls}/${poll}`);

export const deleteSession = (poll: number, session: number) => call("DELETE", `${polls}/${poll}/poll_sessions/${session}`);

export const deleteCourse = (course: number) => call("PUT", `/api/v1/courses/${course}`, { course: { event: "delete" } });

export interface SessionWish {
  anonymous: boolean;
  results: Results;
}

/** Makes a closed session, which Canvas has no words for: ours can be anonymous. */
export const createSession = (poll: number, course: number, wish: SessionWish) =>
  call<{ session: number }>("POST", `/live/polls/${poll}/sessions`, { course, ...wish });
