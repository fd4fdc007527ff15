// Where a course's sessions are told, and what became of it; for its teachers.
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { tell } from "../shared/announce";
import { call, Problem } from "../shared/api";
import { PageElement } from "../shared/page";
import { confirmed } from "./confirm";
import { deliveries, type Delivery } from "./deliveries";
import { said } from "./problems";
import { t } from "./words";

interface Webhook {
  id: string;
  url: string;
  events: Kind[];
}

const kinds = ["session.opened", "session.closed"] as const;
type Kind = (typeof kinds)[number];

const chosen = (from: Element): Kind[] => kinds.filter((each) => from.querySelector<HTMLInputElement>(`[value="${each}"]`)!.checked);

class HostWebhooks extends PageElement {
  static override properties = { course: { type: Number }, hooks: { state: true }, log: { state: true }, of: { state: true }, problem: { state: true }, unfit: { state: true } };
  declare course: number;
  declare hooks: Webhook[] | undefined;
  declare log: Delivery[];
  declare of: string;
  declare problem: string;
  /** What is wrong with the address that somebody wants told. */
  declare unfit: string;

  /** What was chosen and is on its way, by webhook: whatever else comes meanwhile, boxes stand as they were left. */
  private readonly wished = new Map<string, Kind[]>();

  constructor() {
    super();
    this.unfit = "";
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
      this.problem = said(fault);
    }
  }

  protected override render() {
    if (!this.hooks) return nothing;
    return html`<section class="card stack" aria-labelledby="webhooks-title">
      <h2 id="webhooks-title">${t("webhooks")}</h2>
      <p class="soft" id="webhooks-hint">${t("webhooks_hint")}</p>
      ${this.problem ? html`<p class="note bad" role="alert">${this.problem}</p>` : nothing}
      <form class="stack tight" @submit=${this.add}>
        <div class="field"><label for="webhook-url">${t("webhook_url")}</label><input id="webhook-url" type="url" dir="ltr" required maxlength="2048" autocomplete="off" aria-describedby=${this.unfit ? "webhooks-hint webhook-problem" : "webhooks-hint"} aria-invalid=${this.unfit ? "true" : nothing}>
          ${this.unfit ? html`<p class="note bad" id="webhook-problem" role="alert">${this.unfit}</p>` : nothing}</div>
        ${this.choice(kinds)}
        <div class="row"><button class="button">${t("webhook_add")}</button></div>
      </form>
      ${this.hooks.map((each, place) => this.hook(each, place))}
    </section>`;
  }

  private hook(hook: Webhook, place: number) {
    const id = `webhook-${place}`;
    const open = this.of === hook.id;
    return html`<div class="stack tight asked">
      <p id=${id} class="address" dir="ltr">${hook.url}</p>
      ${this.choice(this.wished.get(hook.id) ?? hook.events, (event) => this.choose(hook, event.currentTarget as Element))}
      <div class="row" role="group" aria-labelledby=${id}>
        <button class="button small" aria-expanded=${open} @click=${() => this.show(hook)}>${t("webhook_log")}</button>
        <button class="button small quiet" @click=${() => this.drop(hook)}>${t("delete")}</button>
      </div>
      ${open ? deliveries(this.log) : nothing}
    </div>`;
  }

  /** What it is told; of one that is there already it is changed at once. */
  private choice(told: readonly Kind[], change?: (event: Event) => void) {
    return html`<fieldset @change=${change}>
      <legend class="label">${t("webhook_told")}</legend>
      ${kinds.map((each) => html`<label class="check"><input type="checkbox" value=${each} .checked=${change ? live(told.includes(each)) : told.includes(each)}><span>${t(`webhook_${each}`)}</span></label>`)}
    </fieldset>`;
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
    const form = event.currentTarget as HTMLFormElement;
    const field = form.querySelector<HTMLInputElement>("#webhook-url")!;
    const events = chosen(form);
    this.unfit = "";
    if (!events.length) {
      this.problem = t("webhook_tells_nothing");
      return;
    }
    try {
      await call("POST", this.path, { url: field.value, events });
    } catch (fault) {
      this.unfit = said(fault, { invalid: "webhook_unfit" });
      void this.focusOn("#webhook-url");
      return;
    }
    field.value = "";
    await this.act(() => undefined);
    tell(t("saved"));
  }

  private async choose(hook: Webhook, among: Element) {
    const events = chosen(among);
    if (events.length) {
      this.wished.set(hook.id, events);
      await this.act(() => call("PATCH", `${this.path}/${hook.id}`, { events }));
      if (this.wished.get(hook.id) === events) this.wished.delete(hook.id);
      if (!this.problem) tell(t("saved"));
    } else {
      this.problem = t("webhook_tells_nothing");
    }
    // What was refused is drawn as it stands.
    this.requestUpdate();
  }

  private async drop(hook: Webhook) {
    if (await confirmed(t("webhook_delete_ask", { url: hook.url }), t("delete"))) await this.act(() => call("DELETE", `${this.path}/${hook.id}`));
  }
}
customElements.define("host-webhooks", HostWebhooks);
