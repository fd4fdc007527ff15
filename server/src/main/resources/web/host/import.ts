// Makes polls of pasted lines.
import { html } from "lit";
import { call } from "../shared/api";
import { plural } from "../shared/text";
import { PasteForm } from "./pasted";
import { t } from "./words";

class HostImport extends PasteForm {
  protected readonly words = { title: t("import_title"), hint: t("import_hint"), label: t("import_label"), example: t("import_example"), go: t("import_go") };

  protected override more() {
    return html`<label class="check"><input type="checkbox" id="import-anonymous" checked>${t("anonymous")}</label>`;
  }

  protected async send(text: string) {
    const anonymous = this.querySelector<HTMLInputElement>("#import-anonymous")!.checked;
    const made = await call<{ polls: number }>("POST", `/web/rooms/${this.course}/import`, { text, anonymous });
    this.dispatchEvent(new Event("imported"));
    return html`<p>${t(plural("imported", made.polls), { n: made.polls })}</p>`;
  }
}
customElements.define("host-import", HostImport);
