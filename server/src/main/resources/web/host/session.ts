// One asking of a poll: its results now, over time, and to take away.
import { html, nothing } from "lit";
import { call, Problem } from "../shared/api";
import type { Snapshot } from "../shared/live";
import { PageElement } from "../shared/page";
import { results } from "../shared/results";
import { detail, type Poll } from "../shared/rooms";
import { plural } from "../shared/text";
import { chart, type OverTime } from "./chart";
import { t } from "./words";

const TIMELINE_MS = 3_000;

class HostSession extends PageElement {
  static override properties = {
    course: { type: Number },
    session: { type: Number },
    snapshot: { state: true },
    poll: { state: true },
    over: { state: true },
    problem: { state: true },
  };
  declare course: number;
  declare session: number;
  declare snapshot: Snapshot | undefined;
  declare poll: Poll | undefined;
  declare over: OverTime | undefined;
  declare problem: string;
  private events?: EventSource;
  private timer = 0;

  constructor() {
    super();
    this.problem = "";
  }

  override connectedCallback() {
    super.connectedCallback();
    void this.load();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.events?.close();
    clearTimeout(this.timer);
  }

  private async load() {
    try {
      const snapshot = await call<Snapshot>("GET", `/live/sessions/${this.session}`);
      this.poll = (await detail(this.course)).polls.find((each) => each.id === snapshot.poll);
      this.over = await call<OverTime>("GET", `/web/sessions/${this.session}/timeline`);
      this.snapshot = snapshot;
      document.title = `${snapshot.question} – Pollard`;
    } catch (fault) {
      this.problem = t(fault instanceof Problem && [403, 404].includes(fault.status) ? "not_found" : "failed");
      return;
    }
    this.events = new EventSource(`/live/sessions/${this.session}/events`);
    this.events.addEventListener("snapshot", (event) => {
      this.snapshot = JSON.parse(event.data);
      this.timer ||= window.setTimeout(() => void this.refresh(), TIMELINE_MS);
    });
  }

  private async refresh() {
    this.timer = 0;
    this.over = await call<OverTime>("GET", `/web/sessions/${this.session}/timeline`).catch(() => this.over);
  }

  protected override render() {
    const poll = this.snapshot;
    const back = html`<a href=${`/host/rooms/${this.course}`}>← ${t("back")}</a>`;
    if (!poll) return html`${back}<p role=${this.problem ? "alert" : "status"}>${this.problem || t("loading")}</p>`;
    const right = new Set(this.poll?.choices.filter((each) => each.correct).map((each) => each.id));
    const choices = poll.choices.map((each) => (right.size ? { ...each, correct: right.has(each.id) } : each));
    const words = { caption: t("results"), choice: t("choice"), votes: t("votes"), share: t("share"), correct: t("correct"), own: t("own") };
    const file = (kind: string) => `/web/sessions/${this.session}/results.${kind}`;
    const n = poll.votes ?? 0;
    return html`${back}
      <h1 tabindex="-1">${poll.question}</h1>
      <p class="row">
        <span class="badge ${poll.open ? "live" : ""}">${t(poll.open ? "session_open" : "session_closed")}</span>
        <span class="badge">${t(poll.anonymous ? "anonymous" : "named")}</span>
        <span>${t(plural("votes", n), { n })}</span>
      </p>
      <section class="card stack"><h2>${t("results")}</h2>${results(choices, words)}</section>
      <section class="card stack"><h2>${t("over_time")}</h2>${this.overTime()}</section>
      <p class="row"><span class="label">${t("download")}</span>
        <a class="button small" href=${file("xlsx")} download>XLSX</a>
        <a class="button small" href=${file("csv")} download>CSV</a></p>`;
  }

  private overTime() {
    if (!this.over) return nothing;
    if (!this.over.kept) return html`<p class="soft">${t("no_times")}</p>`;
    return this.over.points.length ? chart(this.over) : html`<p class="soft">${t("no_votes_yet")}</p>`;
  }
}
customElements.define("host-session", HostSession);
