// Gives somebody another password: administrators to anybody.
import { html, nothing } from "lit";
import { call, Problem } from "../shared/api";
import { PageElement } from "../shared/page";
import { confirmed } from "./confirm";
import { password } from "./password";
import "./sheet";
import type { Handed } from "./sheet";
import { t } from "./words";

interface Person {
  id: number;
  name: string;
  login: string | null;
}

interface Fresh {
  login: string;
  password: string;
}

class HostReset extends PageElement {
  static override properties = { people: { state: true }, fresh: { state: true }, handed: { state: true }, problem: { state: true } };
  declare people: Person[] | undefined;
  declare fresh: Fresh | undefined;
  /** To whom other passwords were given since the page was opened. */
  declare handed: Handed[];
  declare problem: string;

  constructor() {
    super();
    this.handed = [];
    this.problem = "";
  }

  private async list(path: string) {
    this.problem = "";
    try {
      const people = await call<(Person & { login_id?: string })[]>("GET", path);
      this.people = people.map((each) => ({ id: each.id, name: each.name, login: each.login ?? each.login_id ?? null })).filter((each) => each.login);
    } catch {
      this.problem = t("failed");
    }
  }

  protected override render() {
    return html`<section class="card stack" aria-labelledby="reset-title">
      <h2 id="reset-title" tabindex="-1">${t("reset_title")}</h2>
      <p class="soft">${t("reset_hint")}</p>
      <form class="line" role="search" @submit=${this.search}>
        <div class="field"><label for="person">${t("find_person")}</label><input id="person" type="search" required minlength="2" autocomplete="off"></div>
        <button class="button">${t("find")}</button>
      </form>
      ${this.problem ? html`<p class="note bad" role="alert">${this.problem}</p>` : nothing}
      ${this.fresh
        ? html`<div class="note good stack tight fresh" role="status" tabindex="-1"><p>${t("reset_done")}</p><p>${this.fresh.login}: ${password(this.fresh.password)}</p>
            <div class="row"><button type="button" class="button small" @click=${() => print()}>${t("print")}</button></div></div>
            <password-sheet class="printed" .people=${this.handed}></password-sheet>`
        : nothing}
      ${this.people?.length === 0 ? html`<p class="soft" role="status">${t("nobody_found")}</p>` : nothing}
      ${this.people?.length
        ? html`<ul class="stack tight people">${this.people.map(
            (each) => html`<li class="row spread"><span><strong>${each.name}</strong> <span class="soft">${each.login}</span></span>
              <button class="button small" aria-label=${t("reset_of", { name: each.name })} @click=${() => this.reset(each)}>${t("reset")}</button></li>`,
          )}</ul>`
        : nothing}
    </section>`;
  }

  private search(event: SubmitEvent) {
    event.preventDefault();
    const words = this.querySelector<HTMLInputElement>("#person")!.value.trim();
    this.fresh = undefined;
    void this.list(`/api/v1/accounts/1/users?per_page=50&search_term=${encodeURIComponent(words)}`);
  }

  private async reset(person: Person) {
    if (!(await confirmed(t("reset_ask", { name: person.name }), t("reset")))) return;
    this.problem = "";
    try {
      this.fresh = await call<Fresh>("POST", `/web/people/${person.id}/password`);
      const { login, password } = this.fresh;
      this.handed = [...this.handed.filter((one) => one.login !== login), { name: person.name, login, password }];
      void this.focusOn(".fresh");
    } catch (fault) {
      this.problem = t(fault instanceof Problem && fault.status === 403 ? "reset_not" : "failed");
    }
  }
}
customElements.define("host-reset", HostReset);
