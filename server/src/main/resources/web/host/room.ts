// One room: how people get in, and what is asked there.
import { html, nothing, type PropertyValues } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { announce } from "../shared/announce";
import { call, Problem } from "../shared/api";
import { ACCOUNT, RoomStream, type Snapshot } from "../shared/live";
import { PageElement } from "../shared/page";
import { arrange, change, detail, round, stays, type Change, type Detail, type Discarded, type Poll, type Session } from "../shared/rooms";
import { language, number, plural } from "../shared/text";
import { changePoll, createPoll, createSession, deleteCourse, deletePoll, deleteSession, restore, votesLost } from "./canvas";
import { confirmed } from "./confirm";
import type { Draft, SessionWish } from "./canvas";
import "./doors";
import "./guests";
import { stored, type Written } from "./editor";
import "./import";
import "./people";
import "./webhooks";
import { t } from "./words";

type Panel = { kind: "none" } | { kind: "editor"; poll?: Poll; session?: Session; waits?: boolean } | { kind: "import" } | { kind: "people" } | { kind: "settings" };

const UNDO_LOOK_MS = 10_000;
const dates = new Intl.DateTimeFormat(language, { dateStyle: "medium" });

class HostRoom extends PageElement {
  static override properties = {
    course: { type: Number },
    detail: { state: true },
    panel: { state: true },
    problem: { state: true },
    busy: { state: true },
    missing: { state: true },
  };
  declare course: number;
  declare detail: Detail | undefined;
  declare panel: Panel;
  declare problem: string;
  declare busy: boolean;
  declare missing: boolean;
  private stream?: RoomStream;
  private undoTimer = 0;
  /** Whether it could not be read, which is said until it can. */
  private unread = false;

  constructor() {
    super();
    this.panel = { kind: "none" };
    this.problem = "";
    this.busy = false;
    this.missing = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    void this.load();
    this.stream = new RoomStream(this.course, ACCOUNT, {
      onShow: (snapshot) => this.live(snapshot),
      onConnection: (connected) => connected && this.unread && void this.load(),
      onArranged: () => void this.load(),
      onRoom: () => void this.load(),
      onRefused: () => undefined,
    });
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.stream?.close();
    clearTimeout(this.undoTimer);
  }

  /** A card that changes its place in the document loses the focus, whoever moved it. */
  protected override update(changed: PropertyValues) {
    const focused = document.activeElement as HTMLElement | null;
    super.update(changed);
    if (focused && this.contains(focused) && document.activeElement !== focused) focused.focus();
  }

  private async load() {
    try {
      const first = !this.detail;
      this.detail = await detail(this.course);
      const empty = this.detail.sessions.length === 0 && this.detail.discarded.length === 0;
      if (first && (empty || location.search === "?new")) this.panel = { kind: "editor", waits: location.search !== "?new" };
      clearTimeout(this.undoTimer);
      if (this.detail.discarded.length) this.undoTimer = window.setTimeout(() => void this.load(), UNDO_LOOK_MS);
      document.title = `${this.detail.room.name} – Pollard`;
      if (this.unread) this.problem = "";
      this.unread = false;
    } catch (fault) {
      this.missing = fault instanceof Problem && [403, 404].includes(fault.status);
      if (fault instanceof Problem && fault.status === 401) this.dispatchEvent(new Event("signed-out", { bubbles: true }));
      if (this.missing) return;
      this.problem = t("failed");
      this.unread = true;
      this.onceMore(() => this.unread && this.load());
    }
  }

  /** What is on show changes under our hands: somebody else may present. */
  private live(snapshot: Snapshot | null) {
    const known = this.detail?.sessions.find((each) => each.id === snapshot?.session);
    if (!this.detail || (snapshot?.session ?? null) !== this.detail.on_show || known?.state !== snapshot?.state) {
      void this.load();
    } else if (known && snapshot) {
      known.votes = snapshot.votes ?? known.votes;
      this.requestUpdate();
    }
  }

