// The big screen: what is on show, how to join, and the keys that lead through it.
import { html, nothing, type PropertyValues } from "lit";
import { announce } from "../shared/announce";
import { askAsRemote, call, Problem } from "../shared/api";
import "../shared/kinds/all";
import { kindOf } from "../shared/kinds/known";
import { answered } from "../shared/kinds/parts";
import { largeOf } from "../shared/kinds/words";
import { ACCOUNT, REMOTE, RoomStream, type Entry, type Snapshot } from "../shared/live";
import { glide, places } from "../shared/glide";
import { pairByCode } from "../shared/enter";
import { wear } from "../shared/colour";
import { sign } from "../shared/look";
import { PageElement } from "../shared/page";
import { detail, stays, type Detail, type Results, type Room, type Session } from "../shared/rooms";
import { silence } from "../shared/silence";
import { plural } from "../shared/text";
import { plain } from "../shared/written";
import { Acts } from "./acts";
import { controls } from "./controls";
import { fit } from "./fit";
import { joining } from "./joining";
import { keysAct, onKeys, setKeys } from "./keys";
import { fill, filled, stayAwake, watchScreen } from "./screen";
import { measure, stage } from "./stage";
import { t } from "./words";

const COUNT_PEOPLE_MS = 2_000;
const PROBLEM_MS = 10_000;
const STATE = 2 ** 32;

class PresentPage extends PageElement {
  static override properties = {
    detail: { state: true },
    shown: { state: true },
    here: { state: true },
    connected: { state: true },
    bigCode: { state: true },
    keys: { state: true },
    problem: { state: true },
    refused: { state: true },
  };
  declare detail: Detail | undefined;
  declare shown: Snapshot | null | undefined;
  declare here: number;
  declare connected: boolean;
  declare bigCode: boolean;
  declare keys: boolean;
  declare problem: string;
  declare refused: boolean;
  /** Why a link did not sign in. */
  private turnedAway = "";
  /** Whether this is the remote control of the room, by a code that was scanned. */
  readonly steers = new URLSearchParams(location.search).has("remote");
  readonly course = Number(location.pathname.split("/")[2]);
  /** When the audience saw results before they were hidden here. */
  private readonly planned = new Map<number, Results>();
  private sorry = 0;
  private readonly acts = new Acts(this);
  /** What decides how much room there has to be. */
  private fitted = "";
  /** What decides which controls there are, and how often that changed. */
  private offered = "";
  private turns = 0;

  constructor() {
    super();
    this.here = 0;
    this.connected = true;
    this.bigCode = false;
    this.keys = keysAct();
    this.problem = "";
    this.refused = false;
    void this.start();
    onKeys(() => this.keys && !!this.detail, {
      o: () => this.toggleOpen(),
      r: () => this.toggleResults(),
      a: () => this.showAll(),
      c: () => this.toggleCorrect(),
      j: () => (this.bigCode = !this.bigCode),
      f: () => this.full(),
      arrowright: () => this.step(1),
      pagedown: () => this.step(1),
      arrowleft: () => this.step(-1),
      pageup: () => this.step(-1),
      escape: () => this.allAgain(),
    });
    window.addEventListener("resize", () => this.fit());
    // How large an image is shows when it has come.
    this.addEventListener("load", () => this.fit(), true);
    watchScreen(() => this.fit());
    stayAwake();
  }

  private async start() {
    const entered = this.steers ? await pairByCode() : undefined;
    if (this.steers) askAsRemote();
    if (entered && "fault" in entered) this.turnedAway = { cookies: t("cookies"), used: t("link_used"), origin: t("origin", { origin: location.origin }), failed: t("failed") }[entered.fault];
    if (!(await this.load())) return;
    new RoomStream(this.course, this.steers ? REMOTE : ACCOUNT, {
      onShow: (snapshot) => this.show(snapshot),
      onConnection: (connected) => {
        this.connected = connected;
        if (connected) this.problem = "";
      },
      onArranged: () => void this.load(),
      onRoom: () => void this.load(),
      // Why, the room itself tells.
      onRefused: () => void this.load().then(() => (this.refused = true)),
    });
    void this.count();
  }

