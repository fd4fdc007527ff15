// What is on show in a room, as it changes.
import { follow, type Following } from "./tabs";

export interface Choice {
  id: number;
  text: string;
  /** What it said before, oldest first, where somebody may have answered to that. */
  was?: string[];
  votes?: number;
  /** Absent until everybody may know it. */
  correct?: boolean;
}

/** Where a poll is in its life: not opened yet, open, closed, or told which choices are correct. */
export type State = "waiting" | "open" | "closed" | "told";

export interface Snapshot {
  session: number;
  version: number;
  poll: number;
  question: string;
  /** What it said before, oldest first. */
  question_was?: string[];
  state: State;
  open: boolean;
  anonymous: boolean;
  /** Whether another answer takes the place of the first while it is open. */
  changeable: boolean;
  voted: boolean;
  results: "shown" | "hidden";
  choices: Choice[];
  votes?: number;
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

/** Follows a room until it is closed. */
export class RoomStream {
  private readonly following: Following;

  /** @param who tells apart whom this browser has been to the server */
  constructor(course: number, who: string, watcher: Watcher) {
    this.following = follow(`/live/rooms/${course}`, who, (news) => {
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
    });
  }

  close() {
    this.following.close();
  }
}
