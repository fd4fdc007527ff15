// Says to whoever has opened the pages as localhost where phones find them, and takes the sign-in along.
import { html, nothing } from "lit";
import { PageElement } from "../shared/page";
import { handOver } from "../shared/remote";
import { t } from "./words";

class HostElsewhere extends PageElement {
  static override properties = { addresses: { attribute: false }, problem: { state: true } };
  declare addresses: string[];
  declare problem: boolean;

  constructor() {
    super();
    this.addresses = [];
    this.problem = false;
  }

  protected override render() {
    const [best] = this.addresses;
    if (!best) return nothing;
    return html`<div class="note row spread elsewhere">
      <p>${t("elsewhere", { address: best.replace(/^http:\/\//, "") })}</p>
      <button class="button small" @click=${this.go}>${t("elsewhere_go")}</button>
      ${this.problem ? html`<p role="alert">${t("failed")}</p>` : nothing}
    </div>`;
  }

  private async go() {
    this.problem = false;
    try {
      const path = /^\/host\/rooms\/\d+/.exec(location.pathname)?.[0] ?? "/host/";
      location.assign((await handOver(path)).link);
    } catch {
      this.problem = true;
    }
  }
}
customElements.define("host-elsewhere", HostElsewhere);
