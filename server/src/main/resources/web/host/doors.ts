// Further doors into a room for those who run it: a phone as remote control, a colleague as co-host.
import { html, nothing } from "lit";
import { call } from "../shared/api";
import { PageElement } from "../shared/page";
import { remoteOf, showLink, type Made } from "../shared/remote";
import { t } from "./words";

const words = (title: "remote" | "invite", hint: "remote_hint" | "invite_hint") => ({
  title: t(title), hint: t(hint), qr: t("remote_qr"), local: t("local"), copy: t("copy"), copied: t("copied"), close: t("close_dialog"),
});

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
        : html`<button class="button small" id="remote" @click=${() => this.show(() => remoteOf(this.course), words("remote", "remote_hint"))}>${t("remote")}</button>`}
      <button class="button small" id="invite" @click=${() => this.show(() => call<Made>("POST", `/web/rooms/${this.course}/cohosts`), words("invite", "invite_hint"))}>${t("invite")}</button>
      ${this.problem ? html`<p class="note bad" role="alert">${t("failed")}</p>` : nothing}`;
  }

  private async show(make: () => Promise<Made>, said: Parameters<typeof showLink>[1]) {
    this.problem = false;
    try {
      showLink(await make(), said);
    } catch {
      this.problem = true;
    }
  }
}
customElements.define("host-doors", HostDoors);