  protected override render() {
    if (this.missing) return html`<h1 tabindex="-1">404</h1><p>${t("not_found")}</p><a href="/host/">${t("rooms")}</a>`;
    if (!this.detail) return html`<p role="status">${this.problem || t("loading")}</p>`;
    const room = this.detail.room;
    return html`<div class="row spread">
        <h1 tabindex="-1">${room.name}</h1>
        <a class="button primary" href=${`/present/${room.course}`} target="_blank" rel="opener">▶ ${t("present")}</a>
      </div>
      <div class="card entrance">
        ${room.local ? nothing : html`<img src=${`/web/rooms/${room.course}/qr.svg?${room.code}`} alt="" width="96" height="96">`}
        <div><p class="code large">${room.code}</p><p class="soft">${room.join.slice(0, -room.code.length - 3)}<wbr>/j/${room.code}</p>${room.local ? html`<p class="note warn">${t("local")}</p>` : nothing}</div>
        <div class="row">
          <a class="button small" href=${room.link} target="_blank">${t("join_link")}</a>
          <button class="button small" @click=${this.copy}>${t("copy_link")}</button>
          <host-doors class="row" .course=${this.course}></host-doors>
          <button class="button small" id="people" aria-expanded=${this.panel.kind === "people"} @click=${() => this.toggle("people")}>${t("people")}</button>
          <button class="button small" id="settings" aria-expanded=${this.panel.kind === "settings"} @click=${() => this.toggle("settings")}>${t("settings")}</button>
        </div>
      </div>
      ${this.panel.kind === "settings" ? html`${this.settings()}<host-webhooks .course=${this.course}></host-webhooks>` : nothing}
      ${this.panel.kind === "people" ? html`<host-people .course=${this.course}></host-people><host-reset .course=${this.course}></host-reset><host-guests .course=${this.course}></host-guests>` : nothing}
      <div class="row spread">
        <h2>${t("polls")}</h2>
        <div class="row">
          ${this.detail.sessions.length ? html`<a class="button small quiet" href=${`/web/rooms/${room.course}/results.xlsx?language=${language}`} download>${t("room_files")}</a>` : nothing}
          <button class="button small" id="import" aria-expanded=${this.panel.kind === "import"} @click=${() => this.toggle("import")}>${t("import")}</button>
          <button class="button small primary" id="new" @click=${this.write}>+ ${t("new_poll")}</button>
        </div>
      </div>
      ${this.problem ? html`<p class="note bad" role="alert">${this.problem}</p>` : nothing}
      ${this.detail.discarded.map((each) => this.undo(each))}
      ${this.panel.kind === "import" ? html`<host-import .course=${this.course} @imported=${() => this.load()}></host-import>` : nothing}
      ${this.panel.kind === "editor" && !this.panel.poll ? this.editor() : nothing}
      ${this.detail.sessions.length || this.panel.kind === "editor" ? nothing : html`<p class="card soft">${t("no_polls")}</p>`}
      <ol class="stack agenda">${repeat(this.detail.sessions, (each) => each.id, (each, place) => this.session(each, place))}</ol>
      ${this.detail.unasked.length ? this.unasked(this.detail.unasked) : nothing}`;
  }

  /** What was deleted a moment ago. */
  private undo(discarded: Discarded) {
    return html`<div class="note row spread undo" role="status">
      <span dir="auto">${t("deleted", { question: discarded.question })}</span>
      <button class="button small" aria-label=${t("undo_of", { question: discarded.question })} @click=${() => this.act(() => this.takeBack(discarded), "#new")}>${t("undo")}</button>
    </div>`;
  }

  private async takeBack(discarded: Discarded) {
    await restore(discarded.id);
    announce(t("restored", { question: discarded.question }), true);
  }

  private toggle(kind: "people" | "settings" | "import") {
    this.panel = this.panel.kind === kind ? { kind: "none" } : { kind };
  }

  private editor() {
    const { poll, session, waits } = this.panel as { poll?: Poll; session?: Session; waits?: boolean };
    return html`<poll-editor .waits=${!!waits} .course=${this.course} .poll=${poll} .session=${session} .busy=${this.busy}
      @written=${(event: CustomEvent<Written>) => this.act(() => this.save(event.detail, poll, session), "#new")}
      @cancelled=${() => this.closePanel()}></poll-editor>`;
  }