  async load(): Promise<boolean> {
    try {
      const showed = this.visible;
      this.detail = await detail(this.course);
      // What was read out of the results does not stay there for who looks for it.
      if (showed && this.session && !this.visible) announce(t("is_hidden"), true);
      document.title = `${this.detail.room.name} – Pollard`;
      wear(this.detail.room.look.color);
      return true;
    } catch (fault) {
      if (fault instanceof Problem && fault.status === 401 && this.steers) this.turnedAway ||= t("remote_over");
      else if (fault instanceof Problem && fault.status === 401 && this.detail) this.turnedAway = t("signed_off");
      if (fault instanceof Problem && [401, 403, 404].includes(fault.status)) this.refused = true;
      else window.setTimeout(() => void (this.detail ? this.load() : this.start()), COUNT_PEOPLE_MS);
      return false;
    }
  }

  private async count() {
    try {
      this.here = (await call<{ here: number }>("GET", `/web/rooms/${this.course}/here`)).here;
    } catch {
      // The number stays as it was; whether the server is there is told by the stream.
    }
    if (!this.refused) window.setTimeout(() => void this.count(), COUNT_PEOPLE_MS);
  }

  private show(snapshot: Snapshot | null) {
    const before = this.shown;
    this.shown = snapshot;
    const state = (of: Snapshot) => Math.floor(of.version / STATE);
    if (snapshot && (!before || before.session !== snapshot.session || state(before) !== state(snapshot))) void this.load();
    const news = before === undefined ? "" : this.news(before, snapshot);
    if (news) announce(news, true);
    else if (snapshot && this.visible && snapshot.state !== "waiting" && answered(snapshot)) announce(kindOf(snapshot).standing(snapshot));
  }

  /** What is another than before, for those who do not see it: keys and remotes change it, too. */
  private news(before: Snapshot | null, now: Snapshot | null): string {
    if (!now) return before ? t("welcome") : "";
    if (before?.session !== now.session) return `${plain(now.question)}. ${t(`is_${now.state}`)}`;
    const key = now.state === "told" ? kindOf(now).key(now) : "";
    if (before.state === now.state && (!key || key === kindOf(before).key(before))) return "";
    return key ? t("correct_are", { choices: key }) : t(`is_${now.state}`);
  }

  /** The poll session on show, as the host page knows it. */
  private get session(): Session | undefined {
    return this.detail?.sessions.find((each) => each.id === this.shown?.session);
  }

  /** Whether the screen may show counts: what some have to vote for first is not for the whole hall. */
  private get visible() {
    return !!this.session && this.session.results !== "until_revealed";
  }

  /** Whether there is a correct answer, and everybody who could give it could. */
  private get canTell() {
    const asked = this.detail?.polls.find((each) => each.id === this.shown?.poll);
    return !!this.shown && ["closed", "told"].includes(this.shown.state) && !!asked?.keyed;
  }

  /** Whether everybody is told now which answers are correct. */
  private get told() {
    return this.shown?.state === "told";
  }

  /** Whether phones show results to those who voted only, and nobody can vote any more. */
  private get forVoters() {
    return this.session?.results === "after_vote" && (this.shown?.state === "closed" || this.told);
  }

  /** Whether votes can be taken now, or again. */
  private get canOpen() {
    return !!this.session && !stays({ ...this.session, open: !!this.shown?.open, votes: this.shown?.people ?? this.shown?.votes ?? this.session.votes });
  }

  /** What Next shows; the first one when nothing is on show. */
  private neighbour(by: number): Session | undefined {
    const sessions = this.detail!.sessions;
    const place = sessions.findIndex((each) => each.id === this.session?.id);
    return place < 0 ? (by > 0 ? sessions[0] : undefined) : sessions[place + by];
  }

  protected override render() {
    if (this.refused) {
      return html`<main class="alone"><h1>${this.turnedAway || t("sign_in")}</h1>${this.steers ? nothing : html`<a class="button primary" href="/host/">${t("to_host")}</a>`}</main>`;
    }
    if (!this.detail || this.shown === undefined) {
      return html`<main class="alone" role="status"><div class="spinner"></div><p>${t("loading")}</p></main>`;
    }
    return html`<header class="strip">
        ${silence(t("announces"))}
        ${this.name(this.detail.room)}
        <p class="numbers"><span .textContent=${t(plural("here", this.here), { n: this.here })}></span></p>
      </header>
      <main class=${this.bigCode ? "with-big-code" : ""}>${this.poll()}${joining(this.detail.room)}</main>
      ${this.controls()}`;
  }

  private name(room: Room) {
    const name = html`${sign(room.look)}<span dir="auto">${room.name}</span>`;
    return this.steers ? html`<span class="logo">${name}</span>` : html`<a class="logo" href=${`/host/rooms/${this.course}`}>${name}</a>`;
  }

