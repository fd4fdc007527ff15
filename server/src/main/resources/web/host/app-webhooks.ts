// Where the apps of the account are told, and what became of it. Programs make and change these.
import { html, nothing } from "lit";
import { call } from "../shared/api";
import { PageElement } from "../shared/page";
import { deliveries, type Delivery } from "./deliveries";
import { t } from "./words";

interface Webhook {
  id: string;
  app: string;
  name: string;
  host: string;
  events: string[];
  enabled: boolean;
}

class HostAppWebhooks extends PageElement {
  static override properties = { hooks: { state: true }, log: { state: true }, of: { state: true }, problem: { state: true } };
  declare hooks: Webhook[];
  declare log: Delivery[];
  declare of: string;
  declare problem: boolean;

  constructor() {
    super();
    this.hooks = [];
    this.log = [];
    this.of = "";
    this.problem = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    void this.act(async () => {
      this.hooks = await call<Webhook[]>("GET", "/web/app-webhooks");
    });
  }

  private async act(what: () => Promise<unknown>) {
    this.problem = false;
    try {
      await what();
    } catch {
      this.problem = true;
    }
  }

  protected override render() {
    if (!this.hooks.length && !this.problem) return nothing;
    return html`<section class="card stack" aria-labelledby="webhooks-title">
      <h2 id="webhooks-title">${t("app_webhooks")}</h2>
      <p class="soft">${t("app_webhooks_hint")}</p>
      ${this.problem ? html`<p class="note bad" role="alert">${t("failed")}</p>` : nothing}
      ${this.hooks.map((each, place) => this.hook(each, place))}
    </section>`;
  }

  private hook(hook: Webhook, place: number) {
    const id = `webhook-${place}`;
    const open = this.of === hook.id;
    return html`<div class="stack tight asked">
      <div class="row spread">
        <h3 id=${id} dir="auto">${hook.name}</h3>
        ${hook.enabled ? nothing : html`<span class="badge">${t("webhook_off")}</span>`}
      </div>
      <p class="address"><span dir="auto">${hook.app}</span> · <span dir="ltr">${hook.host}</span></p>
      <p class="soft address" dir="ltr">${hook.events.join(", ")}</p>
      <div class="row" role="group" aria-labelledby=${id}>
        <button class="button small" aria-expanded=${open} @click=${() => this.show(hook)}>${t("webhook_log")}</button>
      </div>
      ${open ? deliveries(this.log) : nothing}
    </div>`;
  }

  private async show(hook: Webhook) {
    if (this.of === hook.id) {
      this.of = "";
      return;
    }
    await this.act(async () => {
      this.log = await call<Delivery[]>("GET", `/web/app-webhooks/${hook.id}/deliveries`);
      this.of = hook.id;
    });
  }
}
customElements.define("host-app-webhooks", HostAppWebhooks);
