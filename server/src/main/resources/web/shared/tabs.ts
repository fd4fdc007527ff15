// One line to the server for all tabs of a browser: one of them leads and tells the others. A browser that cannot do that has a line for each tab.
import { Line, type News } from "./line";

/** Whoever leads says something far more often, whatever becomes of its line. */
const LEADER_MS = 15_000;
const ANSWER_MS = 1_500;

/** @param term when the tab that says it began to lead */
type Said = { kind: "news"; term: number; news: News } | { kind: "ask" };

export interface Following {
  close(): void;
}

/**
 * Follows a path as this person until it is closed.
 *
 * @param who tells apart whom this browser has been to the server
 */
export function follow(path: string, who: string, tell: (news: News) => void): Following {
  // Both are there for pages that came safely only, which excludes most phones on plain HTTP.
  return navigator.locks && window.BroadcastChannel ? new Shared(`pollard ${path} ${who}`, path, tell) : new Line(path, tell);
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
  ) {
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = (event: MessageEvent<Said>) => this.said(event.data);
    document.addEventListener("visibilitychange", this.seen);
    this.stand();
    this.ask();
  }

  close() {
    this.closed = true;
    document.removeEventListener("visibilitychange", this.seen);
    this.stepDown();
    this.waiting?.abort();
    this.channel.close();
  }

  /** Waits for the lead, which comes when whoever has it closes, or takes it from a tab that the browser has put to sleep. */
  private stand(from = false) {
    this.waiting?.abort();
    const waiting = (this.waiting = new AbortController());
    navigator.locks
      .request(this.name, from ? { steal: true } : { signal: waiting.signal }, () => (waiting.signal.aborted || this.closed ? undefined : this.lead()))
      .catch((fault: DOMException) => {
        if (this.closed || this.waiting !== waiting) return;
        if (fault.name !== "AbortError") {
          // This browser does not let pages like ours have locks: a line of our own, and of every tab.
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
    this.term = Math.max(Date.now(), this.term + 1);
    this.line = new Line(this.path, (news) => {
      this.channel.postMessage({ kind: "news", term: this.term, news } satisfies Said);
      this.take(news);
    });
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
    } else if (!this.line && what.term >= this.term) {
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
