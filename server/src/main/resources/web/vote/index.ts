// The page of those who answer: joins a room, follows what is on show there, votes.
import "../shared/base.css";
import "./page.css";
import "../shared/sign-in";
import "./join";
import "./room";
import { html, nothing } from "lit";
import { call, Problem } from "../shared/api";
import { mark } from "../shared/logo";
import { PageElement } from "../shared/page";
import type { Joined } from "./room";
import { t } from "./words";

type State =
  | { kind: "asking"; problem: string; code: string; busy: boolean }
  | { kind: "joining"; code: string }
  | { kind: "signing-in"; code: string }
  | { kind: "in"; room: Joined };

class VotePage extends PageElement {
  static override properties = { state: { state: true } };
  declare state: State;

  constructor() {
    super();
    const code = location.pathname.match(/^\/j\/([^/]+)/)?.[1];
    this.state = code ? { kind: "joining", code } : { kind: "asking", problem: "", code: "", busy: false };
    if (code) void this.join(code);
  }

  protected override render() {
    const room = this.state.kind === "in" ? this.state.room : undefined;
    return html`<header class="top">
        <a class="logo" href="/">${mark}<span>Pollard</span></a>
        ${room ? html`<p class="where"><span>${room.name}</span> <span class="code">${room.code}</span></p>` : nothing}
      </header>
      <main>${this.body()}</main>`;
  }

  private body() {
    const state = this.state;
    switch (state.kind) {
      case "asking":
        return html`<join-form .problem=${state.problem} .code=${state.code} .busy=${state.busy}
          @code=${(event: CustomEvent<string>) => this.join(event.detail)}></join-form>`;
      case "joining":
        return html`<div class="card centre" role="status"><div class="spinner"></div><p>${t("joining")}</p></div>`;
      case "signing-in":
        return html`<sign-in-form
          .words=${{ title: t("sign_in"), hint: t("sign_in_hint"), login: t("login"), password: t("password"), signIn: t("sign_in"), wrong: t("wrong"), failed: t("failed"), busy: t("busy") }}
          @signed-in=${() => this.join(state.code)}></sign-in-form>`;
      case "in":
        return html`<vote-room .room=${state.room} @refused=${() => this.join(state.room.code)}></vote-room>`;
    }
  }

  private async join(code: string) {
    const asked = this.state.kind === "asking";
    this.state = asked ? { kind: "asking", problem: "", code, busy: true } : { kind: "joining", code };
    try {
      const secret = location.hash.slice(1) || undefined;
      const room = await call<Joined>("POST", "/web/join", { code, secret });
      // The secret of the QR code leaves the address bar, from where it would be copied along.
      history.replaceState(null, "", `/j/${room.code}`);
      document.title = `${room.name} – Pollard`;
      this.state = { kind: "in", room };
    } catch (fault) {
      if (fault instanceof Problem && fault.code === "no_guests") {
        this.state = { kind: "signing-in", code };
        void this.focusOn("#title");
        return;
      }
      if (!asked && fault instanceof Problem && (fault.status === 0 || fault.code === "busy" || fault.status >= 500)) {
        window.setTimeout(() => void this.join(code), 2_000);
        return;
      }
      this.state = { kind: "asking", problem: this.problem(fault, code), code, busy: false };
    }
  }

  private problem(fault: unknown, code: string): string {
    if (fault instanceof Problem && fault.code === "unknown_code") return t("unknown_code", { code: decodeURIComponent(code) });
    if (fault instanceof Problem && fault.code === "not_allowed") return t("not_allowed");
    if (fault instanceof Problem && fault.code === "too_many_guests") return t("too_many_guests");
    return t(fault instanceof Problem && fault.code === "busy" ? "busy" : "failed");
  }
}
customElements.define("vote-page", VotePage);
