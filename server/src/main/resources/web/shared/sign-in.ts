// Signing in with an account; hosts may show a token instead.
import { html, nothing } from "lit";
import { call, Problem, type Me } from "./api";
import { keepsCookies } from "./cookies";
import { PageElement } from "./page";

export interface SignInWords {
  title: string;
  hint: string;
  login: string;
  password: string;
  signIn: string;
  wrong: string;
  failed: string;
  busy: string;
  cookies: string;
  origin: string;
  token?: string;
  byToken?: string;
  byPassword?: string;
  asAdministrator?: string;
  asHint?: string;
}

export class SignInForm extends PageElement {
  static override properties = { words: { attribute: false }, problem: { state: true }, refused: { state: true }, withToken: { state: true }, busy: { state: true } };
  declare words: SignInWords;
  declare problem: string;
  /** Whether what was typed is what is wrong. */
  declare refused: boolean;
  declare withToken: boolean;
  declare busy: boolean;

  constructor() {
    super();
    this.problem = "";
    this.refused = false;
    this.withToken = false;
    this.busy = false;
  }

  protected override render() {
    const words = this.words;
    const described = this.problem ? "sign-in-problem" : nothing;
    const invalid = this.refused ? "true" : nothing;
    return html`<form class="card stack" @submit=${this.submit}>
      <h1 id="title" tabindex="-1">${words.title}</h1>
      <p class="soft">${words.hint}</p>
      ${this.withToken
        ? html`<div class="field">
            <label for="token">${words.token}</label>
            <input id="token" type="password" autocomplete="off" required aria-describedby=${[words.asHint ? "as-hint" : "", this.problem ? "sign-in-problem" : ""].join(" ").trim() || nothing} aria-invalid=${invalid}>
            ${words.asHint ? html`<p class="hint" id="as-hint">${words.asHint}</p>` : nothing}
          </div>`
        : html`<div class="field">
              <label for="login">${words.login}</label>
              <input id="login" autocomplete="username" autocapitalize="none" spellcheck="false" required aria-describedby=${described} aria-invalid=${invalid}>
            </div>
            <div class="field">
              <label for="password">${words.password}</label>
              <input id="password" type="password" autocomplete="current-password" required aria-describedby=${described} aria-invalid=${invalid}>
            </div>`}
      ${this.problem ? html`<p class="note bad" id="sign-in-problem" role="alert">${this.problem}</p>` : nothing}
      <button class="button primary wide" aria-disabled=${this.busy ? "true" : "false"}>${words.signIn}</button>
      ${this.withToken && words.asAdministrator ? html`<button class="button wide" name="as" value="administrator">${words.asAdministrator}</button>` : nothing}
      ${words.byToken
        ? html`<button type="button" class="button quiet" @click=${this.other}>${this.withToken ? words.byPassword : words.byToken}</button>`
        : nothing}
    </form>`;
  }

  private other() {
    this.withToken = !this.withToken;
    this.problem = "";
    void this.focusOn("input");
  }

  private async submit(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy) return;
    if (!keepsCookies()) {
      this.problem = this.words.cookies;
      return;
    }
    this.busy = true;
    this.problem = "";
    this.refused = false;
    const as = (event.submitter as HTMLButtonElement | null)?.value || undefined;
    const value = (id: string) => this.querySelector<HTMLInputElement>(`#${id}`)!.value;
    try {
      const wish = this.withToken ? { token: value("token"), as } : { login: value("login"), password: value("password") };
      const me = await call<Me>("POST", "/web/session", wish);
      this.dispatchEvent(new CustomEvent("signed-in", { detail: me, bubbles: true }));
    } catch (fault) {
      const status = fault instanceof Problem ? fault.status : 0;
      this.refused = status === 401;
      const origin = fault instanceof Problem && fault.code === "other_origin";
      this.problem = origin ? this.words.origin : status === 401 ? this.words.wrong : status === 429 ? this.words.busy : this.words.failed;
      void this.focusOn("input");
    } finally {
      this.busy = false;
    }
  }
}
customElements.define("sign-in-form", SignInForm);
