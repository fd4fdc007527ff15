// The page of those who ask: signs in, and leads to rooms, sessions and meetings.
import "../shared/base.css";
import "./page.css";
import "../shared/sign-in";
import "./rooms";
import "./room";
import "./people";
import "./settings";
import "./session";
import "./meetings";
import "./account";
import "./elsewhere";
import "./invited";
import "./own";
import { html, nothing } from "lit";
import { call, me, type Me } from "../shared/api";
import { enterByLink } from "../shared/enter";
import { logo } from "../shared/logo";
import { PageElement } from "../shared/page";
import { dropAllDrafts } from "./drafts";
import { mayLeave } from "./leaving";
import { t } from "./words";

/** Whose account it is, not a place: some are called like one. */
const person = html`<svg aria-hidden="true" width="16" height="16" viewBox="0 0 16 16" fill="currentColor"><circle cx="8" cy="4.5" r="3.25"/><path d="M1.5 15a6.5 5.75 0 0 1 13 0z"/></svg>`;

const nobody: Me = { user: null, guest: null, elsewhere: [] };

class HostPage extends PageElement {
  static override properties = { me: { state: true }, path: { state: true }, problem: { state: true } };
  declare me: Me | undefined;
  declare path: string;
  declare problem: string;
  /** By which somebody was invited, as long as it is on this page. */
  private invitation = "";

  constructor() {
    super();
    this.path = location.pathname;
    this.problem = "";
    void this.enter();
    addEventListener("popstate", () => this.go());
    this.addEventListener("click", (event) => this.follow(event));
    this.addEventListener("signed-in", (event) => {
      this.problem = "";
      this.me = (event as CustomEvent<Me>).detail;
    });
    this.addEventListener("renamed", (event) => (this.me = (event as CustomEvent<Me>).detail));
    this.addEventListener("signed-out", () => {
      if (this.me?.user) this.problem = t("signed_off");
      this.me = nobody;
    });
  }

  private async enter() {
    if (this.path === "/host/invited") {
      this.invitation ||= location.hash.slice(1);
      history.replaceState(null, "", location.pathname);
    } else {
      const entered = await enterByLink();
      if (entered && "me" in entered) {
        this.me = entered.me;
        return;
      }
      if (entered) this.problem = { cookies: t("cookies"), used: t("wrong_link"), origin: t("origin", { origin: location.origin }), failed: t("failed") }[entered.fault];
    }
    try {
      this.me = await me();
      if (this.me.user) this.problem = "";
    } catch {
      window.setTimeout(() => void this.enter(), 2_000);
    }
  }

  /** Links within these pages change the address without another page load. */
  private follow(event: MouseEvent) {
    const link = (event.target as Element).closest("a");
    if (event.defaultPrevented || !link || link.target || link.hasAttribute("download") || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || !url.pathname.startsWith("/host")) return;
    event.preventDefault();
    void mayLeave().then((leaves) => {
      if (!leaves) return;
      history.pushState(null, "", url.pathname);
      this.go();
    });
  }

  private go() {
    this.path = location.pathname;
    scrollTo(0, 0);
    void this.focusOn("main h1");
  }

  protected override render() {
    const user = this.me?.user;
    return html`<a class="skip" href="#main" @click=${this.skip}>${t("skip")}</a>
      <header class="top">
        ${logo("/host/")}
        ${user
          ? html`<nav class="row" aria-label=${t("title")}>
              <a class="button quiet small" href="/host/" aria-current=${this.path.replace(/\/$/, "") === "/host" ? "page" : nothing}>${t("rooms")}</a>
              ${user.host ? html`<a class="button quiet small" href="/host/meetings" aria-current=${this.path === "/host/meetings" ? "page" : nothing}>${t("meetings")}</a>` : nothing}
              <a class="button quiet small api" href="/q/swagger-ui/">${t("api")}</a>
              <a class="button quiet small who" href="/host/account" title=${t("account")} aria-current=${this.path === "/host/account" ? "page" : nothing}>${person}<span class="unseen">${t("account")}: </span><span dir="auto">${user.name}</span></a>
              <button class="button quiet small" @click=${this.leave}>${t("sign_out")}</button>
            </nav>`
          : nothing}
      </header>
      <main id="main" tabindex="-1">${user && this.me!.elsewhere.length ? html`<host-elsewhere .addresses=${this.me!.elsewhere}></host-elsewhere>` : nothing}${this.body()}</main>`;
  }

  private body() {
    if (!this.me) return html`<div class="centre" role="status"><div class="spinner"></div><p>${t("loading")}</p></div>`;
    if (this.invitation && this.path === "/host/invited") return html`<host-invited .me=${this.me} .secret=${this.invitation}></host-invited>`;
    if (!this.me.user) {
      return html`<div class="narrow stack">
        ${this.problem ? html`<p class="note bad" role="alert">${this.problem}</p>` : nothing}
        <sign-in-form .words=${{
          title: t("sign_in"), hint: t("sign_in_hint"), login: t("login"), password: t("password"), signIn: t("sign_in"),
          wrong: t("wrong"), failed: t("failed"), busy: t("busy"), cookies: t("cookies"), origin: t("origin", { origin: location.origin }), asAdministrator: t("as_administrator"), asHint: t("as_hint"), token: t("token"), byToken: t("by_token"), byPassword: t("by_password"),
        }}></sign-in-form></div>`;
    }
    const [, , kind, room, part, session] = this.path.split("/");
    if (kind === "account") return html`<host-account .me=${this.me} .administrator=${this.me.user.administrator}></host-account>`;
    if (kind === "meetings") return html`<host-meetings></host-meetings>`;
    if (kind === "rooms" && part === "people") return html`<host-people .course=${Number(room)}></host-people>`;
    if (kind === "rooms" && part === "settings") return html`<host-settings .course=${Number(room)}></host-settings>`;
    if (kind === "rooms" && session) return html`<host-session .course=${Number(room)} .session=${Number(session)}></host-session>`;
    if (kind === "rooms" && room) return html`<host-room .course=${Number(room)}></host-room>`;
    return html`<host-own .me=${this.me}></host-own><host-rooms></host-rooms>`;
  }

  /** Without a change of the address, where a sign behind the # would be taken for a host link. */
  private skip(event: Event) {
    event.preventDefault();
    this.querySelector("main")!.focus();
  }

  private async leave() {
    if (!(await mayLeave())) return;
    await call("DELETE", "/web/session");
    dropAllDrafts();
    this.me = nobody;
    // Whoever signs out need not be told that they are.
    this.problem = "";
    history.replaceState(null, "", "/host/");
    this.path = "/host/";
    void this.focusOn("#title");
  }
}
customElements.define("host-page", HostPage);
