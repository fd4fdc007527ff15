// What leads through the questions: buttons, each with its key.
import { html, nothing } from "lit";
import type { Snapshot } from "../shared/live";
import { round, waiting, type Session } from "../shared/rooms";
import { plural } from "../shared/text";
import { canFill } from "./screen";
import { t } from "./words";

/** What can be done at the moment, and what does it. */
export interface Leading {
  course: number;
  /** Another number whenever there are other controls, or they may stand elsewhere. */
  turn: number;
  sessions: Session[];
  /** What is on show. */
  session: Session | undefined;
  shown: Snapshot | null | undefined;
  /** Whether counts are seen. */
  visible: boolean;
  /** Whether those who did not vote see nothing of it, though it is over. */
  forVoters: boolean;
  /** Whether it is anonymous, has votes, and is closed for good. */
  stays: boolean;
  again(): void;
  canOpen: boolean;
  canTell: boolean;
  told: boolean;
  bigCode: boolean;
  /** Whether single keys act. */
  keys: boolean;
  problem: string;
  connected: boolean;
  /** Whether there is a question before this one, and one after it. */
  before: boolean;
  after: boolean;
  step(by: number): void;
  toggleOpen(): void;
  toggleResults(): void;
  showAll(): void;
  toggleCorrect(): void;
  toggleCode(): void;
  full(): void;
  remote(): void;
  /** Whether this is a phone that steers and nothing else, and what ends that. */
  steers: boolean;
  end(): void;
  switchKeys(wanted: boolean): void;
}

const shortcuts: Record<string, string> = { "←": "ArrowLeft", "→": "ArrowRight" };

/** Where what people wrote is hidden and approved: on a page that the hall does not see. */
const moderation = (course: number, session: Session, n: number, words: boolean) => html`<a class="button small" id="moderate" target="_blank" href=${`/host/rooms/${course}/sessions/${session.id}`}>
  ${n ? t(plural("waiting", n), { n }) : t(words ? "moderate_words" : "moderate")}</a>`;

export function controls(at: Leading) {
  const { session, sessions, shown } = at;
  const place = sessions.findIndex((each) => each.id === session?.id);
  const all = sessions.length;
  const turn = session ? round(sessions, session) : 0;
  const control = (name: Parameters<typeof t>[0], key: string, act: () => void, possible = true, kind = "") => html`<button class="button small ${kind}" aria-disabled=${possible ? "false" : "true"}
    aria-keyshortcuts=${at.keys && key ? (shortcuts[key] ?? key) : nothing} @click=${() => possible && act()}>
    ${t(name)}${at.keys && key ? html`<kbd aria-hidden="true">${key}</kbd>` : nothing}</button>`;
  const waits = session && (shown?.kind === "words" || shown?.kind === "text") ? waiting(shown) : 0;
  return html`<footer class="controls ${at.turn > 1 ? `turn-${at.turn % 2}` : ""} ${at.steers ? "steers" : ""}" aria-label=${t("controls")}>
    ${at.problem ? html`<p class="note bad" role="alert">${at.problem}</p>` : nothing}
    ${at.connected ? nothing : html`<p class="note warn" role="status">${t("offline")}</p>`}
    <div class="row">
      ${control("previous", "←", () => at.step(-1), at.before)}
      ${session ? html`<span class="soft place">${t("question", { n: place + 1, all })}${turn ? html` · ${t("round", { n: turn })}` : nothing}</span>` : nothing}
      ${all
        ? control("next", "→", () => at.step(1), at.after, session ? "" : "primary")
        : at.steers ? nothing : html`<a class="button small primary" href=${`/host/rooms/${at.course}?new`}>${t("write_first")}</a>`}
    </div>
    <div class="row">
      ${at.canOpen ? control(shown?.open ? "close" : shown?.state === "waiting" ? "open" : "reopen", "O", () => at.toggleOpen(), true, "primary") : nothing}
      ${at.stays ? control("again", "", () => at.again()) : nothing}
      ${session && shown?.state !== "waiting" ? control(at.visible ? "hide" : "show", "R", () => at.toggleResults()) : nothing}
      ${at.forVoters ? control("show_all", "A", () => at.showAll()) : nothing}
      ${at.canTell ? control(at.told ? "correct_hide" : "correct_show", "C", () => at.toggleCorrect()) : nothing}
      ${session && !at.steers && (shown?.kind === "words" || shown?.kind === "text") ? moderation(at.course, session, waits, shown.kind === "words") : nothing}
      ${at.steers && waits ? html`<span class="soft">${t(plural("waiting", waits), { n: waits })}</span>` : nothing}
      ${at.stays ? html`<span class="soft stays">${t("stays")}</span>` : nothing}
    </div>
    <div class="row">
      ${control(at.bigCode ? "small" : "big", "J", () => at.toggleCode())}
      ${canFill() ? control("full", "F", () => at.full()) : nothing}
      ${at.steers
        ? html`<button class="button small" id="end" @click=${() => at.end()}>${t("remote_end")}</button>`
        : html`<button class="button small remote" @click=${() => at.remote()}>${t("remote_button")}</button>`}
      <label class="check small keys"><input type="checkbox" .checked=${at.keys} @change=${(event: Event) => at.switchKeys((event.target as HTMLInputElement).checked)}>${t("keys")}</label>
    </div>
  </footer>`;
}
