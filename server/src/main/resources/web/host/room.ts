// One room: how people get in, and what is asked there.
import { html, nothing, type PropertyValues } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { announce, tell } from "../shared/announce";
import { copy } from "../shared/copy";
import { Problem } from "../shared/api";
import { ACCOUNT, RoomStream, type Snapshot } from "../shared/live";
import { PageElement } from "../shared/page";
import { again, detail, waiting, type Detail, type Discarded, type Poll, type Session } from "../shared/rooms";
import { language, number } from "../shared/text";
import { duplicate, move, remove, removeUnasked, save, set } from "./acts";
import { asking, type Deeds } from "./asking";
import { createSession, restore } from "./canvas";
import "./doors";
import type { Written } from "./editor";
import "./editor";
import "./import";
import { said } from "./problems";
import { t } from "./words";
import { plain, written } from "../shared/written";

type Panel = { kind: "none" } | { kind: "editor"; poll?: Poll; session?: Session; waits?: boolean } | { kind: "import" };

const UNDO_LOOK_MS = 10_000;

class HostRoom extends PageElement {
  static override properties = {
    course: { type: Number },
    detail: { state: true },
    panel: { state: true },
    problem: { state: true },
    busy: { state: true },
    missing: { state: true },
    connected: { state: true },
  };
  declare course: number;
  declare detail: Detail | undefined;
  declare panel: Panel;
  declare problem: string;
  declare busy: boolean;
  declare missing: boolean;
  declare connected: boolean;
  private stream?: RoomStream;
  private undoTimer = 0;
  /** The card of what was made just now. */
  private newest = "";
  /** Whether it could not be read, which is said until it can. */
  private unread = false;

  constructor() {
    super();
    this.panel = { kind: "none" };
    this.problem = "";
    this.busy = false;
    this.missing = false;
    this.connected = true;
  }

  override connectedCallback() {
    super.connectedCallback();
    void this.load();
    this.stream = new RoomStream(this.course, ACCOUNT, {
      onShow: (snapshot) => this.live(snapshot),
      onConnection: (connected) => {
        this.connected = connected;
        if (connected && this.unread) void this.load();
      },
      onArranged: () => void this.load(),
      onRoom: () => void this.load(),
      // Why, the room itself tells.
      onRefused: () => void this.load(),
    });
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.stream?.close();
    clearTimeout(this.undoTimer);
  }

  /** A card that changes its place in the document loses the focus, whoever moved it. */
  /** How often each poll was opened or closed since it stands here. */
  private readonly turns = new Map<number, { open: boolean; turns: number }>();

