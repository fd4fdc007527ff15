// The people of a room: who is here, who belongs to it, and what they may do there.
import { html, nothing } from "lit";
import { tell } from "../shared/announce";
import { call, Problem } from "../shared/api";
import "../shared/menu";
import type { MenuItem } from "../shared/menu";
import { PageElement } from "../shared/page";
import { language, number, plural } from "../shared/text";
import { confirmed } from "./confirm";
import "./doors";
import { password } from "./password";
import { said } from "./problems";
import "./roster";
import "./sheet";
import type { Handed } from "./sheet";
import { t } from "./words";

interface Person {
  id: number;
  name: string;
  login: string | null;
  role: "host" | "assistant" | "designer" | "participant" | "observer" | "guest";
  here: boolean;
  removed: boolean;
  self: boolean;
  /** Whether the room's class list made the account. */
  ours: boolean;
  /** Whether they came to a device that somebody else had left. */
  anew: boolean;
}

interface Listed {
  room: string;
  teaches: boolean;
  nameless: number;
  here: number;
  awaited: number;
  more: boolean;
  people: Person[];
}

interface Fresh {
  id: number;
  login: string;
  password: string;
}

const LOOK_MS = 4_000;
/** So many are drawn at first: whoever looks for somebody types a part of the name. */
const AT_ONCE = 100;
const inOrder = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
const staff = ["host", "assistant", "designer"];

class HostPeople extends PageElement {
  static override properties = {
    course: { type: Number },
    listed: { state: true },
    sought: { state: true },
    onlyHere: { state: true },
    all: { state: true },
    edited: { state: true },
    fresh: { state: true },
    handed: { state: true },
    problem: { state: true },
    wrong: { state: true },
    missing: { state: true },
  };
  declare course: number;
  declare listed: Listed | undefined;
  declare sought: string;
  declare onlyHere: boolean;
  declare all: boolean;
  declare edited: number;
  declare fresh: Fresh | undefined;
  /** To whom other passwords were given since the page was opened. */
  declare handed: Handed[];
  declare problem: string;
  /** What is wrong with a name that was mended. */
  declare wrong: string;
  declare missing: boolean;
  private timer = 0;

