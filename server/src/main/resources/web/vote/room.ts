// A room as those see it who answer.
import { html, nothing, type PropertyValues } from "lit";
import { announce } from "../shared/announce";
import { call, Problem } from "../shared/api";
import { ACCOUNT, RoomStream, type Choice, type Snapshot } from "../shared/live";
import { mark } from "../shared/logo";
import type { Look } from "../shared/look";
import { PageElement } from "../shared/page";
import { answers, corrected, results, type ResultWords } from "../shared/results";
import { silence } from "../shared/silence";
import { percents, plural } from "../shared/text";
import { Outbox, type Outcome } from "./outbox";
import { t } from "./words";

/** The correct choices, in words. */
const correct = (poll: Snapshot) => poll.choices.filter((each) => each.correct).map((each) => each.text).join(", ");

/** Said anew each time: whether it is said formally is known with the room. */
const words = (): ResultWords => ({
  caption: t("results"), choice: t("choice"), votes: t("votes"), share: t("share"), correct: t("correct"), own: t("own"), wrong: t("wrong_answer"),
  corrected: t("corrected"), before: (texts) => t("before", { texts }),
});

const SPREAD_MS = 2_000;

export interface Joined {
  course: number;
  code: string;
  name: string;
  user: string | null;
  guest: { id: number; name: string | null } | null;
  /** Whoever runs the room looks at what the others see. */
  preview: boolean;
  look: Look;
}

export class VoteRoom extends PageElement {
  static override properties = {
    room: { attribute: false },
    shown: { state: true },
    connected: { state: true },
    problem: { state: true },
  };
  declare room: Joined;
  /** Undefined until the first news, null while nothing is on show. */
  declare shown: Snapshot | null | undefined;
  declare connected: boolean;
  /** Why a name was not taken. */
  declare problem: string;
  private stream?: RoomStream;
  private asking = 0;
  private readonly outbox = new Outbox(
    (session, outcome) => this.told(session, outcome),
    () => this.dispatchEvent(new Event("refused")),
  );

  constructor() {
    super();
    this.shown = undefined;
    this.connected = true;
    this.problem = "";
  }