  protected override willUpdate() {
    for (const { id, open } of this.detail?.sessions ?? []) {
      const before = this.turns.get(id);
      if (before?.open !== open) this.turns.set(id, { open, turns: before ? before.turns + 1 : 0 });
    }
  }

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
      known.votes = snapshot.people ?? snapshot.votes ?? known.votes;
      known.waiting = waiting(snapshot);
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
          <a class="button small" id="people" href=${`/host/rooms/${room.course}/people`}>${t("people")}</a>
          <a class="button small" id="settings" href=${`/host/rooms/${room.course}/settings`}>${t("settings")}</a>
        </div>
      </div>
      <div class="row spread">
        <h2>${t("polls")}</h2>
        <div class="row">
          ${this.detail.sessions.length ? html`<a class="button small quiet" href=${`/web/rooms/${room.course}/results.xlsx?language=${language}`} download>${t("room_files")}</a>` : nothing}
          <button class="button small" id="import" aria-expanded=${this.panel.kind === "import"} @click=${() => (this.panel = this.panel.kind === "import" ? { kind: "none" } : { kind: "import" })}>${t("import")}</button>
          <button class="button small primary" id="new" @click=${this.write}>+ ${t("new_poll")}</button>
        </div>
      </div>
      ${this.connected ? nothing : html`<p class="note warn lost" role="status">${t("no_server_now")}</p>`}
      ${this.problem && this.panel.kind !== "editor" ? html`<p class="note bad at-hand" role="alert">${this.problem}</p>` : nothing}
      ${this.detail.discarded.map((each) => this.undo(each))}
      ${this.panel.kind === "import" ? html`<host-import .course=${this.course} @imported=${() => this.load()}></host-import>` : nothing}
      ${this.panel.kind === "editor" && !this.panel.poll ? this.editor() : nothing}
      ${this.detail.sessions.length || this.panel.kind === "editor" ? nothing : html`<p class="card soft">${t("no_polls")}</p>`}
      <ol class="stack agenda">${repeat(this.detail.sessions, (each) => each.id, (each) => this.session(each))}</ol>
      ${this.detail.unasked.length ? this.unasked(this.detail.unasked) : nothing}`;
  }

  /** What was deleted a moment ago. */
  private undo(discarded: Discarded) {
    return html`<div class="note row spread undo" role="status">
      <span dir="auto">${t("deleted", { question: plain(discarded.question) })}</span>
      <button class="button small" aria-label=${t("undo_of", { question: plain(discarded.question) })} @click=${() => this.act(() => this.takeBack(discarded), "#new")}>${t("undo")}</button>
    </div>`;
  }

  private async takeBack(discarded: Discarded) {
    await restore(discarded.id);
    tell(t("restored", { question: plain(discarded.question) }));
  }

  private editor() {
    const { poll, session, waits } = this.panel as { poll?: Poll; session?: Session; waits?: boolean };
    return html`<poll-editor .waits=${!!waits} .course=${this.course} .poll=${poll} .session=${session} .busy=${this.busy} .refusal=${this.problem}
      @written=${(event: CustomEvent<Written>) => this.act(async () => {
        const saved = await save(this.detail!, event.detail, poll, session);
        if (!saved) return;
        this.panel = { kind: "none" };
        this.arrive(saved.session, saved.told);
      })}
      @cancelled=${() => this.closePanel()}></poll-editor>`;
  }

  private write() {
    this.panel = { kind: "editor" };
    void this.focusOn("#question");
  }

  /** Brings whoever made something to its card, which may stand below the window. */
  private arrive(session: number, told: string) {
    tell(told);
    this.newest = `#poll-${session}`;
  }

  private closePanel(focus = "#new") {
    this.panel = { kind: "none" };
    void this.focusOn(focus);
  }

  private session(session: Session) {
    const poll = this.detail!.polls.find((each) => each.id === session.poll);
    if (!poll) return nothing;
    if (this.panel.kind === "editor" && this.panel.session?.id === session.id) return html`<li>${this.editor()}</li>`;
    return asking(this.detail!, poll, session, this.busy, this.turns.get(session.id)?.turns ?? 0, this.deeds);
  }

  private readonly deeds: Deeds = {
    set: (session, what) => this.act(() => set(this.detail!, session, what)),
    edit: (poll, session) => (this.panel = { kind: "editor", poll, session }),
    again: (poll, session) => this.act(async () => this.arrive(await again(this.course, poll.id, session), t("added", { question: plain(poll.question) }))),
    duplicate: (poll, session) => this.act(async () => this.arrive(await duplicate(this.course, poll, session), t("added", { question: plain(poll.question) }))),
    move: (poll, session, by) => this.act(() => move(this.detail!, poll, session, by)),
    remove: (poll, session) =>
      this.act(async () => {
        if (await remove(this.detail!, poll, session)) void this.focusOn(".undo button");
      }),
  };

  /** What was written elsewhere, by a program say, and can be asked here. */
  private unasked(polls: Poll[]) {
    return html`<details class="unasked"><summary>${t("unasked")} <span class="badge">${number(polls.length)}</span></summary>
      <ul class="stack agenda">${polls.map((poll) => {
        const id = `unasked-${poll.id}`;
        return html`<li class="card row spread">
          <h3 id=${id} dir="auto" ${written(poll.question)}></h3>
          <div class="row" role="group" aria-labelledby=${id}>
            ${this.button("ask_here", () => createSession(poll.id, this.course, { anonymous: true, results: "after_vote" }))}
            ${this.button("delete", () => removeUnasked(poll), "quiet")}
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
      const at = this.newest || focus;
      this.newest = "";
      if (at) void this.focusOn(at);
    } catch (fault) {
      this.problem = said(fault, { bad_request: "has_anonymous_votes" });
      // Somebody else may have changed what we went by.
      await this.load();
    } finally {
      this.busy = false;
    }
  }

  private async copy(event: Event) {
    const button = event.currentTarget as HTMLElement;
    if (!(await copy(this.detail!.room.link))) {
      // To be copied by hand.
      prompt(t("copy_link"), this.detail!.room.link);
      return;
    }
    button.textContent = t("copied");
    announce(t("copied"), true);
    window.setTimeout(() => (button.textContent = t("copy_link")), 2_000);
  }
}
customElements.define("host-room", HostRoom);
