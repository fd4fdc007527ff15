// The Canvas-compatible API, as far as hosts need it.
import { call, Problem } from "../shared/api";
import type { KindName } from "../shared/kinds/known";
import type { Choice, Image, Settings, Snapshot } from "../shared/live";
import type { Poll, Results } from "../shared/rooms";
import { store as storePicture, type Held } from "./pictures";

const polls = "/api/v1/polls";

export interface DraftChoice {
  id?: number;
  text: string;
  correct: boolean;
  picture?: Held;
}

export interface Draft {
  kind: KindName;
  question: string;
  settings: Settings;
  description?: string | null;
  choices: DraftChoice[];
  picture?: Held;
  /** It is known which images there are: until then they stay. */
  pictured?: boolean;
}

interface Stored {
  id: number;
  description: string | null;
  image?: Image;
  choices: { id: number; image?: Image }[];
}

/** A poll as it is stored, with its images. */
export const storedPoll = (id: number) => call<Stored>("GET", `/live/polls/${id}`);

/** What a call takes of a draft. */
const told = ({ kind, question, settings, choices }: Draft) => ({ kind, question, settings, choices: choices.map(({ id, text, correct }) => ({ id, text, correct })) });

async function storePictures(poll: Stored, draft: Draft) {
  if (!draft.pictured) return;
  await storePicture(poll.id, undefined, draft.picture, poll.image);
  for (const [place, each] of poll.choices.entries()) await storePicture(poll.id, each.id, draft.choices[place]?.picture, each.image);
}

/** Stores a poll; what may be wrong with it is more than the general words for that say. */
async function store<T>(method: "POST" | "PUT", path: string, draft: ReturnType<typeof told> & { description?: string | null }, edition?: string | null): Promise<T> {
  try {
    return await call<T>(method, path, draft, edition ? { "If-Match": `"${edition}"` } : {});
  } catch (fault) {
    if (fault instanceof Problem && fault.code === "has_votes") throw new Problem(409, "poll_has_votes", fault.message);
    if (fault instanceof Problem && fault.code === "invalid" && draft.kind !== "single") throw new Problem(422, "unfit_poll", fault.message);
    throw fault;
  }
}

/** Makes a poll of any kind, whole. */
export async function createPoll(draft: Draft): Promise<number> {
  const made = await store<Stored>("POST", "/live/polls", told(draft));
  try {
    await storePictures(made, draft);
  } catch (fault) {
    // Whoever mends it saves it anew: nothing is left behind.
    await call("DELETE", `/live/polls/${made.id}`).catch(() => undefined);
    throw fault;
  }
  return made.id;
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

/** How many have said something about a choice. */
const saidOf = ({ votes, people, places }: Choice): number => votes ?? people ?? (places ?? []).reduce((sum, n) => sum + n, 0);

/** The same for other kinds, as far as these askings tell: the most who chose one of them, since one may have chosen several. */
export async function partsLost(before: Poll, draft: Draft, sessions: number[]): Promise<{ votes: number; texts: string[] }> {
  const dropped = gone(before, draft);
  if (!dropped.length) return { votes: 0, texts: [] };
  const asked = await Promise.all(sessions.map((each) => call<Snapshot>("GET", `/live/sessions/${each}`)));
  const said = (id: number) => asked.reduce((sum, { choices }) => sum + choices.filter((each) => each.id === id).reduce((n, each) => n + saidOf(each), 0), 0);
  const chosen = dropped.map((each) => ({ text: each.text, n: said(each.id) })).filter(({ n }) => n > 0);
  return { votes: Math.max(0, ...chosen.map(({ n }) => n)), texts: chosen.map(({ text }) => text) };
}

/** Brings a poll to what the draft says, unless somebody else has changed it meanwhile. */
export async function changePoll(before: Poll, draft: Draft) {
  const path = `/live/polls/${before.id}`;
  const { description } = await storedPoll(before.id);
  const text = (was: string | undefined, typed: string) => (was !== undefined && same(was, typed) ? was : typed);
  const now = await store<Stored>(
    "PUT",
    path,
    {
      ...told(draft),
      description,
      question: text(before.question, draft.question),
      choices: draft.choices.map(({ id, text: typed, correct }) => ({ id, text: text(before.choices.find((each) => each.id === id)?.text, typed), correct })),
    },
    before.edition,
  );
  await storePictures(now, draft);
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
