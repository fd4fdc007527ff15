// Meetings of RealtimeKit with what was asked in them.
import { html, nothing } from "lit";
import { call } from "../shared/api";
import { PageElement } from "../shared/page";
import { results } from "../shared/results";
import { locale, plural } from "../shared/text";
import "./app-webhooks";
import { t } from "./words";

interface Held {
  app: string;
  title: string | null;
  started_at: string;
  ended_at: string | null;
  people: number;
  polls: { question: string; open: boolean; anonymous: boolean; votes: number; choices: { text: string; votes: number }[] }[];
}

const moments = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

class HostMeetings extends PageElement {
  static override properties = { held: { state: true }, problem: { state: true } };
  declare held: Held[] | undefined;
  declare problem: string;

  constructor() {
    super();
    this.problem = "";
    document.title = `${t("meetings")} – Pollard`;
    void this.load();
  }

  private async load() {
    try {
      this.held = await call<Held[]>("GET", "/web/meetings");
      this.problem = "";
    } catch {
      this.problem = t("failed");
      this.onceMore(() => this.load());
    }
  }

  protected override render() {
    return html`<h1 tabindex="-1">${t("meetings")}</h1>
      ${this.problem ? html`<p class="note bad" role="alert">${this.problem}</p>` : nothing}
      ${this.held ? nothing : html`<p role="status">${t("loading")}</p>`}
      ${this.held?.length === 0 ? html`<p class="soft">${t("no_meetings")}</p>` : nothing}
      ${this.held ? html`<host-app-webhooks></host-app-webhooks>` : nothing}
      ${this.held?.map((each) => this.meeting(each))}`;
  }

  private meeting(held: Held) {
    return html`<section class="card stack">
      <div class="row spread">
        <h2>${held.title ?? t("meeting_without_title")}</h2>
        ${held.ended_at ? nothing : html`<span class="badge live">${t("running")}</span>`}
      </div>
      <p class="soft">${t("meeting_when", { start: moments.format(new Date(held.started_at)), app: held.app })} · ${t(plural("meeting_people", held.people), { n: held.people })}</p>
      ${held.polls.length ? nothing : html`<p>${t("no_meeting_polls")}</p>`}
      ${held.polls.map(
        (poll) => html`<div class="stack tight asked">
          <h3>${poll.question}</h3>
          ${results(
            poll.choices.map((each, id) => ({ ...each, id })),
            { caption: poll.question, choice: t("choice"), votes: t("votes"), share: t("share"), correct: t("correct"), own: t("own") },
          )}
          <p class="soft">${t(plural("votes", poll.votes), { n: poll.votes })}</p>
        </div>`,
      )}
    </section>`;
  }
}
customElements.define("host-meetings", HostMeetings);
