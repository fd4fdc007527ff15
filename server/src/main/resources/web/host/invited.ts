// Somebody was invited to run a room with others: with the account that they have, or with one that they make here.
import { html, nothing } from "lit";
import { call, Problem, type Me } from "../shared/api";
import { keepsCookies } from "../shared/cookies";
import { PageElement } from "../shared/page";
import { wrongAccount } from "./own";
import { t } from "./words";

interface Invitation {
  course: number;
  name: string;
  user: string | null;
}

class HostInvited extends PageElement {
  static override properties = {
    me: { attribute: false }, secret: { attribute: false }, invitation: { state: true }, problem: { state: true }, wrong: { state: true }, busy: { state: true }, known: { state: true },
  };
  declare me: Me;
  declare secret: string;
  declare invitation: Invitation | undefined;
  declare problem: string;
  declare wrong: { field: string; text: string } | undefined;
  declare busy: boolean;
  /** Whether an account that is there is to be used. */
  declare known: boolean;

  constructor() {
    super();
    this.secret = "";
    this.problem = "";
    this.busy = false;
    this.known = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    void this.look();
  }

  private async look() {
    try {
      this.invitation = await call<Invitation>("POST", "/web/invitation", { secret: this.secret });
      void this.focusOn("h1");
    } catch (fault) {
      this.problem = t(fault instanceof Problem && fault.status === 410 ? "wrong_invitation" : "failed");
    }
  }

  protected override render() {
    const invitation = this.invitation;
    if (!invitation) return html`<div class="narrow stack">${this.problem ? html`<h1 tabindex="-1">${t("invited")}</h1>` : nothing}<p class="note ${this.problem ? "bad" : ""}" role=${this.problem ? "alert" : "status"}>${this.problem || t("loading")}</p>${this.problem ? html`<a class="button wide" href="/host/">${t("rooms")}</a>` : nothing}</div>`;
    const user = this.me.user;
    return html`<div class="narrow stack">
      <h1 tabindex="-1">${t("invited_to", { name: invitation.name })}</h1>
      ${this.problem ? html`<p class="note bad" role="alert">${this.problem}</p>` : nothing}
      ${user
        ? html`<p>${t("invited_as", { name: user.name })}</p><button class="button primary wide" @click=${() => this.accept({})}>${t("invited_go")}</button>`
        : this.known ? this.signIn() : this.account()}
    </div>`;
  }

  private signIn() {
    return html`<sign-in-form .words=${{
        title: t("sign_in"), hint: "", login: t("login"), password: t("password"), signIn: t("sign_in"), wrong: t("wrong"), failed: t("failed"), busy: t("busy"), cookies: t("cookies"), origin: t("origin", { origin: location.origin }),
      }}></sign-in-form>
      <button class="button quiet" @click=${() => (this.known = false)}>${t("invited_new")}</button>`;
  }

  private account() {
    const described = (field: string) => (this.wrong?.field === field ? "own-problem" : nothing);
    const invalid = (field: string) => (this.wrong?.field === field ? "true" : nothing);
    return html`<form class="card stack" @submit=${this.submit}>
        <p class="soft">${t("invited_hint")}</p>
        <div class="field"><label for="own-name">${t("own_name")}</label><input id="own-name" required maxlength="255" autocomplete="name" aria-describedby=${described("own-name")} aria-invalid=${invalid("own-name")}></div>
        <div class="field"><label for="own-login">${t("login")}</label><input id="own-login" required maxlength="255" autocomplete="username" autocapitalize="none" spellcheck="false" aria-describedby=${described("own-login")} aria-invalid=${invalid("own-login")}></div>
        <div class="field"><label for="own-password">${t("password")}</label><input id="own-password" type="password" required maxlength="255" autocomplete="new-password" aria-describedby=${described("own-password")} aria-invalid=${invalid("own-password")}></div>
        ${this.wrong ? html`<p class="note bad" id="own-problem" role="alert">${this.wrong.text}</p>` : nothing}
        <button class="button primary wide" aria-disabled=${this.busy ? "true" : "false"}>${t("invited_go")}</button>
      </form>
      <button class="button quiet" @click=${() => (this.known = true)}>${t("invited_known")}</button>`;
  }

  private submit(event: SubmitEvent) {
    event.preventDefault();
    const value = (id: string) => this.querySelector<HTMLInputElement>(`#own-${id}`)!.value;
    void this.accept({ name: value("name"), login: value("login"), password: value("password") });
  }

  private async accept(who: { name?: string; login?: string; password?: string }) {
    if (this.busy) return;
    this.problem = "";
    this.wrong = undefined;
    if (!keepsCookies()) {
      this.problem = t("cookies");
      return;
    }
    this.busy = true;
    try {
      const room = await call<Invitation>("POST", "/web/invitation/accept", { secret: this.secret, ...who });
      location.assign(`/host/rooms/${room.course}`);
    } catch (fault) {
      if (fault instanceof Problem && fault.status === 410) this.problem = t("wrong_invitation");
      else if (who.name === undefined) this.problem = t("failed");
      else {
        this.wrong = wrongAccount(fault);
        void this.focusOn(`#${this.wrong.field}`);
      }
    } finally {
      this.busy = false;
    }
  }
}
customElements.define("host-invited", HostInvited);
