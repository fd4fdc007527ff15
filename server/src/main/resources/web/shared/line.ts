// A line to the server on which it says what is on show: a stream of events while that gets through, plain requests while it does not.
import { at } from "./api";
import type { Snapshot } from "./live";

export type News =
  /** What is on show; null when nothing is. */
  | { kind: "shown"; snapshot: Snapshot | null }
  /** The polls stand in another order, or may do so since we were away. */
  | { kind: "arranged" }
  /** The room has another code or name, or lets in others, or may do so since we were away. */
  | { kind: "room" }
  | { kind: "connected"; connected: boolean }
  /** The server does not know us there (any more). */
  | { kind: "refused" }
  /** Nothing new, and the line is looked after. */
  | { kind: "alive" };

/** The server says something as soon as a stream begins; a proxy that holds it back does not hand it on. */
const FIRST_WORD_MS = 3_000;
/** The browser comes back by itself after a break, a few seconds later. */
const BACK_MS = 8_000;
/** So many times as long as the server is ever silent. */
const PATIENCE = 2.5;
const ASK_MS = 2_000;
const ASK_AT_MOST_MS = 10_000;
/** In a tab that nobody sees. */
const ASK_UNSEEN_MS = 6_000;
const ANSWER_MS = 8_000;
const CROWDED_MS = 60_000;
/** How often somebody who asks also looks for what no answer tells. */
const ASKS_TO_ARRANGE = 5;
const ASKS_TO_LOOK_AT_ROOM = 15;
const TRY_STREAM_MS = 20_000;
const TRY_STREAM_AT_MOST_MS = 120_000;
/** A stream that has lasted so long is trusted again. */
const STEADY_MS = 60_000;
const LONG_HIDDEN_MS = 10_000;

const about = (ms: number) => ms * (0.75 + Math.random() / 2);

/** Follows a path until it is closed: `/events` below it is its stream, the path itself is the same by a plain request. */
export class Line {
  private source?: EventSource;
  private beganAt = 0;
  /** Whether the stream said anything since it was opened, and since it was opened last by the browser. */
  private spoke = false;
  private fresh = false;
  /** Whether there ever was a stream, so that something may have been missed. */
  private before = false;
  private every = 5_000;
  /** How often streams were held back or fell silent of late. */
  private distrust = 0;
  private connected?: boolean;
  private asking = false;
  /** The newest request; what older ones bring is of no interest. */
  private turn = 0;
  private asked = 0;
  private failed = 0;
  /** Until when the server has no streams for more people, so that we follow what is told to everybody. */
  private crowded = 0;
  private own?: Snapshot;
  private tag = "";
  private silence = 0;
  private next = 0;
  private again = 0;
  private hiddenAt = 0;
  private closed = false;
  private left = false;

  constructor(
    private readonly path: string,
    private readonly tell: (news: News) => void,
    private readonly shownAt?: string | null,
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
    this.hangUp();
    clearTimeout(this.next);
    clearTimeout(this.again);
  }

  private readonly open = () => {
    if (this.closed) return;
    clearTimeout(this.again);
    this.hangUp();
    const source = (this.source = new EventSource(at(`${this.path}/events`)));
    this.beganAt = Date.now();
    this.spoke = false;
    this.expectWord(FIRST_WORD_MS);
    const on = (name: string, act: (data: string) => void) =>
      source.addEventListener(name, (event) => {
        this.heard();
        act((event as MessageEvent<string>).data);
      });
    source.onopen = () => (this.fresh = true);
    source.onerror = () => {
      if (!this.asking && !this.left) this.lost();
      if (source.readyState === EventSource.CLOSED) this.heldBack();
      else this.expectWord(BACK_MS);
    };
    on("heartbeat", (data) => {
      this.every = Number(JSON.parse(data).every_ms) || this.every;
      this.tell({ kind: "alive" });
    });
    on("snapshot", (data) => this.tell({ kind: "shown", snapshot: JSON.parse(data) }));
    // Where it stops on purpose there is another one, or soon this one again: nothing to worry anybody with.
    on("leaving", () => (this.left = true));
    on("arranged", () => this.tell({ kind: "arranged" }));
    on("room", () => this.tell({ kind: "room" }));
    // Why, a plain request tells.
    on("ended", () => this.heldBack());
    on("on-show", (data) => {
      if (JSON.parse(data).session === null) this.tell({ kind: "shown", snapshot: null });
    });
  };

