// A room as those see it who answer.
import { html, nothing, type PropertyValues } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { announce, hush } from "../shared/announce";
import { call, Problem } from "../shared/api";
import { named, type Answer, type Hand } from "../shared/kinds/kind";
import { isKnown, kindOf, said } from "../shared/kinds/known";
import { t as ofKinds } from "../shared/kinds/language";
import { answered, turnout } from "../shared/kinds/parts";
import { ACCOUNT, RoomStream, type Snapshot } from "../shared/live";
import { mark } from "../shared/logo";
import type { Look } from "../shared/look";
import { PageElement } from "../shared/page";
import { corrected, type ResultWords } from "../shared/results";
import { silence } from "../shared/silence";
import { begunIn, dropBegun, keepBegun } from "./begun";
import { keepKey } from "./keys";
import { missed, whyNot, type Missed } from "./missed";
import { Outbox, type Outcome } from "./outbox";
import { t } from "./words";
import { plain, written } from "../shared/written";
import { picture } from "../shared/picture";

/** Said anew each time: whether it is said formally is known with the room. */
const words = (): Pick<ResultWords, "corrected" | "before"> => ({ corrected: t("corrected"), before: (texts) => t("before", { texts }) });

const SPREAD_MS = 2_000;

/** So long what was said of an answer may not have been read yet, and goes along to the next question. */
const UNREAD_MS = 60_000;

export interface Joined {
  course: number;
  code: string;
  name: string;
  user: string | null;
  guest: { id: number; name: string | null } | null;
  /** Whoever runs the room looks at what the others see. */
  preview: boolean;
  look: Look;
  /** Where everybody may see what is on show; null: nowhere. */
  shownAt: string | null;
}

export class VoteRoom extends PageElement {
  static override properties = {
    room: { attribute: false },
    shown: { state: true },
    connected: { state: true },
    problem: { state: true },
    flaw: { state: true },
    former: { state: true },
    missed: { state: true },
  };
  declare room: Joined;
  /** Undefined until the first news, null while nothing is on show. */
  declare shown: Snapshot | null | undefined;
  declare connected: boolean;
  /** Why a name was not taken. */
  declare problem: string;
  /** What is wrong with what somebody was about to send. */
  declare flaw: string;
  /** What was told to be right before it was what it is now. */
  declare former: string[];
  /** What did not count of other questions, until it is read. */
  declare missed: Missed[];
  /** The newest that was said of what is on show. */
  private lately?: Missed & { at: number };
  private stream?: RoomStream;
  private asking = 0;
  private readonly outbox = new Outbox(
    (session, outcome, about) => this.told(session, outcome, about),
    () => this.dispatchEvent(new Event("refused")),
  );

  constructor() {
    super();
    this.shown = undefined;
    this.connected = true;
    this.problem = "";
    this.flaw = "";
    this.former = [];
    this.missed = [];
  }

  override connectedCallback() {
    super.connectedCallback();
    this.stream = new RoomStream(this.room.course, this.room.guest ? `guest ${this.room.guest.id}` : ACCOUNT, {
      onShow: (snapshot) => (this.room.preview && snapshot ? void this.preview(snapshot) : this.show(snapshot)),
      onConnection: (connected) => this.connection(connected),
      onRoom: () => this.roomChanged(),
      onRefused: () => this.dispatchEvent(new Event("refused")),
    }, this.room.shownAt);
    this.outbox.sendAll();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.stream?.close();
    this.outbox.close();
    clearTimeout(this.asking);
  }

  /** A whole hall learns of it at once, and need not ask at once. */
  private roomChanged() {
    clearTimeout(this.asking);
    this.asking = window.setTimeout(() => this.dispatchEvent(new Event("room-changed")), Math.random() * SPREAD_MS);
  }

  private connection(connected: boolean) {
    if (connected !== this.connected) announce(t(connected ? "online" : "offline"), true);
    this.connected = connected;
    if (connected) this.outbox.sendAll();
  }

