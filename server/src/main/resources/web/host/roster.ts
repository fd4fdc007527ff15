// Enrolls the people of a pasted list.
import { html } from "lit";
import { call } from "../shared/api";
import { plural } from "../shared/text";
import { Drafts } from "./drafts";
import { PasteForm, type Preview } from "./pasted";
import { t } from "./words";

interface Enrolled {
  name: string;
  login: string;
  password: string | null;
  became: "made" | "invited" | "there";
}

interface Read {
  line: number;
  name: string;
  login: string;
  state: "fine" | "repeated" | "too_long" | "name" | "login" | "columns" | "unreadable";
  /** The account that is meant, where the host knows its owner. */
  account: string | null;
}

class HostRoster extends PasteForm {
  protected readonly words = { title: t("roster_title"), hint: t("roster_hint"), label: t("roster_label"), example: t("roster_example") };

  protected override readonly entered = false;

  /** Names of people do not outlive the tab. */
  protected drafts() {
    return new Drafts<string>("roster", this.course, sessionStorage);
  }

  protected async read(text: string): Promise<Preview> {
    const read = await call<{ count: number; most: number; rows: Read[] }>("POST", `/web/rooms/${this.course}/roster/preview`, { text });
    const flawed = read.rows.some((each) => each.state !== "fine" && each.state !== "repeated");
    const problem = !read.rows.length
      ? t("roster_nothing")
      : read.count > read.most
        ? t("roster_too_many", { n: read.count, most: read.most })
        : flawed
          ? t("roster_flawed")
          : "";
    return { shown: this.table(read.rows), problem, go: t(plural("roster_go", read.count), { n: read.count }) };
  }

  private table(rows: Read[]) {
    return html`<p class="hint">${t("roster_known")}</p>
      <div class="scrolls preview" tabindex="0" role="region" aria-label=${t("preview_title")}>
        <table class="plain">
          <thead><tr><th scope="col">${t("line")}</th><th scope="col">${t("person")}</th><th scope="col">${t("login")}</th><th scope="col">${t("roster_becomes")}</th></tr></thead>
          <tbody>${rows.map(
            (each) => html`<tr>
              <td>${each.line}</td><th scope="row"><span dir="auto">${each.name}</span></th><td><span dir="auto">${each.login}</span></td>
              <td>${each.state === "fine"
                ? each.account === null ? t("roster_new") : html`${t("roster_has")} <strong dir="auto">${each.account}</strong>`
                : html`<span class="badge ${each.state === "repeated" ? "" : "bad"}">${t(`row_${each.state}`)}</span>`}</td>
            </tr>`,
          )}</tbody>
        </table>
      </div>`;
  }

  protected async send(text: string) {
    const people = await call<Enrolled[]>("POST", `/web/rooms/${this.course}/roster`, { text });
    this.dispatchEvent(new Event("stored"));
    const made = people.some((each) => each.password);
    return html`<p>${t(made ? "roster_done" : "roster_done_none")}</p>
      <div class="scrolls" tabindex="0" role="region" aria-label=${t("roster_label")}>
        <table class="plain">
          <thead><tr><th scope="col">${t("person")}</th><th scope="col">${t("login")}</th><th scope="col">${t("password")}</th></tr></thead>
          <tbody>${people.map(
            (each) => html`<tr><th scope="row"><span dir="auto">${each.name}</span></th><td><span dir="auto">${each.login}</span></td><td>${each.password ? html`<code translate="no">${each.password}</code>` : t(each.became === "there" ? "in_room" : "invited")}</td></tr>`,
          )}</tbody>
        </table>
      </div>`;
  }
}
customElements.define("host-roster", HostRoster);