  private write() {
    this.panel = { kind: "editor" };
    void this.focusOn("#question");
  }

  private closePanel(focus = "#new") {
    this.panel = { kind: "none" };
    void this.focusOn(focus);
  }

  private session(session: Session, place: number) {
    const poll = this.detail!.polls.find((each) => each.id === session.poll);
    if (!poll) return nothing;
    if (this.panel.kind === "editor" && this.panel.session?.id === session.id) return html`<li>${this.editor()}</li>`;
    const onShow = this.detail!.on_show === session.id;
    const revealed = session.results === "public";
    const turn = round(this.detail!.sessions, session);
    const id = `poll-${session.id}`;
    return html`<li class="card stack tight asking ${onShow ? "on-show" : ""}">
      <div class="head">
        <h3 id=${id} tabindex="-1"><a href=${`/host/rooms/${this.course}/sessions/${session.id}`} dir="auto">${poll.question}</a></h3>
        <p class="row">
          ${onShow ? html`<span class="badge own">${t("on_show")}</span>` : nothing}
          <span class="badge ${session.open ? "live" : session.state === "waiting" ? "soon" : ""}">${t(`session_${session.state}`)}</span>
          <span class="badge">${t(session.anonymous ? "anonymous" : "named")}</span>
          ${session.changeable ? html`<span class="badge">${t("is_changeable")}</span>` : nothing}
          ${turn ? html`<span class="soft">${t("round_of", { n: turn, date: dates.format(new Date(session.created_at)) })}</span>` : nothing}
          <span class="soft votes">${t(plural("votes", session.votes), { n: session.votes })}</span>
        </p>
        ${this.detail!.sessions.length > 1 ? this.moves(poll, session, place) : nothing}
      </div>
      <ul class="row choices">${poll.choices.map((each) => html`<li class="chip ${each.correct ? "is-correct" : ""}">${each.correct ? html`<span class="unseen">${t("correct")}: </span><span aria-hidden="true">✓ </span>` : nothing}<span dir="auto">${each.text}</span></li>`)}</ul>
      <div class="row" role="group" aria-labelledby=${id}>
        ${session.open
          ? this.button("close", () => this.change(session, { open: false }))
          : stays(session) ? nothing : this.button(session.state === "waiting" ? "open" : "reopen", () => this.change(session, { open: true }), session.state === "waiting" ? "primary" : "")}
        ${this.button(revealed ? "hide" : "reveal", () => this.change(session, { results: revealed ? "until_revealed" : "public" }))}
        ${onShow ? nothing : this.button("put_on_show", () => this.change(session, { on_show: true }))}
        <button class="button small quiet" @click=${() => (this.panel = { kind: "editor", poll, session })}>${t("edit")}</button>
        ${this.button("again", () => createSession(poll.id, this.course, { anonymous: session.anonymous, results: session.planned, changeable: session.changeable }), "quiet")}
        ${this.button("duplicate", () => this.duplicate(poll, session), "quiet")}
        ${this.button("delete", () => this.delete(poll, session), "quiet")}
      </div>
    </li>`;
  }

  private moves(poll: Poll, session: Session, place: number) {
    const button = (by: number, name: string, sign: string) => {
      const possible = !!this.detail!.sessions[place + by];
      return html`<button class="button small quiet" aria-label=${name} aria-disabled=${possible ? "false" : "true"}
        @click=${() => possible && this.act(() => this.move(poll, session, by))}>${sign}</button>`;
    };
    return html`<span class="row moves">${button(-1, t("up_poll", { question: poll.question }), "↑")}${button(1, t("down_poll", { question: poll.question }), "↓")}</span>`;
  }

  /** What was written elsewhere, by a program say, and can be asked here. */
  private unasked(polls: Poll[]) {
    return html`<details class="unasked"><summary>${t("unasked")} <span class="badge">${number(polls.length)}</span></summary>
      <ul class="stack agenda">${polls.map((poll) => {
        const id = `unasked-${poll.id}`;
        return html`<li class="card row spread">
          <h3 id=${id}>${poll.question}</h3>
          <div class="row" role="group" aria-labelledby=${id}>
            ${this.button("ask_here", () => createSession(poll.id, this.course, { anonymous: true, results: "after_vote" }))}
            ${this.button("delete", () => this.deleteUnasked(poll), "quiet")}
          </div>
        </li>`;
      })}</ul></details>`;
  }

