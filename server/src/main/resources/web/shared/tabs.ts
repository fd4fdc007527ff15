// One line to the server for all tabs of a browser: one of them leads and tells the others. A browser that cannot do that has a line for each tab.
// Locks say who leads, and pass on at once whatever becomes of a tab. Browsers give them to pages that came safely only, which the page of a class
// that comes by an address on plain HTTP did not: there whoever came last leads, and others when that one says that it goes or is silent.
import { Line, type News } from "./line";

/** Whoever leads says something far more often, whatever becomes of its line. */
const LEADER_MS = 15_000;
const ANSWER_MS = 1_500;

/** All at once would all lead. */
const SPREAD_MS = 300;

/** @param term when the tab that says it began to lead */
type Said = { kind: "news"; term: number; news: News } | { kind: "ask" } | { kind: "gone"; term: number };

export interface Following {
  close(): void;
}

/**
 * Follows a path as this person until it is closed.
 *
 * @param who tells apart whom this browser has been to the server
 * @param shownAt where everybody may see the same, if anywhere
 */
export function follow(path: string, who: string, tell: (news: News) => void, shownAt?: string | null): Following {
  try {
    return new Shared(`pollard ${path} ${who}`, path, tell, shownAt);
  } catch {
    // There are no channels, or none for a page like ours.
    return new Line(path, tell, shownAt);
  }
}

class Shared implements Following {
  private readonly channel: BroadcastChannel;
  private line?: Line;
  private step?: () => void;
  private waiting?: AbortController;
  private term = 0;
  private shown?: News;
  private connected?: News;
  private watch = 0;
  private closed = false;

  constructor(
    private readonly name: string,
    private readonly path: string,
    private readonly tell: (news: News) => void,
    private readonly shownAt?: string | null,
  ) {
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = (event: MessageEvent<Said>) => this.said(event.data);
    document.addEventListener("visibilitychange", this.seen);
    addEventListener("pagehide", this.leave);
    this.stand();
    if (!this.line) this.ask();
  }

  close() {
    this.closed = true;
    document.removeEventListener("visibilitychange", this.seen);
    removeEventListener("pagehide", this.leave);
    this.leave();
    this.stepDown();
    this.waiting?.abort();
    this.channel.close();
  }

  private readonly leave = () => {
    if (this.line) this.channel.postMessage({ kind: "gone", term: this.term } satisfies Said);
  };

  /** Waits for the lead, which comes when whoever has it closes, or takes it from a tab that the browser has put to sleep. */
  private stand(from = false) {
    if (!navigator.locks) {
      void this.lead();
      return;
    }
    this.waiting?.abort();
    const waiting = (this.waiting = new AbortController());
    navigator.locks
      .request(this.name, from ? { steal: true } : { signal: waiting.signal }, () => (waiting.signal.aborted || this.closed ? undefined : this.lead()))
      .catch((fault: DOMException) => {
        if (this.closed || this.waiting !== waiting) return;
        if (fault.name !== "AbortError") {
          // This browser does not let pages like ours have locks after all.
          void this.lead();
          return;
        }
        // Taken from us while we could not say anything.
        this.stepDown();
        this.stand();
        this.expect(LEADER_MS);
      });
  }

  private lead(): Promise<void> {
    clearTimeout(this.watch);
    this.line?.close();
    this.term = Math.max(Date.now() + Math.random(), this.term + 1);
    this.line = new Line(this.path, (news) => {
      this.channel.postMessage({ kind: "news", term: this.term, news } satisfies Said);
      this.take(news);
    }, this.shownAt);
    return new Promise((step) => (this.step = step));
  }

  private stepDown() {
    clearTimeout(this.watch);
    this.line?.close();
    this.line = undefined;
    this.step?.();
    this.step = undefined;
  }

  private said(what: Said) {
    if (what.kind === "ask") {
      if (this.line) {
        for (const news of [this.connected, this.shown, { kind: "alive" } as const]) {
          if (news) this.channel.postMessage({ kind: "news", term: this.term, news } satisfies Said);
        }
      }
    } else if (what.kind === "gone") {
      // With locks one of us has the lead by now.
      if (!this.line && !navigator.locks && what.term >= this.term) {
        clearTimeout(this.watch);
        this.watch = window.setTimeout(() => this.stand(), Math.random() * SPREAD_MS);
      }
    } else if (this.line ? what.term > this.term : what.term >= this.term) {
      // Somebody leads after us.
      if (this.line) this.stepDown();
      this.term = what.term;
      this.expect(LEADER_MS);
      this.take(what.news);
    }
  }

  private take(news: News) {
    if (this.closed) return;
    if (news.kind === "shown") this.shown = news;
    if (news.kind === "connected") this.connected = news;
    this.tell(news);
    // Nothing comes after that, for whichever tab leads.
    if (news.kind === "refused") this.close();
  }

  private ask() {
    this.channel.postMessage({ kind: "ask" } satisfies Said);
    this.expect(ANSWER_MS);
  }

  private expect(ms: number) {
    clearTimeout(this.watch);
    this.watch = window.setTimeout(() => this.silent(), ms);
  }

  private silent() {
    // What nobody looks at waits until somebody does.
    if (!this.closed && !this.line && document.visibilityState === "visible") this.stand(true);
  }

  private readonly seen = () => {
    if (document.visibilityState === "visible" && !this.line) this.ask();
  };
}
