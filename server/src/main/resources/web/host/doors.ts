// Further doors into a room for those who run it: a phone as remote control, a colleague as co-host.
import { html, nothing } from "lit";
import { call } from "../shared/api";
import { PageElement } from "../shared/page";
import { pairPhone, showLink, type Made } from "../shared/remote";
import { t } from "./words";

const common = () => ({ qr: t("remote_qr"), local: t("local"), copy: t("copy"), copied: t("copied"), close: t("close_dialog") });

class HostDoors extends PageElement {
  static override properties = { course: { type: Number }, only: {}, problem: { state: true } };
  declare course: number;
  /** The one door that is offered; empty: all. */
  declare only: string;
  declare problem: boolean;

  constructor() {
    super();
    this.only = "";
    this.problem = false;
  }

  protected override render() {
    return html`${this.only === "invite"
        ? nothing
        : html`<button class="button small" id="remote" @click=${() => this.show(() => this.pair())}>${t("remote")}</button>`}
      <button class="button small" id="invite" @click=${() => this.show(() => this.invite())}>${t("invite")}</button>
      ${this.problem ? html`<p class="note bad" role="alert">${t("failed")}</p>` : nothing}`;
  }

  private pair() {
    return pairPhone(this.course, {
      ...common(), title: t("remote"), hint: t("remote_hint"),
      paired: (phone) => t("remote_paired", { phone }), phone: t("remote_phone"), notMine: t("remote_not_mine"), ended: t("remote_ended"), failed: t("failed"),
    });
  }

  private async invite() {
    showLink(await call<Made>("POST", `/web/rooms/${this.course}/cohosts`), { ...common(), title: t("invite"), hint: t("invite_hint") });
  }

  private async show(make: () => Promise<void>) {
    this.problem = false;
    try {
      await make();
    } catch {
      this.problem = true;
    }
  }
}
customElements.define("host-doors", HostDoors);
