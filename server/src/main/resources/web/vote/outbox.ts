// Answers on their way. What was tapped is kept before it is sent, so that neither a reload nor a dead network loses it;
// the server counts a vote once however often it is sent.
import { call, Problem } from "../shared/api";
import { inBrowser } from "../shared/kept";
import type { Answer } from "../shared/kinds/kind";
import { forgetBegun } from "./begun";

const KEY = "pollard.outbox";
const CHOSEN = "pollard.chosen";
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const MOST_REMEMBERED = 50;

export type Outcome =
  | { kind: "sending" }
  | { kind: "kept" }
  | { kind: "counted" }
  | { kind: "already" }
  | { kind: "late" }
  /** The choice is not there any more. */
  | { kind: "gone" }
  /** What was written or put together cannot be an answer, or there is no room for it. */
  | { kind: "unfit"; code: "invalid_answer" | "full" }
  /** By the code of the refusal. */
  | { kind: "refused"; reason: string };

/** @param changeable whether another answer takes the place of this one
 *  @param anonymous then what was chosen is forgotten here, too, as soon as it is counted */
interface Kept {
  session: number;
  answer: Answer;
  anonymous: boolean;
  changeable?: boolean;
  /** What was asked, for whoever looks at another question by then. */
  about?: string;
  tries: number;
}

function read<T>(key: string, otherwise: T): T {
  try {
    return JSON.parse(inBrowser.get(key) ?? "") as T;
  } catch {
    return otherwise;
  }
}

/** An answer as it was kept; pages of an earlier version kept the choice alone. */
const answerOf = (kept: number | Answer | undefined, choice?: number): Answer => {
  const given = kept ?? choice ?? 0;
  return typeof given === "number" ? { choice: given } : given;
};

function readKept(otherwise: Record<number, Kept>): Record<number, Kept> {
  const kept = read<Record<number, Kept & { choice?: number }>>(KEY, otherwise);
  return Object.fromEntries(Object.entries(kept).map(([session, { choice, ...each }]) => [session, { ...each, answer: answerOf(each.answer, choice) }]));
}

const readChosen = (): [number, Answer][] => read<[number, number | Answer][]>(CHOSEN, []).map(([session, answer]) => [session, answerOf(answer)]);

/** Whether both say the same. */
const same = (one: Answer, other: Answer) => JSON.stringify(one) === JSON.stringify(other);

const write = (key: string, value: unknown) => inBrowser.set(key, JSON.stringify(value));

/** Forgets all, for whoever comes next to this device: what was not sent yet is nobody else's to send. */
export function forgetAnswers() {
  write(KEY, {});
  write(CHOSEN, []);
  forgetBegun();
}

export class Outbox {
  private kept: Record<number, Kept> = readKept({});
  private chosen: [number, Answer][] = readChosen();
  private readonly outcomes = new Map<number, Outcome>();
  private readonly sending = new Set<number>();

  /** What was chosen while this page is open, anonymous or not. */
  private readonly tapped = new Map<number, Answer>();
  private timer = 0;
  private closed = false;

  /**
   * @param changed is called whenever an outcome changed
   * @param forgotten is called when the server does not know this browser any more
   */
  constructor(
    private readonly changed: (session: number, outcome: Outcome, about?: string) => void,
    private readonly forgotten: () => void = () => undefined,
  ) {
    addEventListener("online", this.online);
    addEventListener("storage", this.stored);
  }

  /** What is kept stays kept, for whoever looks after it next. */
  close() {
    this.closed = true;
    clearTimeout(this.timer);
    removeEventListener("online", this.online);
    removeEventListener("storage", this.stored);
  }

  private readonly online = () => this.sendAll();

  private readonly stored = (event: StorageEvent) => event.key === KEY && this.elsewhere();

  /** Another tab of this browser took an answer, or got it through: all tabs are one voter. */
  private elsewhere() {
    const before = this.kept;
    this.kept = readKept({});
    for (const { session } of Object.values(before)) {
      if (!this.kept[session] && this.outcomes.get(session)?.kind === "kept") this.outcomes.delete(session);
    }
    for (const { session } of Object.values(this.kept)) {
      if (!before[session]) this.tell(session, { kind: "kept" });
    }
    this.again(0);
  }

