// The page of those who answer: joins a room, follows what is on show there, votes.
import "../shared/base.css";
import "./page.css";
import "./join";
import "./room";
import { html, nothing } from "lit";
import { announce } from "../shared/announce";
import { call, me, Problem, type Me } from "../shared/api";
import { keepsCookies } from "../shared/cookies";
import { wear } from "../shared/colour";
import { sign } from "../shared/look";
import { PageElement } from "../shared/page";
import { decoded, type Typed } from "./code";
import type { Hindrance, Occasion } from "./door/door";
import { forgetAnswers } from "./outbox";
import type { Joined, VoteRoom } from "./room";
import "./who";
import { lastGuest, onOtherGuest, rememberGuest } from "./who";
import { speakTo, t } from "./words";

type State =
  | { kind: "asking"; problem: string; code: string; busy: boolean }
  | { kind: "joining"; code: string }
  /** `room`: in which they are a guest; `was`: the name of whom was signed out. */
  | { kind: "signing-in"; code: string; occasion: Occasion; room?: Joined; was?: string }
  | { kind: "stuck"; by: Hindrance }
  | { kind: "in"; room: Joined; told: string };

/** Who is refused again so soon after joining anew is not kept by this browser, and would join for ever. */
const AT_ONCE_MS = 10_000;

/** So long stands what was said to somebody who is in, unless there is something new before. */
const TOLD_MS = 60_000;

class VotePage extends PageElement {
  static override properties = { state: { state: true }, door: { state: true } };
  declare state: State;
  /** Once somebody has come to it. */
  declare door?: typeof import("./door/door");
  /** From the link that was opened or pasted. */
  private secret = location.hash.slice(1) || undefined;
  private anewAt = 0;
  private left = false;
  private standing = "";
  private fading = 0;

  constructor() {
    super();
    const code = decoded(location.pathname.match(/^\/j\/([^/]+)/)?.[1] ?? "");
    const known = code || location.pathname === "/";
    this.state = code ? { kind: "joining", code } : { kind: "asking", problem: known ? "" : t("no_page"), code: "", busy: false };
    if (code) void this.join(code);
    onOtherGuest(() => location.reload());
  }

  protected override render() {
    const room = this.state.kind === "in" ? this.state.room : undefined;
    return html`<header class="top">
        <a class="logo" href="/">${sign(room?.look)}<span class=${room?.look.logo ? "unseen" : ""}>Pollard</span></a>
        ${room ? html`<p class="where"><span>${room.name}</span> <span class="code">${room.code}</span></p>
          ${room.preview ? nothing : html`<who-is-this .room=${room} @not-you=${() => this.leave(room)} @sign-in=${() => this.signIn(room.code, room)} @renamed=${(event: CustomEvent<Joined["guest"]>) => this.renamed(event.detail)}></who-is-this>`}` : nothing}
      </header>
      <main>${this.body()}</main>`;
  }

  private body() {
    const state = this.state;
    switch (state.kind) {
      case "asking":
        return html`<join-form .problem=${state.problem} .code=${state.code} .busy=${state.busy}
          @code=${({ detail }: CustomEvent<Typed & { account: boolean }>) => {
            this.secret = detail.secret ?? this.secret;
            if (detail.account) this.signIn(detail.code);
            else void this.join(detail.code);
          }}></join-form>`;
      case "joining":
        return this.moment();
      case "signing-in":
        return this.door?.signingIn(state.occasion, (event) => this.signedIn(state.code, event.detail, state.was), () => this.stay(state)) ?? this.moment();
      case "stuck":
        return this.door?.stuck(state.by) ?? this.moment();
      case "in":
        return html`${state.told ? html`<p class="note warn anew">${state.told}</p>` : nothing}
          ${state.room.preview ? html`<div class="note preview row spread"><p>${t("preview")}</p><a class="button small" href=${`/host/rooms/${state.room.course}`}>${t("to_room")}</a></div>` : nothing}
          <vote-room .room=${state.room} @moved-on=${() => this.movedOn()} @refused=${() => this.refused(state.room)} @room-changed=${() => this.lookAgain(state.room)} @renamed=${(event: CustomEvent<Joined["guest"]>) => this.renamed(event.detail)}></vote-room>`;
    }
  }