  private button(name: Parameters<typeof t>[0], act: () => unknown, kind = "") {
    return html`<button class="button small ${kind}" aria-disabled=${this.busy ? "true" : "false"} @click=${() => this.act(act)}>${t(name)}</button>`;
  }

  /** Does one thing at a time, shows what became of it, and says what went wrong. */
  private async act(what: () => unknown, focus?: string) {
    if (this.busy) return;
    this.busy = true;
    this.problem = "";
    try {
      await what();
      await this.load();
      if (focus) void this.focusOn(focus);
    } catch (fault) {
      this.problem = this.words(fault);
    } finally {
      this.busy = false;
    }
  }

  private words(fault: unknown) {
    if (fault instanceof Problem && fault.code === "too_late") return t("too_late");
    if (fault instanceof Problem && fault.code === "has_votes") return t("has_votes");
    if (fault instanceof Problem && fault.code === "stays_closed") return t("stays_closed");
    if (fault instanceof Problem && fault.code === "quota") return t("quota");
    if (fault instanceof Problem && fault.status === 422) return t("unfit");
    if (fault instanceof Problem && fault.status === 400) return t("has_anonymous_votes");
    return t("failed");
  }

  private async change(session: Session, what: Change) {
    await change(session.id, what);
    const question = this.detail!.polls.find((each) => each.id === session.poll)?.question ?? "";
    if (what.open !== undefined) announce(`${question}: ${t(what.open ? "session_open" : "session_closed")}`, true);
  }

  private async move(poll: Poll, session: Session, by: number) {
    const order = this.detail!.sessions.map((each) => each.id);
    const to = order.indexOf(session.id) + by;
    order.splice(to - by, 1);
    order.splice(to, 0, session.id);
    try {
      await arrange(this.course, order);
    } catch (fault) {
      // Somebody else may have deleted what stands in our order.
      await this.load();
      throw fault;
    }
    announce(t("moved", { question: poll.question, n: to + 1, all: order.length }), true);
  }

  private async save({ draft, wish, present }: Written, poll?: Poll, session?: Session) {
    if (!poll) {
      const made = await createSession(await createPoll(draft), this.course, wish);
      if (present) {
        await change(made.session, { on_show: true });
        location.assign(`/present/${this.course}`);
      }
    } else if (await this.mayLose(poll, draft, session)) {
      await changePoll(poll, draft);
      if (session) await this.set(poll, session, wish);
    } else {
      return;
    }
    stored(this.course, session);
    this.panel = { kind: "none" };
  }

  /** Whether the votes for what the draft leaves out may go; asks when there are some. */
  private async mayLose(poll: Poll, draft: Draft, session?: Session): Promise<boolean> {
    const { votes, texts } = await votesLost(poll, draft);
    if (votes && session?.anonymous && session.votes) throw new Problem(400, "has_anonymous_votes", "");
    return votes === 0 || confirmed(t(plural("remove_ask", votes), { n: votes, choice: texts.join("”, “") }), t("remove"));
  }

  private async set(poll: Poll, session: Session, wish: SessionWish) {
    if (session.anonymous !== wish.anonymous) {
      // Whether a session is anonymous is fixed when it is made; nothing is lost with one that was never open.
      const made = await createSession(poll.id, this.course, wish);
      await arrange(this.course, this.detail!.sessions.map((each) => (each.id === session.id ? made.session : each.id)).concat(session.id));
      if (this.detail!.on_show === session.id) await change(made.session, { on_show: true });
      await call("DELETE", `/api/v1/polls/${poll.id}/poll_sessions/${session.id}`);
      return;
    }
    const changed: Change = {
      ...(session.results === wish.results ? {} : { results: wish.results }),
      ...(session.changeable === !!wish.changeable ? {} : { changeable: !!wish.changeable }),
    };
    if (Object.keys(changed).length) await change(session.id, changed);
  }

