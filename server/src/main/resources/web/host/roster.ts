// Enrolls the people of a pasted list.
import { html, nothing } from "lit";
import { tell } from "../shared/announce";
import { copy } from "../shared/copy";
import { call } from "../shared/api";
import { inTab } from "../shared/kept";
import { plural } from "../shared/text";
import { Drafts } from "./drafts";
import { hold, letGo } from "./leaving";
import { PasteForm, type Preview } from "./pasted";
import "./sheet";
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

/** Spreadsheets take a text that begins so for a formula. */
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;

const cell = (text: string) => `"${FORMULA.test(text) ? "'" : ""}${text.replaceAll('"', '""')}"`;

class HostRoster extends PasteForm {
  protected readonly words = { title: t("roster_title"), hint: t("roster_hint"), label: t("roster_label"), example: t("roster_example") };

  protected override readonly entered = false;

  /** Names of people do not outlive the tab. */
  protected drafts() {
    return new Drafts<string>("roster", this.course, inTab);
  }

  protected async read(text: string): Promise<Preview> {
    const read = await call<{ count: number; most: number; rows: Read[]; unread: string[] }>("POST", `/web/rooms/${this.course}/roster/preview`, { text });
    const flawed = read.rows.some((each) => each.state !== "fine" && each.state !== "repeated");
    const problem = !read.rows.length
      ? t("roster_nothing")
      : read.count > read.most
        ? t("roster_too_many", { n: read.count, most: read.most })
        : flawed
          ? t("roster_flawed")
          : "";
    return { shown: this.table(read.rows, read.unread), problem, go: t(plural("roster_go", read.count), { n: read.count }) };
  }

  private table(rows: Read[], unread: string[]) {
    return html`<p class="hint">${t("roster_known")}</p>
      ${unread.length ? html`<p class="note"><span>${t("roster_unread")}</span> <strong dir="auto">${unread.join(", ")}</strong></p>` : nothing}
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

  override disconnectedCallback() {
    super.disconnectedCallback();
    letGo();
  }

  protected async send(text: string) {
    const people = await call<Enrolled[]>("POST", `/web/rooms/${this.course}/roster`, { text });
    this.dispatchEvent(new Event("stored"));
    const made = people.filter((each) => each.password);
    if (made.length) hold(t("passwords_ask"));
    return html`<p>${t(made.length ? "roster_done" : "roster_done_none")}</p>
      ${made.length ? this.handing(made) : nothing}
      <password-sheet .people=${people.map((each) => ({ ...each, otherwise: t(each.became === "there" ? "in_room" : "invited") }))} .course=${this.course}></password-sheet>`;
  }

  /** How the passwords get to people; whoever has taken them along may leave. */
  private handing(made: Enrolled[]) {
    const lines = [[t("person"), t("login"), t("password")], ...made.map((each) => [each.name, each.login, each.password!])];
    const toCopy = async () => {
      if (!(await copy(lines.map((each) => each.join("\t")).join("\n")))) {
        // To be copied by hand.
        getSelection()?.selectAllChildren(this.querySelector(".passwords")!);
        tell(t("selected"));
        return;
      }
      letGo();
      tell(t("copied"));
    };
    const store = () => {
      const link = document.createElement("a");
      link.download = `${t("passwords")}.csv`;
      link.href = URL.createObjectURL(new Blob([`\uFEFF${lines.map((each) => each.map(cell).join(t("separator"))).join("\r\n")}\r\n`], { type: "text/csv" }));
      link.click();
      URL.revokeObjectURL(link.href);
      letGo();
    };
    const onPaper = () => {
      print();
      letGo();
    };
    return html`<div class="row">
      <button type="button" class="button small" @click=${toCopy}>${t("copy")}</button>
      <button type="button" class="button small" @click=${store}>${t("download")}: CSV</button>
      <button type="button" class="button small" @click=${onPaper}>${t("print")}</button>
    </div>`;
  }
}
customElements.define("host-roster", HostRoster);
