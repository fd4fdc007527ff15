// What people wrote, to be hidden, shown again, approved, or shown alone; what waits comes first. By buttons, or by keys
// that act where one of the texts has the focus; what was done last can be taken back.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { announce } from "../shared/announce";
import { call } from "../shared/api";
import type { Entry } from "../shared/live";
import { PageElement } from "../shared/page";
import { enlarge } from "../shared/rooms";
import { number, plural } from "../shared/text";
import { t } from "./words";

const MOST_BACK = 50;
const rank = (each: Entry) => (each.state === "pending" ? 0 : 1);

type Shown = "shown" | "hidden";

class HostEntries extends PageElement {
  static override properties = { session: { type: Number }, entries: { attribute: false }, problem: { state: true }, done: { state: true } };
  declare session: number;
  declare entries: Entry[];
  declare problem: string;
  /** What was before, newest last. */
  declare done: Entry[];

  constructor() {
    super();
    this.entries = [];
    this.problem = "";
    this.done = [];
  }

  protected override render() {
    if (!this.entries.length) return html`<p class="soft">${t("no_entries")}</p>`;
    const waits = this.entries.filter((each) => each.state === "pending").length;
    return html`<p class="hint">${t("entries_hint")}</p>
      <p class="hint" id="entries-keys">${t("entries_keys")}</p>
      ${this.problem ? html`<p class="note bad" role="alert">${this.problem}</p>` : nothing}
      <p class="row"><button class="button small" id="undo-entry" aria-disabled=${this.done.length ? "false" : "true"} @click=${this.undo}>↶ ${t("entry_undo")}</button>
        ${waits ? html`<span class="badge soon">${t(plural("waiting", waits), { n: waits })}</span>` : nothing}</p>
      <ul class="entries scrolls" aria-label=${t("entries")} aria-describedby="entries-keys" @keydown=${this.key}>${repeat(this.sorted, (each) => each.id, (each, place) => this.entry(each, place))}</ul>`;
  }

  /** Where rows stand while somebody aims at one of them: what comes then comes last, and nothing moves under the pointer. */
  private readonly places = new Map<number, number>();

  private get sorted() {
    const ranked = [...this.entries].sort((one, other) => rank(one) - rank(other));
    for (const { id = 0 } of ranked) if (!this.places.has(id)) this.places.set(id, this.places.size);
    return ranked.sort((one, other) => this.places.get(one.id ?? 0)! - this.places.get(other.id ?? 0)!);
  }

  protected override willUpdate() {
    const list = this.querySelector("ul");
    if (!list?.matches(":hover") && !list?.contains(document.activeElement)) this.places.clear();
  }

  private entry(each: Entry, place: number) {
    const button = (wanted: Shown) => {
      const key = wanted === "shown" ? "entry_show" : "entry_hide";
      return html`<button class="button small" aria-label=${t(`${key}_of`, { text: each.text })} @click=${() => this.set(each, wanted)}>${t(key)}</button>`;
    };
    const alone = html`<button class="button small" aria-pressed=${each.large ? "true" : "false"} aria-label=${t("entry_large_of", { text: each.text })} @click=${() => this.set(each, "shown", !each.large)}>${t("entry_large")}</button>`;
    return html`<li id=${`entry-${each.id}`} class=${`entry is-${each.state ?? "shown"}`} tabindex=${place ? "-1" : "0"}>
      <span class="written" dir="auto" .textContent=${each.text}></span>
      <span class="row">${each.state === "pending" ? html`<span class="badge soon">${t("entry_pending")}</span>` : each.state === "hidden" ? html`<span class="badge">${t("entry_hidden")}</span>` : nothing}
        ${each.people > 1 ? html`<span class="soft">× ${number(each.people)}</span>` : nothing}
        ${each.state === "shown" ? alone : button("shown")}${each.state === "hidden" ? nothing : button("hidden")}</span></li>`;
  }

  private key = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const at = this.sorted.find((each) => `entry-${each.id}` === target.closest("li")?.id);
    if (!at || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "z" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void this.undo();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.repeat && !key.startsWith("arrow")) return;
    const step = key === "arrowdown" ? 1 : key === "arrowup" ? -1 : 0;
    const acts: Record<string, () => unknown> = {
      h: () => this.set(at, "hidden"),
      s: () => this.set(at, "shown"),
      a: () => this.set(at, "shown", !at.large),
      u: () => this.undo(),
    };
    const act = step ? () => this.go(at, step) : acts[key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  private go(from: Entry, by: number) {
    const all = this.sorted;
    const next = all[all.indexOf(from) + by];
    if (next) this.querySelector<HTMLElement>(`#entry-${next.id}`)?.focus();
  }

  private async set(entry: Entry, state: Shown, large = false) {
    if (entry.state === state && !!entry.large === large) return;
    const place = this.sorted.indexOf(entry);
    const byKey = document.activeElement?.id === `entry-${entry.id}`;
    if (!(await this.send(entry, state, large))) return;
    this.done = [...this.done, entry].slice(-MOST_BACK);
    announce(t(large ? "entry_is_large" : state === "shown" ? "entry_is_shown" : "entry_is_hidden", { text: entry.text }), true);
    // Who goes through what waits by keys goes on with the next one. Nobody stays on a button that would undo it.
    await this.focusOn(`#entry-${(byKey && entry.state === "pending" && this.sorted[place + 1]?.id) || entry.id}`);
  }

  private undo = async () => {
    const last = this.done[this.done.length - 1];
    if (!last) return;
    // What waited can wait no more once somebody has looked at it.
    if (!(await this.send(last, last.state === "shown" ? "shown" : "hidden", !!last.large))) return;
    this.done = this.done.slice(0, -1);
    announce(t("entry_undone", { text: last.text }), true);
    await this.focusOn(`#entry-${last.id}`);
  };

  private async send(entry: Entry, state: Shown, large: boolean): Promise<boolean> {
    this.problem = "";
    try {
      if (state === "shown") await enlarge(this.session, entry, large);
      else await call("PATCH", `/live/sessions/${this.session}/entries/${entry.id}`, { state });
      this.entries = this.entries.map((each) => (each.id === entry.id ? { ...each, state, large } : large ? { ...each, large: false } : each));
      return true;
    } catch {
      this.problem = t("failed");
      return false;
    }
  }
}
customElements.define("host-entries", HostEntries);