  private moment() {
    return html`<div class="card centre" role="status"><div class="spinner"></div><p>${t("joining")}</p></div>`;
  }

  protected override willUpdate() {
    if (!this.door && (this.state.kind === "signing-in" || this.state.kind === "stuck")) void this.fetchDoor();
  }

  protected override updated() {
    const told = this.state.kind === "in" ? this.state.told : "";
    if (told === this.standing) return;
    this.standing = told;
    clearTimeout(this.fading);
    if (told) this.fading = window.setTimeout(() => this.movedOn(), TOLD_MS);
  }

  private async fetchDoor() {
    try {
      this.door = await import("./door/door");
    } catch {
      this.onceMore(() => this.fetchDoor());
    }
  }

  private signIn(code: string, room?: Joined) {
    this.state = { kind: "signing-in", code, occasion: room ? "guest" : "wished", room };
    void this.focusOn("#title");
  }

  /** Whoever does not sign in. */
  private stay({ code, occasion, room }: { code: string; occasion: Occasion; room?: Joined }) {
    if (occasion === "signed_out") {
      void this.join(code);
      return;
    }
    this.state = room ? { kind: "in", room, told: "" } : { kind: "asking", problem: "", code, busy: false };
    void this.focusOn(room ? "#sign-in" : "#code");
  }

  /** What the guest of this browser has answered stays with the guest; who comes back has still to send what is kept. */
  private async signedIn(code: string, { user }: Me, was?: string) {
    await call("DELETE", "/web/guest").catch(() => undefined);
    if (!was || user?.name !== was) forgetAnswers();
    rememberGuest(null);
    await this.join(code);
  }

  /** The server does not know us any more; that is told when we are in again. */
  private async refused(room: Joined) {
    if (room.user) {
      // Who was signed in is not made a guest without a word.
      const now = await me().catch(() => undefined);
      if (this.state.kind !== "in" || this.state.room.course !== room.course) return;
      if (!now) {
        this.onceMore(() => this.refused(room));
        return;
      }
      if (!now.user) {
        this.state = { kind: "signing-in", code: room.code, occasion: "signed_out", was: room.user };
        void this.focusOn("#title");
        return;
      }
    }
    if (Date.now() - this.anewAt < AT_ONCE_MS) {
      this.state = { kind: "stuck", by: "cookies" };
      return;
    }
    this.anewAt = Date.now();
    void this.join(room.code, room.guest?.name);
  }

  /** The code and the name of the room we are in may be others, or we may not stay. */
  private async lookAgain(room: Joined) {
    try {
      const now = await call<Joined>("POST", "/web/join", { course: room.course });
      await speakTo(now.look.formal);
      if (this.state.kind !== "in" || this.state.room.course !== now.course) return;
      const told = now.code === room.code ? this.state.told : t("new_code", { code: now.code });
      history.replaceState(null, "", `/j/${now.code}`);
      document.title = `${now.name} – Pollard`;
      wear(now.look.color);
      this.state = { kind: "in", room: now, told };
      if (now.code !== room.code) announce(told, true);
    } catch {
      // Whether we may stay is told by the stream.
    }
  }

  /** What was said to somebody who came in is of no interest once they tap an answer, or there is another question. */
  private movedOn() {
    if (this.state.kind === "in" && this.state.told) this.state = { ...this.state, told: "" };
  }

  private renamed(guest: Joined["guest"]) {
    if (this.state.kind === "in") this.state = { ...this.state, room: { ...this.state.room, guest } };
  }

