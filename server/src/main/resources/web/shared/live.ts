// What is on show in a room, as it changes.

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
  /** The server does not know us there (any more). */
  onRefused(): void;
}

const LONG_HIDDEN_MS = 10_000;

/** Follows a room until it is closed. The browser comes back by itself after short breaks; after others we do. */
export class RoomStream {
  private source?: EventSource;
  private timer = 0;
  private hiddenAt = 0;
  private opened = false;
  private closed = false;

  constructor(
    private readonly course: number,
    private readonly watcher: Watcher,
  ) {
    addEventListener("online", this.open);
    addEventListener("offline", this.lost);
    document.addEventListener("visibilitychange", this.seen);
    this.open();
  }

  close() {
    this.closed = true;
    removeEventListener("online", this.open);
    removeEventListener("offline", this.lost);
    document.removeEventListener("visibilitychange", this.seen);
    clearTimeout(this.timer);
    this.source?.close();
  }

  readonly open = () => {
    if (this.closed) return;
    clearTimeout(this.timer);
    this.source?.close();
    const source = (this.source = new EventSource(`/live/rooms/${this.course}/events`));
    source.onopen = () => {
      this.watcher.onConnection(true);
      if (this.opened) this.watcher.onArranged?.();
      this.opened = true;
    };
    source.onerror = () => {
      this.lost();
      if (source.readyState === EventSource.CLOSED) void this.askWhy();
    };
    source.addEventListener("snapshot", (event) => this.watcher.onShow(JSON.parse(event.data)));
    source.addEventListener("arranged", () => this.watcher.onArranged?.());
    source.addEventListener("on-show", (event) => {
      if (JSON.parse(event.data).session === null) this.watcher.onShow(null);
    });
  };

  private readonly lost = () => this.watcher.onConnection(false);

  /** A stream does not tell why it was refused; a plain request does. */
  private async askWhy() {
    this.timer = window.setTimeout(this.open, 2_000 + Math.random() * 3_000);
    const answer = await fetch(`/live/rooms/${this.course}/events`, {
      signal: AbortSignal.timeout(3_000),
    }).catch(() => undefined);
    void answer?.body?.cancel();
    if (answer && [401, 403, 404].includes(answer.status)) {
      clearTimeout(this.timer);
      this.watcher.onRefused();
    }
  }

  /** A phone that slept may hold a connection that is long dead. */
  private readonly seen = () => {
    if (document.visibilityState === "hidden") {
      this.hiddenAt = Date.now();
    } else if (this.hiddenAt && Date.now() - this.hiddenAt > LONG_HIDDEN_MS) {
      this.open();
    }
  };
}
