// The audit log, for administrators.
import { html, nothing } from "lit";
import { call } from "../shared/api";
import { PageElement } from "../shared/page";
import { locale } from "../shared/text";
import { said } from "./problems";
import { t } from "./words";

const kinds = [
  "signed_in", "sign_in_refused", "signed_out", "token_made", "token_revoked", "rights_changed", "exported", "password_changed", "password_reset", "webhook_changed",
] as const;

interface Line {
  id: number;
  at: string;
  event: (typeof kinds)[number];
  user: number | null;
  name: string;
  detail: string;
  address: string | null;
}

const word = (kind: (typeof kinds)[number]) => t(kind === "password_changed" ? "password_changed_event" : kind);

const moments = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "medium" });

class HostAudit extends PageElement {
  static override properties = { lines: { state: true }, next: { state: true }, problem: { state: true } };
  declare lines: Line[] | undefined;
  declare next: number | null;
  declare problem: string;
  private kind = "";

  constructor() {
    super();
    this.problem = "";
    this.next = null;
    void this.load();
  }

  private async load(before?: number) {
    const wanted = new URLSearchParams({ event: this.kind, ...(before ? { before: String(before) } : {}) });
    try {
      const page = await call<{ events: Line[]; next: number | null }>("GET", `/web/audit?${wanted}`);
      this.problem = "";
      this.lines = before ? [...(this.lines ?? []), ...page.events] : page.events;
      this.next = page.next;
    } catch (fault) {
      this.problem = said(fault);
    }
  }

  protected override render() {
    return html`<section class="card stack" aria-labelledby="audit-title">
      <div class="row spread">
        <h2 id="audit-title">${t("audit")}</h2>
        <a class="button small" href="/web/audit.csv" download>${t("download")} CSV</a>
      </div>
      <p class="soft">${t("audit_hint")}</p>
      <div class="field">
        <label for="audit-kind">${t("audit_show")}</label>
        <select id="audit-kind" @change=${this.choose}>
          <option value="">${t("audit_all")}</option>
          ${kinds.map((each) => html`<option value=${each}>${word(each)}</option>`)}
        </select>
      </div>
      ${this.problem ? html`<p class="note bad" role="alert">${this.problem}</p>` : nothing}
      ${this.lines?.length === 0 ? html`<p role="status">${t("audit_empty")}</p>` : nothing}
      ${this.lines?.length
        ? html`<div class="scrolls" tabindex="0" role="region" aria-label=${t("audit_lines")}>
            <table class="plain audit">
              <thead><tr><th scope="col">${t("time")}</th><th scope="col">${t("audit_what")}</th><th scope="col">${t("audit_who")}</th><th scope="col">${t("audit_detail")}</th><th scope="col">${t("audit_address")}</th></tr></thead>
              <tbody>${this.lines.map(
                (each) => html`<tr><td>${moments.format(new Date(each.at))}</td><td>${word(each.event)}</td><td>${each.name || "–"}</td><td>${each.detail}</td><td>${each.address ?? "–"}</td></tr>`,
              )}</tbody>
            </table>
          </div>`
        : nothing}
      ${this.next ? html`<div class="row"><button class="button" @click=${() => this.load(this.next ?? undefined)}>${t("audit_more")}</button></div>` : nothing}
    </section>`;
  }

  private choose(event: Event) {
    this.kind = (event.target as HTMLSelectElement).value;
    void this.load();
  }
}
customElements.define("host-audit", HostAudit);