  override connectedCallback() {
    super.connectedCallback();
    this.stream = new RoomStream(this.room.course, this.room.guest ? `guest ${this.room.guest.id}` : ACCOUNT, {
      onShow: (snapshot) => this.show(snapshot),
      onConnection: (connected) => this.connection(connected),
      onRoom: () => this.roomChanged(),
      onRefused: () => this.dispatchEvent(new Event("refused")),
    });
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

  private show(snapshot: Snapshot | null) {
    const before = this.shown;
    this.shown = snapshot;
    if (snapshot && this.lost(snapshot, before)) {
      this.outbox.gone(snapshot.session);
      announce(t(snapshot.open ? "gone" : "gone_closed"), true);
      void this.focusOn("#told");
      return;
    }
    if (before === undefined || before?.session !== snapshot?.session) {
      if (before !== undefined) announce(snapshot ? `${t("new_question", { question: snapshot.question })} ${this.standing(snapshot)}` : t("waiting_hint"), true);
      // Whoever was in what has gone is brought to what is new; nobody else is disturbed.
      if (before !== undefined && this.contains(document.activeElement)) void this.focusOn("h1");
    } else if (before && snapshot && !before.open && snapshot.open) {
      announce(t(this.asksName(snapshot) ? "name" : "opened"), true);
    } else if (before && snapshot && before.open && !snapshot.open) {
      announce(t("closed"), true);
    } else if (snapshot?.choices.some((each) => each.correct) && !before?.choices.some((each) => each.correct)) {
      announce([this.verdict(snapshot), t("correct_are", { choices: correct(snapshot) })].filter(Boolean).join(". "), true);
    } else if (snapshot?.results === "shown" && snapshot.votes) {
      const first = snapshot.choices.reduce((one, other) => ((other.votes ?? 0) > (one.votes ?? 0) ? other : one));
      announce(t("leading", { votes: this.votes(snapshot), choice: first.text, share: percents(snapshot.choices.map((each) => each.votes ?? 0))[snapshot.choices.indexOf(first)]! }));
    }
  }

  /** Whether one can answer, in words. */
  private standing(poll: Snapshot) {
    return t(poll.state === "waiting" ? "soon" : !poll.open ? "closed" : this.asksName(poll) ? "name" : "opened");
  }

  /** Whether the host sees who chose what, and does not know who this is. */
  private asksName(poll: Snapshot) {
    const outcome = this.outbox.outcome(poll.session)?.kind;
    const done = poll.voted || outcome === "counted" || outcome === "already";
    return !this.room.preview && poll.open && !poll.anonymous && !done && !!this.room.guest && !this.room.guest.name;
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
    const own = poll.choices.find((each) => each.id === this.outbox.choice(poll.session));
    return own ? t(own.correct ? "right" : "wrong_answer") : "";
  }

  /** Whether what was chosen here, or on another device, is not there any more. */
  private lost(snapshot: Snapshot, before: Snapshot | null | undefined): boolean {
    if (snapshot.voted || ["sending", "kept", "gone"].includes(this.outbox.outcome(snapshot.session)?.kind ?? "")) return false;
    const own = this.outbox.choice(snapshot.session);
    const unvoted = before?.session === snapshot.session && before.voted;
    return unvoted || (own !== null && !snapshot.choices.some((each) => each.id === own));
  }

  private told(session: number, outcome: Outcome) {
    this.requestUpdate();
    if (this.shown?.session !== session) return;
    if (outcome.kind === "counted") announce(t("counted"), true);
    if (outcome.kind === "kept") announce(t("kept"), true);
    if (outcome.kind !== "sending") void this.focusOn("#told");
  }

  protected override render() {
    return html`${this.connected ? nothing : html`<p class="note warn lost">${t("offline")}</p>`} ${this.body()} ${silence(t("announces"))}`;
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
    const done = poll.voted || outcome?.kind === "counted" || outcome?.kind === "already";
    return html`<section class="card stack poll" aria-labelledby="question">
      <h1 id="question" tabindex="-1" dir="auto" .textContent=${poll.question}></h1>
      ${corrected(poll.question_was, words())}
      ${this.asksName(poll) ? this.name() : html`${this.state(poll, outcome, done)}${this.choices(poll, outcome, done)}`}
    </section>`;
  }

  /** What there is to know about one's own vote. */
  private state(poll: Snapshot, outcome: Outcome | undefined, done: boolean) {
    const choice = poll.choices.find((each) => each.id === this.outbox.choice(poll.session));
    const chosen = choice ? html`<span dir="auto">${t("counted_for", { choice: choice.text })}</span>` : nothing;
    if (poll.state === "told" && choice?.correct !== undefined && done) {
      return html`<div id="told" class="note told ${choice.correct ? "good" : "bad"}" tabindex="-1">
        <strong><span aria-hidden="true">${choice.correct ? "✓" : "✗"} </span>${t(choice.correct ? "right" : "wrong_answer")}</strong>
        ${chosen} ${choice.correct ? nothing : html`<span dir="auto">${t("correct_are", { choices: correct(poll) })}</span>`}
      </div>`;
    }
    if (done) {
      const other = poll.changeable && poll.open && (outcome?.kind === "sending" || outcome?.kind === "kept");
      if (other) return html`<p id="told" class="note ${outcome.kind === "kept" ? "warn" : ""}" tabindex="-1">${t(outcome.kind)}</p>`;
      const plain = poll.state === "told";
      return html`<div id="told" class="note told ${plain ? "" : "good"}" tabindex="-1">
        <strong>${plain ? nothing : html`<span aria-hidden="true">✓ </span>`}${outcome?.kind === "already" ? t("already") : t("counted")}</strong>
        ${chosen} ${poll.open ? (poll.changeable ? html`<span>${t("may_change")}</span>` : nothing) : html`<span>${t("closed")}.</span>`}
      </div>`;
    }
    switch (outcome?.kind) {
      case "gone":
        return html`<p id="told" class="note warn" tabindex="-1">${t(poll.open ? "gone" : "gone_closed")}</p>`;
      case "kept":
        return html`<p id="told" class="note warn" tabindex="-1">${t("kept")}</p>`;
      case "late":
        return html`<p id="told" class="note bad" tabindex="-1">${t("closed_late")}</p>`;
      case "refused":
        return html`<p id="told" class="note bad" tabindex="-1">${t(outcome.reason === "denied" ? "refused_denied" : outcome.reason === "not_found" ? "refused_gone" : "refused")}</p>`;
      default:
        if (poll.state === "waiting") return html`<p class="note soon" role="status"><strong>${t("soon")}</strong></p>`;
        return poll.open
          ? html`<p class="soft">${outcome ? t("sending") : t(this.room.preview ? "choose_preview" : "choose")}</p>`
          : html`<p class="note">${t("closed")}. ${t("closed_unvoted")}</p>`;
    }
  }

  private choices(poll: Snapshot, outcome: Outcome | undefined, done: boolean) {
    const own = this.outbox.choice(poll.session);
    if (poll.state === "waiting") return answers(poll.choices, words());
    if (poll.open && (!done || poll.changeable)) {
      const waits = outcome?.kind === "sending" || outcome?.kind === "kept";
      const shown = waits || (done && poll.changeable) ? own : null;
      const rule = poll.anonymous ? "anonymous" : poll.changeable ? "named_changeable" : "named";
      return html`${done ? nothing : html`<p class="hint privacy" id="rule">${t(rule)}</p>`}
        <ul class="choices">
          ${poll.choices.map((each, place) => this.button(poll, each, (waits && !poll.changeable) || !!this.room.preview, shown === each.id, !done && place === 0))}
        </ul>
        ${done && poll.results === "shown" ? html`<h2>${t("results")}</h2>${results(poll.choices, words(), own)}<p class="soft sum">${this.votes(poll)}</p>` : nothing}`;
    }
    if (poll.results === "hidden") {
      const told = poll.choices.some((each) => each.correct);
      return html`${told ? answers(poll.choices, words(), own) : nothing}<p class="soft">${t("hidden")}</p>`;
    }
    return html`<h2 class="unseen">${t("results")}</h2>
      ${results(poll.choices, words(), own)}
      <p class="soft sum" .textContent=${this.votes(poll)}></p>`;
  }

  /** @param first then who comes to it hears what holds for all */
  private button(poll: Snapshot, choice: Choice, waits: boolean, own: boolean, first: boolean) {
    return html`<li><button class="choice ${own ? "is-own" : ""}" aria-disabled=${waits ? "true" : "false"} aria-pressed=${own ? "true" : "false"} aria-describedby=${first ? "rule" : nothing}
      @click=${() => waits || this.outbox.put(poll.session, choice.id, poll.anonymous, poll.changeable)}>
      <span class="dot" aria-hidden="true"></span><span><span dir="auto" .textContent=${choice.text}></span>${corrected(choice.was, words())}</span></button></li>`;
  }

  private votes(poll: Snapshot) {
    const n = poll.votes ?? 0;
    return t(plural("votes", n), { n });
  }

  private name() {
    return html`<form class="stack" @submit=${this.giveName}>
      <div class="field">
        <label for="name">${t("name")}</label>
        <input id="name" name="name" maxlength="60" required autocomplete="name" dir="auto" aria-describedby=${this.problem ? "name-hint name-problem" : "name-hint"} aria-invalid=${this.problem ? "true" : nothing}>
        <p class="hint" id="name-hint">${t("name_hint")}</p>
        ${this.problem ? html`<p class="note bad" id="name-problem" role="alert">${this.problem}</p>` : nothing}
      </div>
      <button class="button primary wide">${t("continue")}</button>
    </form>`;
  }

  private async giveName(event: SubmitEvent) {
    event.preventDefault();
    const name = this.querySelector<HTMLInputElement>("#name")!.value.trim();
    if (!name) return;
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
    void this.focusOn(".choice");
  }
}
customElements.define("vote-room", VoteRoom);