  private async duplicate(poll: Poll, session: Session) {
    const choices = poll.choices.map(({ text, correct }) => ({ text, correct }));
    await createSession(await createPoll({ question: poll.question, choices }), this.course, {
      anonymous: session.anonymous,
      results: session.planned,
      changeable: session.changeable,
    });
  }

  private async delete(poll: Poll, session: Session) {
    const others = this.detail!.sessions.some((each) => each.poll === poll.id && each.id !== session.id);
    const ask = others || !poll.own ? "delete_session_ask" : "delete_ask";
    if (!(await confirmed(t(ask, { question: poll.question }), t("delete")))) return;
    await deleteSession(session.id);
    void this.focusOn(".undo button");
  }

  private async deleteUnasked(poll: Poll) {
    if (await confirmed(t("delete_ask", { question: poll.question }), t("delete"))) await deletePoll(poll.id);
  }

  private settings() {
    const room = this.detail!.room;
    return html`<div class="card stack">
      <form class="line" @submit=${this.rename}>
        <div class="field"><label for="name">${t("room_name")}</label><input id="name" required .value=${room.name} autocomplete="off"></div>
        <button class="button">${t("rename")}</button>
      </form>
      <label class="check"><input type="checkbox" .checked=${room.guests} @change=${(event: Event) => this.patch({ guests: (event.target as HTMLInputElement).checked })}>${t("guests")}</label>
      ${room.guests ? this.flow(room.guests_a_minute) : nothing}
      <label class="check"><input type="checkbox" id="next-opens" .checked=${room.next_opens} @change=${(event: Event) => this.patch({ next_opens: (event.target as HTMLInputElement).checked })}>${t("next_opens")}</label>
      <div class="row">
        <button class="button small" @click=${this.renew}>${t("renew")}</button>
        <button class="button small danger" @click=${this.deleteRoom}>${t("delete_room")}</button>
      </div>
    </div>`;
  }

  /** A hall shares one address, so that only the host knows how many may come at once. */
  private flow(aMinute: number) {
    return html`<form class="line" @submit=${this.limit}>
      <div class="field">
        <label for="flow">${t("flow")}</label>
        <p class="hint" id="flow-hint">${t("flow_hint")}</p>
        <input id="flow" type="number" inputmode="numeric" min="1" max="1000" .value=${aMinute ? String(aMinute) : ""} autocomplete="off" aria-describedby="flow-hint">
      </div>
      <button class="button">${t("save")}</button>
    </form>`;
  }

  private limit(event: SubmitEvent) {
    event.preventDefault();
    const wanted = Number(this.querySelector<HTMLInputElement>("#flow")!.value);
    void this.patch({ guests_a_minute: wanted }).then(() => this.problem || announce(t("saved"), true));
  }

  private patch(wish: { name?: string; guests?: boolean; renew?: boolean; guests_a_minute?: number; next_opens?: boolean }) {
    return this.act(() => call("PATCH", `/web/rooms/${this.course}`, wish));
  }

  private rename(event: SubmitEvent) {
    event.preventDefault();
    void this.patch({ name: this.querySelector<HTMLInputElement>("#name")!.value }).then(() => announce(t("saved"), true));
  }

  private async renew() {
    if (await confirmed(t("renew_ask"), t("renew"))) await this.patch({ renew: true });
  }

  private async deleteRoom() {
    if (!(await confirmed(t("delete_room_ask", { name: this.detail!.room.name }), t("delete_room")))) return;
    await deleteCourse(this.course);
    history.replaceState(null, "", "/host/");
    dispatchEvent(new PopStateEvent("popstate"));
  }

  private async copy(event: Event) {
    const button = event.currentTarget as HTMLElement;
    try {
      await navigator.clipboard.writeText(this.detail!.room.link);
    } catch {
      // Without HTTPS there is no clipboard: the link is shown to be copied by hand.
      prompt(t("copy_link"), this.detail!.room.link);
      return;
    }
    button.textContent = t("copied");
    announce(t("copied"), true);
    window.setTimeout(() => (button.textContent = t("copy_link")), 2_000);
  }
}
customElements.define("host-room", HostRoom);
