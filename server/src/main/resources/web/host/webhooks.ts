// Where a course's sessions are told, and what became of it; for its teachers.
import { html, nothing } from "lit";
import { announce } from "../shared/announce";
import { call, Problem } from "../shared/api";
import { PageElement } from "../shared/page";
import { language } from "../shared/text";
import { confirmed } from "./confirm";
import { t } from "./words";

interface Webhook {
  id: string;
  url: string;
}

interface Delivery {
  uuid: string;
  event: string;
  state: "waiting" | "delivered" | "refused" | "given_up";
  at: string;
  attempts: number;
  status: number | null;
  fault: string | null;
  next_at: string | null;
}

const moments = new Intl.DateTimeFormat(language, { dateStyle: "short", timeStyle: "medium" });
const moment = (text: string | null) => (text ? moments.format(new Date(text)) : "–");

class HostWebhooks extends PageElement {
  static override properties = { course: { type: Number }, hooks: { state: true }, log: { state: true }, of: { state: true }, problem: { state: true } };
  declare course: number;
  declare hooks: Webhook[] | undefined;
  declare log: Delivery[];
  declare of: string;
  declare problem: string;

  constructor() {
    super();
    this.log = [];
    this.of = "";
    this.problem = "";
  }

  override connectedCallback() {
    super.connectedCallback();
    void this.act(() => undefined);
  }

  private get path() {
    return `/live/rooms/${this.course}/webhooks`;
  }

  private async act(what: () => unknown) {
    this.problem = "";
    try {
      await what();
      this.hooks = (await call<{ webhooks: Webhook[] }>("GET", this.path)).webhooks;
    } catch (fault) {
      // Who helps to run a room and does not teach it has nothing to do with them.
      if (fault instanceof Problem && fault.status === 403) return;
      this.problem = fault instanceof Problem && fault.code === "quota" ? t("quota") : fault instanceof Problem && fault.status === 422 ? t("webhook_unfit") : t("failed");
    }
  }

  protected override render() {
    if (!this.hooks) return nothing;
    return html`<section class="card stack" aria-labelledby="webhooks-title">
      <h2 id="webhooks-title">${t("webhooks")}</h2>
      <p class="soft" id="webhooks-hint">${t("webhooks_hint")}</p>
      ${this.problem ? html`<p class="note bad" role="alert">${this.problem}</p>` : nothing}
      <form class="line" @submit=${this.add}>
        <div class="field"><label for="webhook-url">${t("webhook_url")}</label><input id="webhook-url" type="url" dir="ltr" required maxlength="2048" autocomplete="off" aria-describedby="webhooks-hint"></div>
        <button class="button">${t("webhook_add")}</button>
      </form>
      ${this.hooks.map((each, place) => this.hook(each, place))}
    </section>`;
  }

  private hook(hook: Webhook, place: number) {
    const id = `webhook-${place}`;
    const open = this.of === hook.id;
    return html`<div class="stack tight asked">
      <p id=${id} class="address" dir="ltr">${hook.url}</p>
      <div class="row" role="group" aria-labelledby=${id}>
        <button class="button small" aria-expanded=${open} @click=${() => this.show(hook)}>${t("webhook_log")}</button>
        <button class="button small quiet" @click=${() => this.drop(hook)}>${t("delete")}</button>
      </div>
      ${open ? this.deliveries() : nothing}
    </div>`;
  }

  private deliveries() {
    if (!this.log.length) return html`<p role="status">${t("webhook_log_empty")}</p>`;
    return html`<div class="scrolls" tabindex="0" role="region" aria-label=${t("webhook_log")}>
      <table class="plain">
        <thead><tr><th scope="col">${t("time")}</th><th scope="col">${t("webhook_event")}</th><th scope="col">${t("webhook_state")}</th><th scope="col">${t("webhook_answer")}</th><th scope="col">${t("webhook_attempts")}</th><th scope="col">${t("webhook_next")}</th></tr></thead>
        <tbody>${this.log.map(
          (each) => html`<tr><td>${moment(each.at)}</td><td>${each.event}</td><td>${t(`webhook_${each.state}`)}</td><td>${each.status ?? each.fault ?? "–"}</td><td>${each.attempts}</td><td>${moment(each.next_at)}</td></tr>`,
        )}</tbody>
      </table>
    </div>`;
  }

  private async show(hook: Webhook) {
    if (this.of === hook.id) {
      this.of = "";
      return;
    }
    await this.act(async () => {
      this.log = (await call<{ deliveries: Delivery[] }>("GET", `${this.path}/${hook.id}/deliveries`)).deliveries;
      this.of = hook.id;
    });
  }

  private async add(event: SubmitEvent) {
    event.preventDefault();
    const field = this.querySelector<HTMLInputElement>("#webhook-url")!;
    await this.act(() => call("POST", this.path, { url: field.value, events: ["session.opened", "session.closed"] }));
    if (this.problem) return;
    field.value = "";
    announce(t("saved"), true);
  }

  private async drop(hook: Webhook) {
    if (await confirmed(t("webhook_delete_ask", { url: hook.url }), t("delete"))) await this.act(() => call("DELETE", `${this.path}/${hook.id}`));
  }
}
customElements.define("host-webhooks", HostWebhooks);