  /** Whether an answer to what is open now was given here. */
  get answered(): boolean {
    const poll = this.shown;
    return !!poll?.open && (this.answeredIn(poll) || ["sending", "kept"].includes(this.outbox.outcome(poll.session)?.kind ?? ""));
  }

  /** What is shown as soon as its kind is there. */
  private awaited?: Snapshot;

  private async fetchKinds() {
    try {
      await import("../shared/kinds/all");
      if (this.awaited) this.show(this.awaited);
    } catch {
      this.onceMore(() => this.awaited && this.fetchKinds());
    }
  }

  /** The newest that came. */
  private looked?: Snapshot;

  /** Whoever runs the room is told more than those whose page this is to be. */
  private async preview(snapshot: Snapshot) {
    this.looked = snapshot;
    try {
      const { asGuest } = await import("./preview");
      const seen = await asGuest(this.room.course, snapshot);
      if (this.looked === snapshot) this.show(seen);
    } catch {
      this.onceMore(() => this.looked === snapshot && this.preview(snapshot));
    }
  }

  private show(snapshot: Snapshot | null) {
    this.awaited = snapshot && !isKnown(snapshot) ? snapshot : undefined;
    if (this.awaited) {
      void this.fetchKinds();
      return;
    }
    const before = this.shown;
    this.shown = snapshot;
    if (before && before.session !== snapshot?.session && this.lately?.session === before.session && Date.now() - this.lately.at < UNREAD_MS) this.missed = [...this.missed, this.lately];
    // Of what is on show again it is said there.
    this.missed = this.missed.filter((each) => each.session !== snapshot?.session);
    if (snapshot?.open && !(before?.session === snapshot.session && before.open)) this.outbox.reopened(snapshot.session);
    // Told once, it may be told to be another.
    const key = snapshot?.state === "told" ? kindOf(snapshot).key(snapshot) : "";
    this.former = snapshot && key ? keepKey(snapshot.session, key) : [];
    if (before?.session !== snapshot?.session) this.flaw = "";
    if (snapshot && this.lost(snapshot, before)) {
      this.outbox.gone(snapshot.session);
      announce(t(snapshot.open ? "gone" : "gone_closed"), true);
      void this.focusOn("#told");
      return;
    }
    if (snapshot && before?.session === snapshot.session && this.takenOut(snapshot) > this.takenOut(before)) {
      announce(ofKinds("part_gone"), true);
    } else if (before === undefined || before?.session !== snapshot?.session) {
      if (before !== undefined) this.dispatchEvent(new Event("moved-on"));
      if (before !== undefined) announce(snapshot ? `${t("new_question", { question: plain(snapshot.question) })} ${this.standing(snapshot)}` : t("waiting_hint"), true);
      // Whoever was in what has gone is brought to what is new; nobody else is disturbed.
      if (before !== undefined && this.contains(document.activeElement)) void this.focusOn("h1");
    } else if (before && snapshot && !before.open && snapshot.open) {
      announce(t(this.asksName(snapshot) ? "name" : "opened"), true);
    } else if (before && snapshot && before.open && !snapshot.open) {
      announce([t("closed"), whyNot(this.outbox.outcome(snapshot.session))].filter(Boolean).join(". "), true);
    } else if (snapshot && kindOf(snapshot).key(snapshot) && !(before && kindOf(before).key(before) === kindOf(snapshot).key(snapshot))) {
      announce([this.verdict(snapshot), t("correct_are", { choices: kindOf(snapshot).key(snapshot) })].filter(Boolean).join(". "), true);
    } else if (snapshot && !this.shows(snapshot)) {
      // What was read out a moment ago may be hidden now, and stand there still for who looks for it.
      if (before && this.shows(before)) hush();
    } else if (snapshot && answered(snapshot)) {
      announce(kindOf(snapshot).standing(snapshot));
    }
  }

