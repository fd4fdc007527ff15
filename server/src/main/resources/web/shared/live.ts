// What is on show in a room, as it changes.
import type { News } from "./line";
import { follow, type Following } from "./tabs";

/** How a statement was rated. */
export interface Scale {
  /** How often each step was given, the lowest first. */
  steps: number[];
  people: number;
  mean: number | null;
  median: number | null;
}

/** An image that stands with a question or a choice. */
export interface Image {
  url: string;
  /** What it shows. */
  alt: string;
  width: number;
  height: number;
}

/** What is counted at a choice goes by the kind of question. */
export interface Choice extends Partial<Scale> {
  id: number;
  text: string;
  image?: Image;
  /** What it said before, oldest first, where somebody may have answered to that. */
  was?: string[];
  votes?: number;
  /** Absent until everybody may know it. */
  correct?: boolean;
  /** How often it was ranked first, second, and so on. */
  places?: number[];
  unranked?: number;
  points?: number | null;
  place?: number;
}

/** How many people gave a number, both ends included. */
export interface Bin {
  from: number;
  to: number;
  people: number;
}

/** A word or a text that people wrote; hosts moderate it by its id. */
export interface Entry {
  id?: number;
  text: string;
  people: number;
  /** For hosts only: others see what is shown and nothing else. */
  state?: "shown" | "hidden" | "pending";
  /** The big screen shows it alone. */
  large?: boolean;
}

/** Of a question; what there is goes by its kind. */
export interface Settings {
  abstain?: boolean;
  least?: number | null;
  most?: number | null;
  from?: number;
  to?: number;
  low?: string;
  high?: string;
  top?: number;
  decimals?: number;
  unit?: string;
  entries?: number;
  longest?: number;
  approve?: boolean;
  /** What is right, or that the order of the choices is; absent until everybody may know it. */
  correct?: number | boolean | null;
  tolerance?: number;
}

/** Where a poll is in its life: not opened yet, open, closed, or told which choices are correct. */
export type State = "waiting" | "open" | "closed" | "told";

export interface Snapshot {
  session: number;
  version: number;
  poll: number;
  /** Absent where nodes of an older version serve it, which know one kind only. */
  kind?: "single" | "several" | "rating" | "ranking" | "number" | "words" | "text";
  settings?: Settings;
  question: string;
  image?: Image;
  /** What it said before, oldest first. */
  question_was?: string[];
  state: State;
  open: boolean;
  anonymous: boolean;
  /** Whether another answer takes the place of the first while it is open. */
  changeable: boolean;
  voted: boolean;
  results: "shown" | "hidden";
  /** Where they are hidden: when people see them, as the host has it. */
  results_when?: "until_revealed" | "after_vote" | "public";
  choices: Choice[];
  votes?: number;
  /** How many have answered, abstentions included. */
  people?: number;
  abstained?: number;
  rating?: Scale;
  number?: {
    least: number | null;
    lower_quartile: number | null;
    median: number | null;
    upper_quartile: number | null;
    most: number | null;
    mean: number | null;
    bins: Bin[];
  };
  words?: Entry[];
  texts?: Entry[];
  /** How many different words or texts there are. */
  different?: number;
}

export interface Watcher {
  /** The newest state of what is on show; null when nothing is. */
  onShow(snapshot: Snapshot | null): void;
  onConnection(connected: boolean): void;
  /** The polls of the room stand in another order, or may do so since we were away. */
  onArranged?(): void;
  /** The room has another code or name, or may have since we were away. */
  onRoom?(): void;
  /** The server does not know us there (any more). */
  onRefused(): void;
}

/** Whoever has signed in, who is one person in all tabs. */
export const ACCOUNT = "account";

/** The remote control of a room. */
export const REMOTE = "remote";

/** Follows a room until it is closed. */
export class RoomStream {
  private readonly following: Following;

  /**
   * @param who tells apart whom this browser has been to the server
   * @param shownAt where everybody may see what is on show, if anywhere
   */
  constructor(course: number, who: string, watcher: Watcher, shownAt?: string | null) {
    const told = (news: News) => {
      switch (news.kind) {
        case "shown":
          watcher.onShow(news.snapshot);
          break;
        case "arranged":
          watcher.onArranged?.();
          break;
        case "room":
          watcher.onRoom?.();
          break;
        case "connected":
          watcher.onConnection(news.connected);
          break;
        case "refused":
          watcher.onRefused();
          break;
      }
    };
    this.following = follow(`/live/rooms/${course}`, who, told, shownAt);
  }

  close() {
    this.following.close();
  }
}
