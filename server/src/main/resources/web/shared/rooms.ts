// A room as those see it who run it.
import { call } from "./api";

export interface Room {
  course: number;
  name: string;
  code: string;
  guests: boolean;
  /** New guests a minute from one address; 0: as many as come. */
  guests_a_minute: number;
  join: string;
  link: string;
  /** Whether nothing but the server's own machine finds that address. */
  local: boolean;
}

export type Results = "until_revealed" | "after_vote" | "public";

export interface Session {
  id: number;
  poll: number;
  open: boolean;
  anonymous: boolean;
  results: Results;
  created_at: string;
  votes: number;
}

export interface Poll {
  id: number;
  question: string;
  own: boolean;
  choices: { id: number; text: string; correct: boolean }[];
}

export interface Detail {
  room: Room;
  on_show: number | null;
  sessions: Session[];
  polls: Poll[];
  /** Polls of whoever looks that were asked nowhere yet. */
  unasked: Poll[];
}

export const detail = (course: number) => call<Detail>("GET", `/web/rooms/${course}`);

export interface Change {
  open?: boolean;
  results?: Results;
  on_show?: boolean;
  correct?: boolean;
}

/** Has the polls of a room stand in the order of these ids of sessions. */
export const arrange = (course: number, sessions: number[]) => call("PUT", `/web/rooms/${course}/order`, { sessions });

/** Opens, closes, reveals, hides or puts on show. */
export const change = (session: number, what: Change) => call("PATCH", `/live/sessions/${session}`, what);
