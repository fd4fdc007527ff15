// Enrolls the people of a pasted list.
import { html } from "lit";
import { call } from "../shared/api";
import { PasteForm } from "./pasted";
import { t } from "./words";

interface Enrolled {
  name: string;
  login: string;
  password: string | null;
  became: "made" | "invited" | "there";
}

class HostPeople extends PasteForm {
  protected readonly words = { title: t("roster_title"), hint: t("roster_hint"), label: t("roster_label"), example: t("roster_example"), go: t("roster_go") };

  protected async send(text: string) {
    const people = await call<Enrolled[]>("POST", `/web/rooms/${this.course}/roster`, { text });
    return html`<p>${t("roster_done")}</p>
      <div class="scrolls" tabindex="0" role="region" aria-label=${t("roster_label")}>
        <table class="plain">
          <thead><tr><th scope="col">${t("person")}</th><th scope="col">${t("login")}</th><th scope="col">${t("password")}</th></tr></thead>
          <tbody>${people.map(
            (each) => html`<tr><th scope="row">${each.name}</th><td>${each.login}</td><td>${each.password ? html`<code>${each.password}</code>` : t(each.became === "there" ? "in_room" : "invited")}</td></tr>`,
          )}</tbody>
        </table>
      </div>`;
  }
}
customElements.define("host-people", HostPeople);