  protected override update(changed: PropertyValues) {
    // What went wrong once does not stand before the hall for ever.
    if (changed.has("problem")) {
      clearTimeout(this.sorry);
      if (this.problem) this.sorry = window.setTimeout(() => (this.problem = ""), PROBLEM_MS);
    }
    const before = places(this);
    super.update(changed);
    glide(this, before);
  }

  protected override updated() {
    const wide = [...this.querySelectorAll(".result td")].map((each) => each.textContent!.length);
    const now = JSON.stringify([measure(this.shown), wide, this.visible, this.bigCode, this.problem, this.connected]);
    if (now !== this.fitted) this.fit();
    this.fitted = now;
  }

  private fit() {
    const stage = this.querySelector<HTMLElement>(".stage");
    if (stage) fit(stage);
  }

  private poll() {
    const poll = this.shown;
    if (!poll) {
      return html`<section class="stage welcome"><h1 tabindex="-1" dir="auto">${this.detail!.room.name}</h1><p class="soft">${t("welcome")}</p></section>`;
    }
    return stage(poll, this.visible, this.picking);
  }

  private controls() {
    const session = this.session;
    const shown = this.shown;
    const offered = JSON.stringify([shown?.session, shown?.state, this.visible, this.forVoters, this.canOpen, this.canTell, this.problem, this.connected, shown?.people ? 1 : 0]);
    if (offered !== this.offered) this.turns++;
    this.offered = offered;
    return controls({
      turn: this.turns,
      course: this.course,
      sessions: this.detail!.sessions,
      session,
      shown: this.shown,
      visible: this.visible,
      forVoters: this.forVoters,
      stays: !!session && !this.canOpen,
      again: () => session && void this.acts.again(session),
      canOpen: this.canOpen,
      canTell: this.canTell,
      told: this.told,
      bigCode: this.bigCode,
      keys: this.keys,
      problem: this.problem,
      connected: this.connected,
      before: !!this.neighbour(-1),
      after: !!this.neighbour(1),
      step: (by) => this.step(by),
      toggleOpen: () => this.toggleOpen(),
      toggleResults: () => this.toggleResults(),
      showAll: () => this.showAll(),
      toggleCorrect: () => this.toggleCorrect(),
      toggleCode: () => (this.bigCode = !this.bigCode),
      full: () => this.full(),
      remote: () => void this.acts.remote(),
      steers: this.steers,
      end: () => void this.acts.end(),
      switchKeys: (wanted) => this.switchKeys(wanted),
    });
  }

  private switchKeys(wanted: boolean) {
    this.keys = wanted;
    setKeys(wanted);
  }

  private toggleOpen() {
    const session = this.session;
    if (session && this.canOpen) void this.acts.lead(session.id, { open: !this.shown?.open }, "o");
  }

  private toggleResults() {
    const session = this.session;
    // Before the first opening there is nothing to hide or to show.
    if (!session || this.shown?.state === "waiting") return;
    if (this.visible) this.planned.set(session.id, session.results);
    // While people vote, showing again what was hidden is no reason to show it to those who have not voted.
    const again = (this.shown?.open && this.planned.get(session.id)) || "public";
    void this.acts.change(session.id, { results: this.visible ? "until_revealed" : again });
  }

  /** Those who did not vote, too. */
  private showAll() {
    if (this.session && this.forVoters) void this.acts.change(this.session.id, { results: "public" });
  }

  private toggleCorrect() {
    if (this.canTell) void this.acts.change(this.shown!.session, { correct: !this.told });
  }

  /** Puts the neighbour of what is on show on show. That ends what was open; going on opens the next one where the room wants that. */
  private step(by: number) {
    const next = this.neighbour(by);
    if (!next) return;
    const opens = by > 0 && this.detail!.room.next_opens && next.state === "waiting";
    const keys = by > 0 ? ["arrowright", "pagedown"] : ["arrowleft", "pageup"];
    void this.acts.lead(next.id, opens ? { open: true } : { on_show: true }, ...keys);
  }

  /** One of the texts for all to talk about, and all of them again. */
  private readonly picking = {
    pick: (entry: Entry) => void this.enlarge(entry, true),
    back: (entry: Entry) => void this.enlarge(entry, false),
  };

  private allAgain() {
    const picked = this.shown && largeOf(this.shown);
    if (picked) this.picking.back(picked);
  }

  private async enlarge(entry: Entry, large: boolean) {
    if (await this.acts.enlarge(this.shown!.session, entry, large)) void this.focusOn(large ? "#all-again" : ".flow, .beside");
  }

  private full() {
    void fill(!filled());
  }
}
customElements.define("present-page", PresentPage);