  private answeredIn(poll: Snapshot) {
    const outcome = this.outbox.outcome(poll.session)?.kind;
    return poll.voted || outcome === "counted" || outcome === "already";
  }

  /** Whether the page shows results: whoever can still answer looks at what there is to choose. */
  private shows(poll: Snapshot) {
    return poll.results === "shown" && poll.state !== "waiting" && !this.asksName(poll) && (!poll.open || this.answeredIn(poll));
  }

  /** Whether one can answer, in words. */
  private standing(poll: Snapshot) {
    return t(poll.state === "waiting" ? "soon" : !poll.open ? "closed" : this.asksName(poll) ? "name" : "opened");
  }

  /** Whether the host sees who chose what, and does not know who this is. */
  private asksName(poll: Snapshot) {
    return !this.room.preview && poll.open && !poll.anonymous && !this.answeredIn(poll) && !!this.room.guest && !this.room.guest.name;
  }

  /** What has the focus may go with what it belonged to; whoever was there is brought to what is there now. */
  protected override update(changed: PropertyValues) {
    const focused = document.activeElement;
    const within = focused !== null && focused !== this && this.contains(focused);
    super.update(changed);
    if (within && !this.contains(document.activeElement)) (this.querySelector<HTMLElement>("#told") ?? this.querySelector<HTMLElement>("h1"))?.focus();
  }

  /** Whether the own answer was right, as far as this page knows. */
  private verdict(poll: Snapshot) {
    const own = this.outbox.answer(poll.session);
    const right = own && kindOf(poll).right(poll, own);
    return typeof right === "boolean" ? t(right ? "right" : "wrong_answer") : "";
  }

  /** How much of what was chosen here is not there any more. */
  private takenOut(poll: Snapshot): number {
    const own = this.outbox.answer(poll.session);
    return own ? named(own).filter((id) => !poll.choices.some((each) => each.id === id)).length : 0;
  }

  /** Whether what was chosen here, or on another device, is not there any more. */
  private lost(snapshot: Snapshot, before: Snapshot | null | undefined): boolean {
    if (snapshot.voted || ["sending", "kept", "gone"].includes(this.outbox.outcome(snapshot.session)?.kind ?? "")) return false;
    const unvoted = before?.session === snapshot.session && before.voted;
    return unvoted || this.takenOut(snapshot) > 0;
  }

  private told(session: number, outcome: Outcome, about?: string) {
    this.requestUpdate();
    if (outcome.kind === "counted" || outcome.kind === "already") dropBegun(session);
    const why = whyNot(outcome);
    const note = why && about ? { session, words: t("missed", { question: about, why }) } : undefined;
    if (this.shown?.session !== session) {
      if (note) this.missed = [...this.missed, note];
      return;
    }
    this.lately = note && { ...note, at: Date.now() };
    if (why) announce(why, true);
    if (outcome.kind === "counted") announce(t("counted"), true);
    if (outcome.kind === "kept") announce(t("kept"), true);
    if (outcome.kind !== "sending") void this.focusOn("#told");
  }

  protected override render() {
    return html`${this.connected ? nothing : html`<p class="note warn lost">${t("offline")}</p>`} ${missed(this.missed, (note) => (this.missed = this.missed.filter((each) => each !== note)))} ${this.body()} ${silence(t("announces"))}`;
  }

  private body() {
    const poll = this.shown;
    if (poll === undefined) {
      return html`<div class="card centre" role="status"><div class="spinner"></div><p>${t("joining")}</p></div>`;
    }
    if (poll === null) {
      return html`<section class="card centre waiting"><div class="pulse">${mark}</div><h1 tabindex="-1">${t("waiting")}</h1><p class="soft">${t("waiting_hint")}</p></section>`;
    }
    const outcome = this.outbox.outcome(poll.session);
    const done = this.answeredIn(poll);
    // Another question is another card: no part of it takes what was meant for the one before.
    return keyed(poll.session, html`<section class="card stack poll" aria-labelledby="question">
      <h1 id="question" tabindex="-1" dir="auto" ${written(poll.question)}></h1>
      ${picture(poll.image)}
      ${corrected(poll.question_was, words())}
      ${this.asksName(poll) ? this.name() : html`${this.state(poll, outcome, done)}${this.choices(poll, outcome, done)}`}
    </section>`);
  }

