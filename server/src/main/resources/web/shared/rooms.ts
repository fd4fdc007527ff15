// A room as those see it who run it.
import { call } from "./api";
import type { KindName } from "./kinds/known";
import type { Entry, Settings, Snapshot, State } from "./live";
import type { Look } from "./look";

export interface Room {
  course: number;
  name: string;
  code: string;
  guests: boolean;
  /** New guests a minute from one address; 0: as many as come. */
  guests_a_minute: number;
  /** Whether the next poll is opened as it is shown. */
  next_opens: boolean;
  /** Whether what is on show is told to everybody who knows the code. */
  seen_by_all: boolean;
  join: string;
  link: string;
  /** Whether nothing but the server's own machine finds that address. */
  local: boolean;
  look: Look;
  /** Origins whose pages may show this room's in a frame. */
  frames: string[];
  /** What has to stand in the addresses of such pages. */
  frame_key: string;
  /** Whether a link shows what the big screen shows. */
  overlaid: boolean;
}

export type Results = "until_revealed" | "after_vote" | "public";

export interface Session {
  id: number;
  poll: number;
  open: boolean;
  state: State;
  anonymous: boolean;
  changeable: boolean;
  results: Results;
  /** When the audience was to see results as it was first opened. */
  planned: Results;
  created_at: string;
  /** When it was opened first, else when it was made. */
  asked_at: string;
  votes: number;
  /** How many words or texts wait to be approved. */
  waiting: number;
}

export interface Poll {
  id: number;
  kind?: KindName;
  question: string;
  settings?: Settings;
  own: boolean;
  /** Whether something of it is right, which a remote control is not told until everybody is. */
  keyed: boolean;
  /** Whether whoever looks may change it: it is theirs, or asked in rooms that they run and nowhere else. */
  editable: boolean;
  /** Which text of it this is; a remote control is not told. */
  edition: string | null;
  choices: { id: number; text: string; correct: boolean }[];
}

export interface Detail {
  room: Room;
  on_show: number | null;
  sessions: Session[];
  polls: Poll[];
  /** Polls of whoever looks that were asked nowhere yet. */
  unasked: Poll[];
  /** What was deleted a moment ago and can be taken back. */
  discarded: Discarded[];
}

export interface Discarded {
  id: number;
  question: string;
}

/** How many words or texts wait to be approved, as hosts see it. */
export const waiting = (poll: Snapshot | null | undefined) => [...(poll?.words ?? []), ...(poll?.texts ?? [])].filter((each) => each.state === "pending").length;

/** Which asking of its poll in this room a session is, from 1; 0 when there is only one. */
export function round(sessions: Session[], of: Session): number {
  const all = sessions.filter((each) => each.poll === of.poll).sort((one, other) => one.id - other.id);
  return all.length > 1 ? all.findIndex((each) => each.id === of.id) + 1 : 0;
}

/** An anonymous session that has votes cannot be opened again. */
export const stays = (session: Session) => session.anonymous && session.votes > 0 && !session.open;

export const detail = (course: number) => call<Detail>("GET", `/web/rooms/${course}`);

export interface Change {
  open?: boolean;
  results?: Results;
  on_show?: boolean;
  correct?: boolean;
  changeable?: boolean;
}

/** Asks a poll once more, with the settings that this asking had, and gives the new session. */
export const again = async (course: number, poll: number, { anonymous, planned, changeable }: Session): Promise<number> =>
  (await call<{ session: number }>("POST", `/live/polls/${poll}/sessions`, { course, anonymous, results: planned, changeable })).session;

/** Has the polls of a room stand in the order of these ids of sessions. */
export const arrange = (course: number, sessions: number[]) => call("PUT", `/web/rooms/${course}/order`, { sessions });

/** Has the big screen show one of the texts alone, or all of them again. */
export const enlarge = (session: number, entry: Entry, large: boolean) => call("PATCH", `/live/sessions/${session}/entries/${entry.id}`, { state: "shown", large });

/** Opens, closes, reveals, hides or puts on show. */
export const change = (session: number, what: Change) => call("PATCH", `/live/sessions/${session}`, what);