  constructor() {
    super();
    this.sought = "";
    this.onlyHere = false;
    this.all = false;
    this.edited = 0;
    this.handed = [];
    this.problem = "";
    this.wrong = "";
    this.missing = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.seen);
    void this.look();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.seen);
    clearTimeout(this.timer);
  }

  /** While nobody looked it was not asked either. */
  private readonly seen = () => document.visibilityState === "visible" && void this.look();

  /** People come and go. */
  private async look() {
    clearTimeout(this.timer);
    await this.load();
    if (!this.missing && this.isConnected) this.timer = window.setTimeout(() => void this.look(), LOOK_MS);
  }

  private async load() {
    if (document.visibilityState === "hidden" && this.listed) return;
    try {
      const lost = this.problem === t("no_server");
      this.listed = await call<Listed>("GET", `/web/rooms/${this.course}/people`);
      document.title = `${t("people")}: ${this.listed.room} – Pollard`;
      if (lost) this.problem = "";
    } catch (fault) {
      this.missing = fault instanceof Problem && [403, 404].includes(fault.status);
      if (fault instanceof Problem && fault.status === 401) this.dispatchEvent(new Event("signed-out", { bubbles: true }));
      else this.problem = said(fault);
    }
  }

  protected override render() {
    const back = html`<a href=${`/host/rooms/${this.course}`}>← ${t("back")}</a>`;
    if (this.missing) return html`${back}<h1 tabindex="-1">${t("people")}</h1><p>${t("not_found")}</p>`;
    const listed = this.listed;
    if (!listed) return html`${back}<h1 tabindex="-1">${t("people")}</h1><p role="status">${this.problem || t("loading")}</p>`;
    const file = (kind: string) => `/web/rooms/${this.course}/people.${kind}?language=${language}`;
    return html`${back}
      <h1 tabindex="-1">${t("people_of")} <span dir="auto">${listed.room}</span></h1>
      ${this.problem ? html`<p class="note bad" role="alert">${this.problem}</p>` : nothing}
      <section class="card stack" aria-labelledby="people-title">
        <div class="row spread"><h2 id="people-title" tabindex="-1" .textContent=${this.sum(listed)}></h2>
          <p class="row"><span class="label">${t("download")}</span>
            <a class="button small" href=${file("xlsx")} download aria-label=${`${t("people")}: XLSX`}>XLSX</a>
            <a class="button small" href=${file("csv")} download aria-label=${`${t("people")}: CSV`}>CSV</a></p></div>
        <div class="line">
          <div class="field"><label for="sought">${t("find_person")}</label>
            <input id="sought" type="search" autocomplete="off" .value=${this.sought} @input=${(event: Event) => (this.sought = (event.target as HTMLInputElement).value)}></div>
          <label class="check"><input type="checkbox" id="only-here" .checked=${this.onlyHere} @change=${(event: Event) => (this.onlyHere = (event.target as HTMLInputElement).checked)}>${t("only_here")}</label>
        </div>
        ${this.people(listed)}
        ${this.others(listed)}
        ${listed.people.some((each) => each.role === "guest") || listed.nameless ? html`<p class="hint" id="anew-hint">${t("anew_hint")}</p>` : nothing}
      </section>
      ${listed.teaches
        ? html`<section class="card stack"><h2>${t("invite")}</h2><p class="soft">${t("roles_hint")}</p><host-doors class="row" .course=${this.course} .only=${"invite"}></host-doors></section>
          ${this.handed.length ? html`<password-sheet class="printed" .people=${this.handed} .course=${this.course}></password-sheet>` : nothing}
          <host-roster .course=${this.course} @stored=${() => this.load()}></host-roster>`
        : nothing}`;
  }

  /** How many are here, of how many. */
  private sum(listed: Listed) {
    const known = listed.people.filter((each) => !each.removed).length;
    // As many as are marked below it, whoever looks among them where they are.
    const here = listed.more ? listed.here : listed.nameless + listed.people.filter((each) => each.here).length;
    return `${t(plural("here", here), { n: here })} · ${t(plural("known", known), { n: known })}`;
  }

  private others(listed: Listed) {
    const said = [
      listed.nameless ? t(plural("nameless", listed.nameless), { n: listed.nameless }) : "",
      listed.awaited ? t(plural("awaited", listed.awaited), { n: listed.awaited }) : "",
      listed.more ? t("not_all") : "",
    ].filter(Boolean);
    return said.length ? html`<p class="soft">${said.join(" ")}</p>` : nothing;
  }

  private people(listed: Listed) {
    const sought = this.sought.trim().toLocaleLowerCase(language);
    const rank = (each: Person) => (each.removed ? 2 : staff.includes(each.role) ? 0 : 1);
    const found = listed.people
      .filter((each) => !this.onlyHere || each.here)
      .filter((each) => !sought || `${each.name}\n${each.login ?? ""}`.toLocaleLowerCase(language).includes(sought))
      .sort((one, other) => rank(one) - rank(other) || inOrder.compare(one.name, other.name) || one.id - other.id);
    if (!found.length) return html`<p class="soft" role="status">${t("nobody_there")}</p>`;
    const shown = this.all ? found : found.slice(0, AT_ONCE);
    return html`<ul class="people">${shown.map((each) => this.person(each, listed))}</ul>
      ${found.length > shown.length ? html`<button class="button small" @click=${() => (this.all = true)}>${t("show_all", { n: number(found.length) })}</button>` : nothing}`;
  }

  private person(each: Person, listed: Listed) {
    if (each.id === this.edited) return html`<li>${this.form(each)}</li>`;
    const items = this.items(each, listed);
    return html`<li class="person ${each.removed ? "is-removed" : ""}" id=${`person-${each.id}`}>
      <div class="who">
        <p><strong dir="auto">${each.name}</strong>${each.self ? html` <span class="soft">(${t("is_you")})</span>` : nothing}</p>
        <p class="soft">${each.login ? html`<span dir="auto">${each.login}</span>` : each.role === "guest" ? nothing : `#${each.id}`}</p>
      </div>
      <p class="row">
        ${each.anew ? html`<span class="badge soon anew">${t("anew")}</span>` : nothing}
        ${each.here ? html`<span class="badge live">${t("is_here")}</span>` : nothing}
        ${each.removed ? html`<span class="badge bad">${t("is_removed")}</span>` : html`<span class="badge ${staff.includes(each.role) ? "own" : ""}">${t(`role_${each.role}`)}</span>`}
      </p>
      ${items.length ? html`<menu-button .words=${t("more")} .named=${t("more_of", { name: this.told(each, listed) })} .items=${items}></menu-button>` : html`<span></span>`}
      ${this.fresh?.id === each.id
        ? html`<div class="note good stack tight fresh" role="status" tabindex="-1"><p>${t("reset_done")}</p><p>${this.fresh.login}: ${password(this.fresh.password)}</p>
            <div class="row"><button type="button" class="button small" @click=${() => print()}>${t("print")}</button></div></div>`
        : nothing}
    </li>`;
  }

  /** The name; where another one has it, with what tells the two apart. */
  private told(each: Person, listed: Listed) {
    const twin = listed.people.some((other) => other.id !== each.id && inOrder.compare(other.name, each.name) === 0);
    return twin ? `${each.name} (${each.login ?? (each.role === "guest" ? t("role_guest") : `#${each.id}`)})` : each.name;
  }

  private items(each: Person, listed: Listed): MenuItem[] {
    const items: MenuItem[] = [];
    const name = this.told(each, listed);
    const guest = each.role === "guest";
    if (each.removed) return listed.teaches ? [{ words: t("let_back"), act: () => this.change(each, { removed: false }, t("let_back_done", { name })) }] : [];
    if (guest || (listed.teaches && each.ours)) items.push({ words: t("mend"), act: () => this.edit(each.id) });
    if (!listed.teaches) return items;
    if (each.ours) items.push({ words: t("reset"), act: () => this.reset(each, name) });
    if (!guest && each.role !== "host") items.push({ words: t("make_host"), act: () => this.host(each, name, true) });
    if (!guest && staff.includes(each.role) && !each.self) items.push({ words: t("unmake_host"), act: () => this.host(each, name, false) });
    if (!each.self) items.push({ words: t("put_out"), danger: true, act: () => this.putOut(each, name) });
    return items;
  }

  private form(each: Person) {
    return html`<form class="line" novalidate @submit=${(event: SubmitEvent) => this.save(event, each)} @keydown=${(event: KeyboardEvent) => event.key === "Escape" && this.edit(0, each.id)}>
      <div class="field"><label for="mended">${t("own_name")}</label>
        <input id="mended" required autocomplete="off" dir="auto" .value=${each.name}
          aria-invalid=${this.wrong ? "true" : nothing} aria-describedby=${this.wrong ? "mended-problem" : nothing}>
        ${this.wrong ? html`<p class="note bad" id="mended-problem" role="alert">${this.wrong}</p>` : nothing}</div>
      <button class="button primary">${t("save")}</button>
      <button type="button" class="button" @click=${() => this.edit(0, each.id)}>${t("cancel")}</button>
    </form>`;
  }

  private edit(id: number, from = 0) {
    this.edited = id;
    this.wrong = "";
    void this.focusOn(id ? "#mended" : `#person-${from} .menu-open`);
  }

  private async save(event: SubmitEvent, each: Person) {
    event.preventDefault();
    const name = this.querySelector<HTMLInputElement>("#mended")!.value;
    try {
      await call("PATCH", `/web/rooms/${this.course}/people/${each.id}`, { name });
      await this.load();
      tell(t("saved"));
      this.edit(0, each.id);
    } catch (fault) {
      this.wrong = said(fault);
      void this.focusOn("#mended");
    }
  }

  private async change(each: Person, wish: { host?: boolean; removed?: boolean }, told: string) {
    this.problem = "";
    try {
      await call("PATCH", `/web/rooms/${this.course}/people/${each.id}`, wish);
      tell(told);
    } catch (fault) {
      this.problem = said(fault);
    }
    await this.load();
    void this.focusOn(`#person-${each.id} .menu-open`);
  }

  private async host(each: Person, name: string, host: boolean) {
    if (host && !(await confirmed(t("make_host_ask", { name }), t("make_host"), true))) return;
    await this.change(each, { host }, t(host ? "make_host_done" : "unmake_host_done", { name }));
  }

  private async putOut(each: Person, name: string) {
    if (!(await confirmed(t(each.role === "guest" ? "put_out_guest_ask" : "put_out_ask", { name }), t("put_out")))) return;
    await this.change(each, { removed: true }, t("put_out_done", { name }));
  }

  private async reset(each: Person, name: string) {
    if (!(await confirmed(t("reset_ask", { name }), t("reset")))) return;
    this.problem = "";
    try {
      const made = await call<{ login: string; password: string }>("POST", `/web/rooms/${this.course}/people/${each.id}/password`);
      this.fresh = { id: each.id, ...made };
      this.handed = [...this.handed.filter((one) => one.login !== made.login), { name, ...made }];
      void this.focusOn(".fresh");
    } catch (fault) {
      this.problem = said(fault);
    }
  }
}
customElements.define("host-people", HostPeople);