  /** Leaves the device to whoever comes next, who answers for themselves. What was answered stays with whom answered it: whoever came here by accident could not come back to it. */
  private async leave(room: Joined) {
    const answered = !!this.querySelector<VoteRoom>("vote-room")?.answered;
    try {
      const { mayLeave } = await import("./door/door");
      if (!(await mayLeave(answered))) return;
      await call("DELETE", "/web/guest");
      if (room.user) await call("DELETE", "/web/session");
    } catch {
      this.state = { kind: "in", room, told: t("failed") };
      announce(t("failed"), true);
      return;
    }
    // The room goes first, with what it would still send.
    this.state = { kind: "joining", code: room.code };
    await this.updateComplete;
    forgetAnswers();
    rememberGuest(null);
    this.left = true;
    await this.join(room.code);
  }

  /** What there is to say to somebody who has come in, beside that they are in. */
  private told(room: Joined): string {
    const before = lastGuest();
    const now = room.guest?.id ?? null;
    const anew = now !== null && before !== null && before !== now;
    const left = this.left;
    this.left = false;
    if (now !== null) rememberGuest(now);
    return anew ? t("anew") : left && now !== null ? t("next_one") : "";
  }

  /** @param name of whoever was in until now, and answers under it when the server has forgotten them */
  private async join(code: string, name?: string | null) {
    if (!keepsCookies()) {
      this.state = { kind: "stuck", by: "cookies" };
      return;
    }
    const asked = this.state.kind === "asking";
    this.state = asked ? { kind: "asking", problem: "", code, busy: true } : { kind: "joining", code };
    try {
      const room = await call<Joined>("POST", "/web/join", { code, secret: this.secret });
      if (name && room.guest && !room.guest.name) room.guest = await call("PUT", "/web/guest", { name });
      // The secret of the QR code leaves the address bar, from where it would be copied along.
      history.replaceState(null, "", `/j/${room.code}`);
      document.title = `${room.name} – Pollard`;
      await speakTo(room.look.formal);
      wear(room.look.color);
      const told = this.told(room);
      this.state = { kind: "in", room, told };
      if (told) announce(told, true);
      void this.focusOn("vote-room h1");
    } catch (fault) {
      if (fault instanceof Problem && fault.code === "no_guests") {
        // Who was in is not asked to sign in without a word.
        this.state = { kind: "signing-in", code, occasion: this.anewAt && Date.now() - this.anewAt < AT_ONCE_MS ? "put_out" : "needed" };
        void this.focusOn("#title");
        void this.comeBack(code).catch(() => undefined);
        return;
      }
      if (!asked && fault instanceof Problem && (fault.status === 0 || fault.code === "busy" || fault.status >= 500)) {
        window.setTimeout(() => void this.join(code, name), 2_000);
        return;
      }
      if (fault instanceof Problem && fault.code === "other_origin") {
        this.state = { kind: "stuck", by: "origin" };
        return;
      }
      this.state = { kind: "asking", problem: this.problem(fault, code), code, busy: false };
    }
  }

  /** A host may let guests in again: then whoever waits is in by themselves. Nobody who signs in is disturbed. */
  private async comeBack(code: string) {
    const { welcome } = await import("./door/door");
    const waits = () => this.state.kind === "signing-in" && ["needed", "put_out"].includes(this.state.occasion) && this.state.code === code;
    if (await welcome({ code, secret: this.secret }, waits, () => [...this.querySelectorAll("input")].some((each) => each.value))) void this.join(code);
  }

  private problem(fault: unknown, code: string): string {
    if (fault instanceof Problem && fault.code === "unknown_code") return t("unknown_code", { code });
    if (fault instanceof Problem && fault.code === "not_allowed") return t("not_allowed");
    if (fault instanceof Problem && fault.code === "removed") return t("removed");
    if (fault instanceof Problem && fault.code === "too_many_guests") return t("too_many_guests");
    return t(fault instanceof Problem && fault.code === "busy" ? "busy" : "failed");
  }
}
customElements.define("vote-page", VotePage);
