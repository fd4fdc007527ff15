// The Host came by a link: a name, a name to sign in with and a password, so that they come back by themselves.
import { html, nothing } from "lit";
import { tell } from "../shared/announce";
import { call, Problem, type Me } from "../shared/api";
import { PageElement } from "../shared/page";
import { t } from "./words";

/** What is wrong with what somebody wrote about their account, and in which field. */
export function wrongAccount(fault: unknown): { field: string; text: string } {
  const code = fault instanceof Problem ? fault.code : "";
  if (code === "password_short" || code === "password_long" || code === "password_common") return { field: "own-password", text: t(code) };
  if (code === "login_taken") return { field: "own-login", text: t("login_taken") };
  if (code === "invalid") return { field: "own-name", text: t("name_unfit") };
  return { field: "own-password", text: t(code === "busy" ? "busy" : "failed") };
}

class HostOwn extends PageElement {
  static override properties = { me: { attribute: false }, open: { state: true }, wrong: { state: true }, busy: { state: true }, done: { state: true } };
  declare me: Me;
  declare open: boolean;
  declare wrong: { field: string; text: string } | undefined;
  declare busy: boolean;
  declare done: boolean;

  constructor() {
    super();
    this.open = false;
    this.busy = false;
    this.done = false;
  }

  protected override render() {
    const user = this.me.user!;
    if (this.done) return html`<p class="note good" role="status" tabindex="-1">${t("own_done", { login: user.login ?? "" })}</p>`;
    if (user.locked) return nothing;
    if (!this.open) {
      return html`<div class="note warn row spread"><p>${t("own_open_door")}</p><button class="button small" @click=${this.unfold}>${t("own_set")}</button></div>`;
    }
    const described = (field: string) => (this.wrong?.field === field ? "own-problem" : nothing);
    const invalid = (field: string) => (this.wrong?.field === field ? "true" : nothing);
    return html`<form class="card stack" @submit=${this.save}>
      <h2>${t("own_title")}</h2>
      <div class="line">
        <div class="field"><label for="own-name">${t("own_name")}</label>
          <input id="own-name" required maxlength="255" autocomplete="name" .value=${user.name} aria-describedby=${described("own-name")} aria-invalid=${invalid("own-name")}></div>
        <div class="field"><label for="own-login">${t("login")}</label>
          <input id="own-login" required maxlength="255" autocomplete="username" autocapitalize="none" spellcheck="false" .value=${user.login ?? ""} aria-describedby=${described("own-login")} aria-invalid=${invalid("own-login")}></div>
        <div class="field"><label for="own-password">${t("new_password")}</label>
          <input id="own-password" type="password" required maxlength="255" autocomplete="new-password" aria-describedby="own-hint ${described("own-password") === nothing ? "" : "own-problem"}" aria-invalid=${invalid("own-password")}></div>
      </div>
      <p class="hint" id="own-hint">${t("own_hint")}</p>
      ${this.wrong ? html`<p class="note bad" id="own-problem" role="alert">${this.wrong.text}</p>` : nothing}
      <div class="row"><button class="button primary" aria-disabled=${this.busy ? "true" : "false"}>${t("own_save")}</button></div>
    </form>`;
  }

  private unfold() {
    this.open = true;
    void this.focusOn("#own-password");
  }

  private async save(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy) return;
    const value = (id: string) => this.querySelector<HTMLInputElement>(`#own-${id}`)!.value;
    this.busy = true;
    this.wrong = undefined;
    try {
      const now = await call<{ name: string; login: string }>("PATCH", "/web/account", { name: value("name"), login: value("login"), password: value("password") });
      this.me = { ...this.me, user: { ...this.me.user!, ...now, locked: true } };
      this.done = true;
      tell(t("own_done", { login: now.login }));
      void this.focusOn(".note.good");
      this.dispatchEvent(new CustomEvent("renamed", { detail: this.me, bubbles: true }));
    } catch (fault) {
      this.wrong = wrongAccount(fault);
      void this.focusOn(`#${this.wrong.field}`);
    } finally {
      this.busy = false;
    }
  }
}
customElements.define("host-own", HostOwn);
