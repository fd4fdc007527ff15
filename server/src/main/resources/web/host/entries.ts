// What people wrote, to be hidden, shown again or approved; what waits comes first.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { announce } from "../shared/announce";
import { call } from "../shared/api";
import type { Entry } from "../shared/live";
import { PageElement } from "../shared/page";
import { number } from "../shared/text";
import { t } from "./words";

const rank = (each: Entry) => (each.state === "pending" ? 0 : 1);

class HostEntries extends PageElement {
  static override properties = { session: { type: Number }, entries: { attribute: false }, problem: { state: true } };
  declare session: number;
  declare entries: Entry[];
  declare problem: string;

  constructor() {
    super();
    this.entries = [];
    this.problem = "";
  }

  protected override render() {
    if (!this.entries.length) return html`<p class="soft">${t("no_entries")}</p>`;
    const sorted = [...this.entries].sort((one, other) => rank(one) - rank(other));
    return html`<p class="hint">${t("entries_hint")}</p>
      ${this.problem ? html`<p class="note bad" role="alert">${this.problem}</p>` : nothing}
      <ul class="entries scrolls" tabindex="0" aria-label=${t("entries")}>${repeat(sorted, (each) => each.id, (each) => this.entry(each))}</ul>`;
  }

  private entry(each: Entry) {
    const shown = each.state === "shown";
    const button = (wanted: "shown" | "hidden") => {
      const key = wanted === "shown" ? "entry_show" : "entry_hide";
      return html`<button class="button small" aria-label=${t(`${key}_of`, { text: each.text })} @click=${() => this.set(each, wanted)}>${t(key)}</button>`;
    };
    return html`<li id=${`entry-${each.id}`} class=${`entry is-${each.state ?? "shown"}`}>
      <span class="written" dir="auto" .textContent=${each.text}></span>
      <span class="row">${each.state === "pending" ? html`<span class="badge soon">${t("entry_pending")}</span>` : each.state === "hidden" ? html`<span class="badge">${t("entry_hidden")}</span>` : nothing}
        ${each.people > 1 ? html`<span class="soft">× ${number(each.people)}</span>` : nothing}
        ${shown ? nothing : button("shown")}${each.state === "hidden" ? nothing : button("hidden")}</span></li>`;
  }

  private async set(entry: Entry, state: "shown" | "hidden") {
    this.problem = "";
    try {
      await call("PATCH", `/live/sessions/${this.session}/entries/${entry.id}`, { state });
      this.entries = this.entries.map((each) => (each.id === entry.id ? { ...each, state } : each));
      announce(t(state === "shown" ? "entry_is_shown" : "entry_is_hidden", { text: entry.text }), true);
      void this.focusOn(`#entry-${entry.id} button`);
    } catch {
      this.problem = t("failed");
    }
  }
}
customElements.define("host-entries", HostEntries);
