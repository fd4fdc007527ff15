// Asks for the code of a room.
import { html, nothing } from "lit";
import { PageElement } from "../shared/page";
import { readCode } from "./code";
import { t } from "./words";

export class JoinForm extends PageElement {
  static override properties = { problem: {}, code: {}, busy: { type: Boolean } };
  declare problem: string;
  declare code: string;
  declare busy: boolean;

  constructor() {
    super();
    this.problem = "";
    this.code = "";
    this.busy = false;
  }

  protected override updated(changed: Map<string, unknown>) {
    if (changed.has("problem") && this.problem) void this.focusOn("#code");
  }

  protected override render() {
    return html`<form class="card stack join" novalidate @submit=${this.submit}>
      <h1 id="title" tabindex="-1">${t("join")}</h1>
      <div class="field">
        <label for="code">${t("code")}</label>
        <input id="code" class="code" name="code" maxlength="500" required .value=${this.code}
          autocomplete="off" autocapitalize="characters" autocorrect="off" spellcheck="false" enterkeyhint="go"
          aria-describedby=${this.problem ? "problem hint" : "hint"} aria-invalid=${this.problem ? "true" : "false"}>
        <p class="hint" id="hint">${t("join_hint")}</p>
        ${this.problem ? html`<p class="note bad" id="problem" role="alert">${this.problem}</p>` : nothing}
      </div>
      <button class="button primary wide" aria-disabled=${this.busy ? "true" : "false"}>${this.busy ? t("joining") : t("go")}</button>
      <button class="button quiet" value="account" aria-disabled=${this.busy ? "true" : "false"}>${t("sign_in_instead")}</button>
      <p class="soft">${t("host_link")} <a href="/host/">${t("host")}</a></p>
    </form>`;
  }

  private submit(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy) return;
    const typed = this.querySelector<HTMLInputElement>("#code")!.value;
    const { code, secret } = readCode(typed);
    this.code = code;
    if (code.length !== 6) {
      this.problem = "";
      void this.updateComplete.then(() => (this.problem = t("too_short")));
      return;
    }
    this.dispatchEvent(new CustomEvent("code", { detail: { code, secret, account: (event.submitter as HTMLButtonElement | null)?.value === "account" } }));
  }
}
customElements.define("join-form", JoinForm);