  /** What became of the answer in a session, as far as this page knows. */
  outcome(session: number): Outcome | undefined {
    return this.outcomes.get(session) ?? (this.kept[session] ? { kind: "kept" } : undefined);
  }

  /** What this browser answered in a session, unless it was anonymous and is forgotten. */
  answer(session: number): Answer | null {
    return this.kept[session]?.answer ?? this.tapped.get(session) ?? this.chosen.find(([id]) => id === session)?.[1] ?? null;
  }

  /** Takes an answer; a second tap before the first was answered changes nothing, unless answers can be changed: then the last one counts. */
  put(session: number, answer: Answer, asked: { anonymous: boolean; changeable: boolean; about: string }) {
    this.update((kept) => {
      if (asked.changeable || !kept[session]) kept[session] = { session, answer, ...asked, tries: 0 };
    });
    void this.send(session);
  }

  /** What was chosen is not there any more: one may answer again. It is remembered until then, so that a reload says so too. */
  gone(session: number) {
    this.outcomes.set(session, { kind: "gone" });
  }

  /** It takes answers again: what came too late is over. */
  reopened(session: number) {
    if (this.outcomes.get(session)?.kind === "late") this.outcomes.delete(session);
  }

  /** Changes what is kept, with what other tabs have done to it meanwhile. */
  private update(change: (kept: Record<number, Kept>) => void) {
    this.kept = readKept(this.kept);
    change(this.kept);
    write(KEY, this.kept);
  }

  /** Tries everything that waits. */
  sendAll() {
    clearTimeout(this.timer);
    this.timer = 0;
    for (const session of Object.keys(this.kept)) void this.send(Number(session));
  }

  private async send(session: number) {
    const kept = this.kept[session];
    if (!kept || this.sending.has(session)) return;
    this.sending.add(session);
    if (kept.tries === 0) this.tell(session, { kind: "sending" });
    const outcome = await this.outcomeOf(kept);
    this.sending.delete(session);
    if (outcome.kind === "counted") this.remember(kept);
    const newer = readKept(this.kept)[session];
    if (kept.changeable && newer && !same(newer.answer, kept.answer)) {
      this.kept = readKept(this.kept);
      void this.send(session);
      return;
    }
    if (outcome.kind === "kept") {
      this.update((all) => all[session] && all[session].tries++);
      const still = this.kept[session];
      if (!still) return;
      this.tell(session, outcome);
      this.again(still.tries);
      return;
    }
    this.update((all) => delete all[session]);
    this.tell(session, outcome, kept.about);
  }

  private remember({ session, answer, anonymous }: Kept) {
    this.tapped.set(session, answer);
    if (anonymous) return;
    this.chosen = [[session, answer] as [number, Answer], ...this.chosen.filter(([id]) => id !== session)].slice(0, MOST_REMEMBERED);
    write(CHOSEN, this.chosen);
  }

  private async outcomeOf(kept: Kept): Promise<Outcome> {
    try {
      await call("PUT", `/live/sessions/${kept.session}/vote`, kept.answer);
      return { kind: "counted" };
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      // This browser was forgotten: it joins anew, and the answer is sent then.
      if (fault.status === 401) this.forgotten();
      if (fault.status === 0 || fault.status === 401 || fault.status === 429 || fault.status >= 500) return { kind: "kept" };
      // A named vote that comes again is answered as the first time. An anonymous one is not: after a try without an
      // answer this is most likely that very try.
      if (fault.code === "already_voted") return { kind: kept.anonymous && kept.tries > 0 ? "counted" : "already" };
      if (fault.code === "unknown_choice") return { kind: "gone" };
      if (fault.code === "closed") return { kind: "late" };
      if (fault.code === "invalid_answer" || fault.code === "full") return { kind: "unfit", code: fault.code };
      return { kind: "refused", reason: fault.code };
    }
  }

  private again(tries: number) {
    if (this.timer || this.closed) return;
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries) * (0.75 + Math.random() / 2);
    this.timer = window.setTimeout(() => this.sendAll(), pause);
  }

  private tell(session: number, outcome: Outcome, about?: string) {
    this.outcomes.set(session, outcome);
    this.changed(session, outcome, about);
  }
}
