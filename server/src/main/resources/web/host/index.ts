// The page of those who ask: signs in, and leads to rooms, sessions and meetings.
import "../shared/base.css";
import "./page.css";
import "../shared/sign-in";
import "./rooms";
import "./room";
import "./session";
import "./meetings";
import "./account";
import { html, nothing } from "lit";
import { call, me, Problem, type Me } from "../shared/api";
import { logo } from "../shared/logo";
import { PageElement } from "../shared/page";
import { t } from "./words";

class HostPage extends PageElement {
  static override properties = { me: { state: true }, path: { state: true }, problem: { state: true } };
  declare me: Me | undefined;
  declare path: string;
  declare problem: string;

  constructor() {
    super();
    this.path = location.pathname;
    this.problem = "";
    void this.enter();
    addEventListener("popstate", () => this.go());
    this.addEventListener("click", (event) => this.follow(event));
    this.addEventListener("signed-in", (event) => (this.me = (event as CustomEvent<Me>).detail));
    this.addEventListener("signed-out", () => (this.me = { user: null, guest: null }));
  }

  /** By the secret behind the # of a host link, which leaves the address bar first of all. */
  private async enter() {
    const link = location.hash.slice(1);
    if (link) {
      history.replaceState(null, "", location.pathname);
      try {
        this.me = await call<Me>("POST", "/web/session", { link });
        return;
      } catch (fault) {
        this.problem = t(fault instanceof Problem && fault.status === 410 ? "wrong_link" : "failed");
      }
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
    if (!link || link.target || link.hasAttribute("download") || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || !url.pathname.startsWith("/host")) return;
    event.preventDefault();
    history.pushState(null, "", url.pathname);
    this.go();
  }

  private go() {
    this.path = location.pathname;
    scrollTo(0, 0);
    void this.focusOn("main h1");
  }

  protected override render() {
    const user = this.me?.user;
    return html`<header class="top">
        ${logo("/host/")}
        ${user
          ? html`<nav class="row" aria-label=${t("title")}>
              <a class="button quiet small" href="/host/" aria-current=${this.path.replace(/\/$/, "") === "/host" ? "page" : nothing}>${t("rooms")}</a>
              ${user.host ? html`<a class="button quiet small" href="/host/meetings" aria-current=${this.path === "/host/meetings" ? "page" : nothing}>${t("meetings")}</a>` : nothing}
              <a class="button quiet small" href="/q/swagger-ui/">${t("api")}</a>
              <a class="button quiet small who" href="/host/account" title=${t("account")} aria-current=${this.path === "/host/account" ? "page" : nothing}>${user.name}</a>
              <button class="button quiet small" @click=${this.leave}>${t("sign_out")}</button>
            </nav>`
          : nothing}
      </header>
      <main>${this.body()}</main>`;
  }

  private body() {
    if (!this.me) return html`<div class="centre" role="status"><div class="spinner"></div><p>${t("loading")}</p></div>`;
    if (!this.me.user) {
      return html`<div class="narrow stack">
        ${this.problem ? html`<p class="note bad" role="alert">${this.problem}</p>` : nothing}
        <sign-in-form .words=${{
          title: t("sign_in"), hint: t("sign_in_hint"), login: t("login"), password: t("password"), signIn: t("sign_in"),
          wrong: t("wrong"), failed: t("failed"), busy: t("busy"), token: t("token"), byToken: t("by_token"), byPassword: t("by_password"),
        }}></sign-in-form></div>`;
    }
    const [, , kind, room, , session] = this.path.split("/");
    if (kind === "account") return html`<host-account .administrator=${this.me.user.administrator}></host-account>`;
    if (kind === "meetings") return html`<host-meetings></host-meetings>`;
    if (kind === "rooms" && session) return html`<host-session .course=${Number(room)} .session=${Number(session)}></host-session>`;
    if (kind === "rooms" && room) return html`<host-room .course=${Number(room)}></host-room>`;
    return html`<host-rooms></host-rooms>`;
  }

  private async leave() {
    await call("DELETE", "/web/session");
    this.me = { user: null, guest: null };
    history.replaceState(null, "", "/host/");
    this.path = "/host/";
    void this.focusOn("#title");
  }
}
customElements.define("host-page", HostPage);
