// One asking of a poll: its results now, over time, and to take away.
import { html, nothing } from "lit";
import { call, Problem } from "../shared/api";
import "../shared/kinds/all";
import { kindOf } from "../shared/kinds/known";
import type { Answer } from "../shared/kinds/kind";
import { turnout } from "../shared/kinds/parts";
import { ACCOUNT, type Snapshot } from "../shared/live";
import { PageElement } from "../shared/page";
import { corrected } from "../shared/results";
import { detail, round, type Poll } from "../shared/rooms";
import { follow, type Following } from "../shared/tabs";
import { language, locale } from "../shared/text";
import { chart, type OverTime } from "./chart";
import "./entries";
import { columns } from "./kinds/columns";
import { t } from "./words";
import { plain, written } from "../shared/written";
import { picture } from "../shared/picture";

const AT_ONCE = 200;
const TIMELINE_MS = 3_000;
const days = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
const times = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "medium" });

interface Vote {
  voter: number;
  name: string;
  answer: Answer;
  at: string;
}

/** Who answered what, as our own API has it: of an anonymous session nothing. */
interface Rows {
  next_after?: number;
  rows?: { voter: { id: number; name: string | null }; at?: string; answer?: Answer }[];
}

/** Somebody whom the room knows. */
interface Known {
  id: number;
  role: string;
  anew: boolean;
}

interface Votes {
  kept: boolean;
  votes: Vote[];
  next_after: number | null;
}

class HostSession extends PageElement {
  static override properties = {
    course: { type: Number },
    session: { type: Number },
    snapshot: { state: true },
    poll: { state: true },
    over: { state: true },
    votes: { state: true },
    anew: { state: true },
    turn: { state: true },
    problem: { state: true },
  };
  declare course: number;
  declare session: number;
  declare snapshot: Snapshot | undefined;
  declare poll: Poll | undefined;
  declare over: OverTime | undefined;
  declare votes: Votes | undefined;
  declare anew: Set<number>;
  /** Which asking it is, and since when, where the poll was asked more than once. */
  declare turn: string;
  declare problem: string;
  private room = "";
  private guests = false;
  /** The day of it. */
  private asked = "";
  private following?: Following;
  private timer = 0;

  constructor() {
    super();
    this.problem = "";
    this.turn = "";
    this.anew = new Set();
  }

  override connectedCallback() {
    super.connectedCallback();
    void this.load();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.following?.close();
    clearTimeout(this.timer);
  }

  private async load() {
    try {
      const snapshot = await call<Snapshot>("GET", `/live/sessions/${this.session}`);
      const room = await detail(this.course);
      this.poll = room.polls.find((each) => each.id === snapshot.poll);
      const own = room.sessions.find((each) => each.id === this.session);
      const n = own ? round(room.sessions, own) : 0;
      this.room = room.room.name;
      this.asked = own ? days.format(new Date(own.asked_at)) : "";
      this.turn = own && n ? t("round_of", { n, date: days.format(new Date(own.asked_at)) }) : "";
      this.votes = await this.page(0);
      this.over = await call<OverTime>("GET", `/web/sessions/${this.session}/timeline`);
      await this.lookAtGuests();
      this.snapshot = snapshot;
      document.title = `${plain(snapshot.question)} – Pollard`;
    } catch (fault) {
      const gone = fault instanceof Problem && [403, 404].includes(fault.status);
      this.problem = t(gone ? "not_found" : "failed");
      if (!gone) this.onceMore(() => this.load());
      return;
    }
    if (!this.isConnected) return;
    this.following = follow(`/live/sessions/${this.session}`, ACCOUNT, (news) => {
      if (news.kind !== "shown" || !news.snapshot) return;
      this.snapshot = news.snapshot;
      this.timer ||= window.setTimeout(() => void this.refresh(), TIMELINE_MS);
    });
  }

  /** Who came to a device that somebody else had left; who it was is not known. */
  private async lookAtGuests() {
    if (!this.votes?.votes.length) return;
    const { people } = await call<{ people: Known[] }>("GET", `/web/rooms/${this.course}/people`).catch(() => ({ people: [] as Known[] }));
    const guests = new Set(people.filter((each) => each.role === "guest").map((each) => each.id));
    this.guests = this.votes.votes.some((each) => guests.has(each.voter));
    this.anew = new Set(people.filter((each) => each.anew).map((each) => each.id));
  }

  private async refresh() {
    this.timer = 0;
    this.over = await call<OverTime>("GET", `/web/sessions/${this.session}/timeline`).catch(() => this.over);
    // Who looks further down is not thrown back to the beginning.
    if (!this.votes || this.votes.votes.length <= AT_ONCE) this.votes = await this.page(0).catch(() => this.votes);
    await this.lookAtGuests();
  }