  /** What there is to know about one's own vote. */
  private state(poll: Snapshot, outcome: Outcome | undefined, done: boolean) {
    const kind = kindOf(poll);
    const own = this.outbox.answer(poll.session);
    const answer = own && said(poll, own);
    const chosen = answer ? html`<span dir="auto">${own && "choice" in own ? t("counted_for", { choice: answer }) : ofKinds("your_answer", { answer })}</span>` : nothing;
    const part = done && this.takenOut(poll) ? html`<span>${ofKinds("part_gone")}</span>` : nothing;
    const right = own && kind.right(poll, own);
    const { former } = this;
    if (poll.state === "told" && typeof right === "boolean" && done) {
      return html`<div id="told" class="note told ${right ? "good" : "bad"}" tabindex="-1">
        <strong><span aria-hidden="true">${right ? "✓" : "✗"} </span>${t(right ? "right" : "wrong_answer")}</strong>
        ${chosen} ${part} ${right && !former.length ? nothing : html`<span dir="auto">${t("correct_are", { choices: kind.key(poll) })}</span>`} ${former.length ? corrected(former, words()) : nothing}
      </div>`;
    }
    if (done) {
      const other = poll.changeable && poll.open && (outcome?.kind === "sending" || outcome?.kind === "kept");
      if (other) return html`<p id="told" class="note ${outcome.kind === "kept" ? "warn" : ""}" tabindex="-1">${t(outcome.kind)}</p>`;
      const plain = poll.state === "told";
      return html`<div id="told" class="note told ${plain ? "" : "good"}" tabindex="-1">
        <strong>${plain ? nothing : html`<span aria-hidden="true">✓ </span>`}${outcome?.kind === "already" ? t("already") : t("counted")}</strong>
        ${chosen} ${part} ${poll.open ? (poll.changeable ? html`<span>${kind.hint ? ofKinds("may_change") : t("may_change")}</span>` : nothing) : html`<span>${t("closed")}.</span>`}
      </div>`;
    }
    switch (outcome?.kind) {
      case "gone":
        return html`<p id="told" class="note warn" tabindex="-1">${t(poll.open ? "gone" : "gone_closed")}</p>`;
      case "kept":
        return html`<p id="told" class="note warn" tabindex="-1">${t("kept")}</p>`;
      case "late":
      case "unfit":
      case "refused":
        return html`<p id="told" class="note bad" tabindex="-1">${whyNot(outcome)}</p>`;
      default:
        if (poll.state === "waiting") return html`<p class="note soon" role="status"><strong>${t("soon")}</strong></p>`;
        return poll.open
          ? html`<p class="soft" id="limits">${outcome ? t("sending") : (kind.hint?.(poll) ?? t(this.room.preview ? "choose_preview" : "choose"))}</p>`
          : html`<p class="note">${t("closed")}. ${t("closed_unvoted")}</p>`;
    }
  }

  private choices(poll: Snapshot, outcome: Outcome | undefined, done: boolean) {
    const kind = kindOf(poll);
    const own = this.outbox.answer(poll.session);
    if (poll.state === "waiting") return kind.bare(poll) ?? nothing;
    if (poll.open && (!done || poll.changeable)) {
      const waits = outcome?.kind === "sending" || outcome?.kind === "kept";
      const hand = this.hand(poll, waits || (done && poll.changeable) ? own : null, (waits && !poll.changeable) || !!this.room.preview, done);
      const rule = poll.anonymous ? "anonymous" : poll.changeable ? "named_changeable" : "named";
      return html`${done ? nothing : html`<p class="hint privacy" id="rule">${t(rule)}</p>`}
        <div class="answering stack">${kind.form(poll, hand)} ${poll.settings?.abstain ? this.abstention(hand) : nothing}</div>
        ${done && poll.results === "shown" ? html`<h2>${t("results")}</h2>${kind.results(poll, own)}<p class="soft sum">${turnout(poll)}</p>` : nothing}`;
    }
    if (poll.results === "hidden") {
      return html`${kind.key(poll) ? kind.bare(poll, own) : nothing}<p class="soft">${t(poll.results_when === "after_vote" && !poll.voted ? "hidden_voters" : "hidden")}</p>`;
    }
    return html`<h2 class="unseen">${t("results")}</h2>
      ${kind.results(poll, own)}
      <p class="soft sum" .textContent=${turnout(poll)}></p>`;
  }