  private hangUp() {
    clearTimeout(this.silence);
    this.source?.close();
    this.source = undefined;
  }

  private expectWord(ms: number) {
    clearTimeout(this.silence);
    this.silence = window.setTimeout(() => this.heldBack(), ms);
  }

  /** The stream gets through. */
  private heard() {
    this.spoke = true;
    this.left = false;
    this.expectWord(this.every * PATIENCE);
    this.asking = false;
    clearTimeout(this.next);
    this.failed = 0;
    if (Date.now() - this.beganAt > STEADY_MS) this.distrust = 0;
    this.reached();
    if (this.fresh && this.before) {
      this.tell({ kind: "arranged" });
      this.tell({ kind: "room" });
    }
    this.fresh = false;
    this.before = true;
  }

  /** The stream is refused, held back or silent: plain requests go on where it stopped, and it is tried again later. One that worked until now is tried at once. */
  private heldBack() {
    const worked = this.spoke;
    this.hangUp();
    this.distrust++;
    const wait = Math.min(TRY_STREAM_AT_MOST_MS, TRY_STREAM_MS * 2 ** (this.distrust - 1));
    clearTimeout(this.again);
    this.again = window.setTimeout(this.open, worked && this.distrust === 1 ? 0 : about(wait));
    if (this.asking) return;
    this.asking = true;
    this.tag = "";
    void this.ask();
  }

  private async ask() {
    clearTimeout(this.next);
    const turn = ++this.turn;
    const shared = !!this.shownAt && Date.now() < this.crowded;
    const answer = await fetch(shared ? this.shownAt! : at(this.path), {
      headers: this.tag && !shared ? { "If-None-Match": this.tag } : {},
      cache: shared ? "default" : "no-store",
      credentials: "same-origin",
      signal: AbortSignal.timeout(ANSWER_MS),
    }).catch(() => undefined);
    const snapshot = answer?.ok ? await (answer.json() as Promise<Snapshot | { session: null }>).catch(() => undefined) : undefined;
    if (this.closed || !this.asking || turn !== this.turn) return;
    if (shared && answer?.status === 404) this.crowded = 0;
    else if (answer && [401, 403, 404].includes(answer.status)) {
      this.close();
      this.tell({ kind: "refused" });
      return;
    }
    const reached = answer?.status === 304 || snapshot !== undefined;
    if (reached) {
      const back = this.failed > 0 && !this.source;
      this.failed = 0;
      this.reached();
      if (answer?.headers.has("X-Pollard-Full")) this.crowded = Date.now() + about(CROWDED_MS);
      if (snapshot) {
        this.tag = shared ? "" : answer?.headers.get("ETag") ?? "";
        // What is told to everybody does not know who has voted.
        if (shared && snapshot.session !== null && snapshot.session === this.own?.session) snapshot.voted ||= this.own.voted;
        if (!shared && snapshot.session !== null) this.own = snapshot;
        this.tell({ kind: "shown", snapshot: snapshot.session === null ? null : snapshot });
      }
      if (++this.asked % ASKS_TO_ARRANGE === 0) this.tell({ kind: "arranged" });
      if (this.asked % ASKS_TO_LOOK_AT_ROOM === 0) this.tell({ kind: "room" });
      // Whatever was in the way is gone, and may have been in the way of the stream.
      if (back) this.open();
    } else {
      this.failed++;
      this.lost();
    }
    this.tell({ kind: "alive" });
    const pause = Math.min(ASK_AT_MOST_MS, ASK_MS * 1.5 ** this.failed);
    this.next = window.setTimeout(() => void this.ask(), about(document.visibilityState === "hidden" ? Math.max(pause, ASK_UNSEEN_MS) : pause));
  }

  private reached() {
    if (this.connected !== true) this.tell({ kind: "connected", connected: (this.connected = true) });
  }

  private readonly lost = () => {
    if (this.connected !== false) this.tell({ kind: "connected", connected: (this.connected = false) });
  };

  /** A phone that slept may hold a connection that is long dead. */
  private readonly seen = () => {
    if (document.visibilityState === "hidden") {
      this.hiddenAt = Date.now();
    } else if (this.hiddenAt && Date.now() - this.hiddenAt > LONG_HIDDEN_MS) {
      if (this.asking) void this.ask();
      this.open();
    }
  };
}
