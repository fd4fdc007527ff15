// The own account: its password and the browsers in which it is signed in; for administrators passwords of others and the audit log.
import { html, nothing } from "lit";
import { call, Problem, type Me } from "../shared/api";
import { tell } from "../shared/announce";
import { PageElement } from "../shared/page";
import { locale } from "../shared/text";
import "./audit";
import "./own";
import "./reset";
import { said } from "./problems";
import { t } from "./words";

interface Browser {
  id: number;
  name: string | null;
  since: string;
  seen: string;
  current: boolean;
  /** The name of the room whose remote control it is. */
  remote: string | null;
}

interface Own {
  password: boolean;
  browsers: Browser[];
}

const moments = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

class HostAccount extends PageElement {
  static override properties = {
    me: { attribute: false }, administrator: { type: Boolean }, own: { state: true }, problem: { state: true }, wrong: { state: true }, done: { state: true }, busy: { state: true },
  };
  declare me: Me;
  declare administrator: boolean;
  declare own: Own | undefined;
  declare problem: string;
  declare wrong: { field: string; text: string } | undefined;
  declare done: boolean;
  declare busy: boolean;

  constructor() {
    super();
    this.problem = "";
    this.done = false;
    this.busy = false;
    document.title = `${t("account")} – Pollard`;
    void this.load();
  }

  private async load() {
    try {
      const unread = !this.own;
      this.own = await call<Own>("GET", "/web/browsers");
      if (unread) this.problem = "";
    } catch {
      this.problem = t("failed");
      if (!this.own) this.onceMore(() => this.load());
    }
  }

  protected override render() {
    return html`<h1 tabindex="-1">${t("account")}</h1>
      ${this.problem ? html`<p class="note bad" role="alert">${this.problem}</p>` : nothing}
      ${this.own || this.problem ? nothing : html`<p role="status">${t("loading")}</p>`}
      ${this.own ? html`${this.name()}${this.password(this.own)}${this.browsers(this.own.browsers)}` : nothing}
      <p class="soft">${t("api_hint")} <a href="/q/swagger-ui/">${t("api")}</a></p>
      ${this.administrator ? html`<host-reset></host-reset><host-audit></host-audit>` : nothing}`;
  }

  private name() {
    return html`<form class="card line" @submit=${this.rename}>
      <div class="field"><label for="account-name">${t("own_name")}</label><input id="account-name" required maxlength="255" autocomplete="name" dir="auto" .value=${this.me.user?.name ?? ""}></div>
      <button class="button">${t("rename")}</button>
    </form>`;
  }

  private async rename(event: SubmitEvent) {
    event.preventDefault();
    this.problem = "";
    try {
      const now = await call<{ name: string }>("PATCH", "/web/account", { name: this.querySelector<HTMLInputElement>("#account-name")!.value });
      tell(t("saved"));
      this.dispatchEvent(new CustomEvent("renamed", { detail: { ...this.me, user: { ...this.me.user!, name: now.name } }, bubbles: true }));
    } catch (fault) {
      this.problem = said(fault, { invalid: "name_unfit" });
    }
  }

  private password(own: Own) {
    if (!own.password && !this.me.user!.locked) return html`<host-own .me=${this.me} @renamed=${() => this.load()}></host-own>`;
    if (!own.password) {
      return html`<section class="card stack tight"><h2>${t("change_password")}</h2><p class="soft">${t("no_password")}</p></section>`;
    }
    const described = (field: string) => (this.wrong?.field === field ? "password-problem" : nothing);
    return html`<form class="card stack" @submit=${this.change}>
      <h2>${t("change_password")}</h2>
      <div class="line">
        <div class="field">
          <label for="old">${t("old_password")}</label>
          <input id="old" type="password" autocomplete="current-password" required maxlength="255" aria-describedby=${described("old")} aria-invalid=${this.wrong?.field === "old" ? "true" : nothing}>
        </div>
        <div class="field">
          <label for="new">${t("new_password")}</label>
          <input id="new" type="password" autocomplete="new-password" required maxlength="255" aria-describedby="password-hint ${described("new") === nothing ? "" : "password-problem"}" aria-invalid=${this.wrong?.field === "new" ? "true" : nothing}>
        </div>
      </div>
      <p class="hint" id="password-hint">${t("password_hint")}</p>
      ${this.wrong ? html`<p class="note bad" id="password-problem" role="alert">${this.wrong.text}</p>` : nothing}
      ${this.done ? html`<p class="note good" role="status">${t("password_changed")}</p>` : nothing}
      <div class="row"><button class="button primary" aria-disabled=${this.busy ? "true" : "false"}>${t("change_password")}</button></div>
    </form>`;
  }

  private browsers(all: Browser[]) {
    return html`<section class="card stack" aria-labelledby="browsers">
      <h2 id="browsers" tabindex="-1">${t("browsers")}</h2>
      <ul class="stack tight">${all.map(
        (each) => html`<li class="row spread">
          <span><strong dir="auto">${called(each)}</strong>${each.remote === null ? nothing : html` <span class="soft">${each.name ?? t("some_browser")}</span>`}${each.current ? html` <span class="badge own">${t("this_browser")}</span>` : nothing}<br>
            <span class="soft">${when(each)}</span></span>
          ${each.current ? nothing : html`<button class="button small" aria-label=${t("end_browser", { name: called(each) })} @click=${() => this.end(each)}>${t("sign_out")}</button>`}
        </li>`,
      )}</ul>
      ${all.length > 1 ? html`<div class="row"><button class="button" @click=${() => this.end()}>${t("end_others")}</button></div>` : nothing}
    </section>`;
  }

  private async change(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy) return;
    const form = event.target as HTMLFormElement;
    const value = (id: string) => this.querySelector<HTMLInputElement>(`#${id}`)!.value;
    this.busy = true;
    this.wrong = undefined;
    this.done = false;
    try {
      await call("PUT", "/web/password", { old: value("old"), password: value("new") });
      form.reset();
      this.done = true;
      await this.load();
    } catch (fault) {
      this.wrong = wrong(fault);
      void this.focusOn(`#${this.wrong.field}`);
    } finally {
      this.busy = false;
    }
  }

  private async end(one?: Browser) {
    try {
      await call("DELETE", one ? `/web/browsers/${one.id}` : "/web/browsers");
      await this.load();
      tell(t("browser_ended"));
      void this.focusOn("#browsers");
    } catch {
      this.problem = t("failed");
    }
  }
}

/** The one that asks is here now, whatever was noted of it by the hour. */
function when({ current, since, seen }: Browser): string {
  const made = moments.format(new Date(since));
  return current ? t("browser_now", { made }) : t("browser_when", { made, seen: moments.format(new Date(seen < since ? since : seen)) });
}

const called = (browser: Browser) => (browser.remote === null ? (browser.name ?? t("some_browser")) : t("browser_remote", { room: browser.remote }));

function wrong(fault: unknown): { field: string; text: string } {
  const code = fault instanceof Problem ? fault.code : "";
  if (code === "wrong_password") return { field: "old", text: t("wrong_password") };
  if (code === "password_short") return { field: "new", text: t("password_short") };
  if (code === "password_long") return { field: "new", text: t("password_long") };
  if (code === "password_common") return { field: "new", text: t("password_common") };
  return { field: "old", text: t(code === "busy" ? "busy" : "failed") };
}
customElements.define("host-account", HostAccount);