  /** Not to answer is an answer, where the poll takes it. */
  private abstention({ own, waits, send }: Hand<unknown>) {
    const chosen = !!own && "abstain" in own;
    return html`<button class="button quiet wide abstain" aria-pressed=${chosen ? "true" : "false"} aria-disabled=${waits ? "true" : "false"} @click=${() => waits || send({ abstain: true })}>${ofKinds("abstain")}</button>`;
  }

  /**
   * @param own what stands, where it is to be seen
   * @param again whether an answer counts already
   */
  private hand(poll: Snapshot, own: Answer | null, waits: boolean, again: boolean): Hand<unknown> {
    const kind = poll.kind ?? "single";
    return {
      draft: begunIn(poll.session, kind) ?? (own ? kindOf(poll).begun?.(own) : undefined),
      own,
      again,
      rule: again ? undefined : "rule",
      waits,
      problem: this.flaw,
      keep: (draft) => {
        keepBegun(poll.session, kind, draft);
        this.flaw = "";
        this.requestUpdate();
      },
      send: (answer) => {
        this.flaw = "";
        // Not when it counts: what was kept is sent by itself, and what is said by then has not been read yet.
        this.dispatchEvent(new Event("moved-on"));
        this.outbox.put(poll.session, answer, { anonymous: poll.anonymous, changeable: poll.changeable, about: plain(poll.question) });
      },
      complain: (problem, at) => {
        this.flaw = problem;
        void this.focusOn(at);
      },
      focus: (at) => void this.focusOn(at),
    };
  }

  private name() {
    return html`<form class="stack" @submit=${this.giveName}>
      <div class="field">
        <label for="name">${t("name")}</label>
        <input id="name" name="name" required autocomplete="name" dir="auto" aria-describedby=${this.problem ? "name-hint name-problem" : "name-hint"} aria-invalid=${this.problem ? "true" : nothing}>
        <p class="hint" id="name-hint">${t("name_hint")}</p>
        ${this.problem ? html`<p class="note bad" id="name-problem" role="alert">${this.problem}</p>` : nothing}
      </div>
      <button class="button primary wide">${t("continue")}</button>
    </form>`;
  }

  private async giveName(event: SubmitEvent) {
    event.preventDefault();
    const name = this.querySelector<HTMLInputElement>("#name")!.value.trim();
    if (!name) {
      this.problem = t("name_unfit");
      void this.focusOn("#name");
      return;
    }
    this.problem = "";
    let guest: { id: number; name: string };
    try {
      guest = await call("PUT", "/web/guest", { name });
    } catch (fault) {
      if (fault instanceof Problem && fault.status === 401) {
        this.dispatchEvent(new Event("refused"));
        return;
      }
      this.problem = t(fault instanceof Problem && fault.status === 422 ? "name_unfit" : "failed");
      void this.focusOn("#name");
      return;
    }
    this.room = { ...this.room, guest };
    if (guest.name !== name) announce(t("renamed", { name: guest.name }), true);
    this.dispatchEvent(new CustomEvent("renamed", { detail: guest, bubbles: true }));
    // Not on an answer: whoever pressed twice would have given it.
    void this.focusOn("h1");
  }
}
customElements.define("vote-room", VoteRoom);