  /** @param after the voter whose row was the last one */
  private async page(after: number): Promise<Votes> {
    const { rows, next_after } = await call<Rows>("GET", `/live/sessions/${this.session}/results?limit=${AT_ONCE}&after=${after}`);
    const votes = (rows ?? []).flatMap(({ voter, at, answer }) => (answer ? [{ voter: voter.id, name: voter.name ?? `#${voter.id}`, at: at ?? "", answer }] : []));
    return { kept: !!rows, votes, next_after: next_after ?? null };
  }

  private async more() {
    const known = this.votes!;
    const next = await this.page(known.next_after!);
    this.votes = { ...next, votes: [...known.votes, ...next.votes] };
  }

  protected override render() {
    const poll = this.snapshot;
    const back = html`<a href=${`/host/rooms/${this.course}`}>← ${t("back")}</a>`;
    if (!poll) return html`${back}<p role=${this.problem ? "alert" : "status"}>${this.problem || t("loading")}</p>`;
    const right = new Set(this.poll?.choices.filter((each) => each.correct).map((each) => each.id));
    const choices = poll.choices.map((each) => (right.size ? { ...each, correct: right.has(each.id) } : each));
    // Whoever runs the room knows what is right before it is told.
    const known: Snapshot = { ...poll, choices, settings: { ...poll.settings, ...this.poll?.settings } };
    const words = { corrected: t("corrected"), before: (texts: string) => t("before", { texts }) };
    const entries = poll.words ?? poll.texts;
    const file = (kind: string) => `/web/sessions/${this.session}/results.${kind}?language=${language}`;
    return html`${back}
      <h1 tabindex="-1" dir="auto" ${written(poll.question)}></h1>
      ${picture(poll.image)}
      ${corrected(poll.question_was, words)}
      <p class="soft printed"><span dir="auto">${this.room}</span>${this.asked ? html` · ${this.asked}` : nothing}</p>
      <p class="row">
        <span class="badge ${poll.open ? "live" : poll.state === "waiting" ? "soon" : ""}">${t(`session_${poll.state}`)}</span>
        <span class="badge">${t(poll.anonymous ? "anonymous" : "named")}</span>
        <span .textContent=${turnout(poll)}></span>
        ${this.turn ? html`<span class="soft">${this.turn}</span>` : nothing}
      </p>
      ${entries ? html`<section class="card stack"><h2>${t("entries")}</h2><host-entries .session=${this.session} .entries=${entries}></host-entries></section>` : nothing}
      <section class="card stack"><h2>${t("results")}</h2>${kindOf(poll).results(known)}</section>
      <section class="card stack"><h2 id="who">${t("who_chose")}</h2>${this.who()}</section>
      ${this.over ? html`<section class="card stack"><h2>${t("over_time")}</h2>${this.overTime()}</section>` : nothing}
      <p class="row"><span class="label">${t("download")}</span>
        <a class="button small" href=${file("xlsx")} download>XLSX</a>
        <a class="button small" href=${file("csv")} download>CSV</a></p>`;
  }

  private who() {
    if (!this.votes) return nothing;
    if (!this.votes.kept) return html`<p class="soft">${t("anonymous_votes")}</p>`;
    if (!this.votes.votes.length) return this.none();
    const all = columns(this.snapshot!);
    return html`<div class="scrolls" tabindex="0" role="region" aria-labelledby="who">
        <table class="plain answered">
          <thead><tr><th scope="col">${t("person")}</th>${all.map((each) => html`<th scope="col" dir="auto">${each.head}</th>`)}<th scope="col">${t("when")}</th></tr></thead>
          <tbody>${this.votes.votes.map((each) => html`<tr><th scope="row"><span dir="auto">${each.name}</span>${this.anew.has(each.voter) ? html` <span class="badge soon anew">${t("anew")}</span>` : nothing}</th>${all.map((one) => html`<td dir="auto" class="written">${one.cell(each.answer)}</td>`)}<td class="when">${each.at ? times.format(new Date(each.at)) : ""}</td></tr>`)}</tbody>
        </table>
      </div>
      ${this.guests ? html`<p class="hint">${t("anew_hint")}</p>` : nothing}
      ${this.votes.next_after === null ? nothing : html`<button class="button small" @click=${this.more}>${t("more_votes")}</button>`}`;
  }

  private none() {
    const over = this.snapshot?.state === "closed" || this.snapshot?.state === "told";
    return html`<p class="soft">${t(over ? "no_votes" : "no_votes_yet")}</p>`;
  }

  private overTime() {
    if (!this.over) return nothing;
    if (!this.over.kept) return html`<p class="soft">${t("no_times")}</p>`;
    return this.over.points.length ? chart(this.over) : this.none();
  }
}
customElements.define("host-session", HostSession);
