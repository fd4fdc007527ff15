// What leads through the questions: buttons, each with its key.
import { html, nothing } from "lit";
import type { Snapshot } from "../shared/live";
import { round, type Session } from "../shared/rooms";
import { canFill } from "./screen";
import { t } from "./words";

/** What can be done at the moment, and what does it. */
export interface Leading {
  course: number;
  sessions: Session[];
  /** What is on show. */
  session: Session | undefined;
  shown: Snapshot | null | undefined;
  /** Whether counts are seen. */
  visible: boolean;
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
  toggleCorrect(): void;
  toggleCode(): void;
  full(): void;
  remote(): void;
  switchKeys(wanted: boolean): void;
}

const shortcuts: Record<string, string> = { "←": "ArrowLeft", "→": "ArrowRight" };

export function controls(at: Leading) {
  const { session, sessions, shown } = at;
  const place = sessions.findIndex((each) => each.id === session?.id);
  const all = sessions.length;
  const turn = session ? round(sessions, session) : 0;
  const control = (name: Parameters<typeof t>[0], key: string, act: () => void, possible = true, kind = "") => html`<button class="button small ${kind}" aria-disabled=${possible ? "false" : "true"}
    aria-keyshortcuts=${at.keys ? (shortcuts[key] ?? key) : nothing} @click=${() => possible && act()}>
    ${t(name)}${at.keys ? html`<kbd aria-hidden="true">${key}</kbd>` : nothing}</button>`;
  return html`<footer class="controls" aria-label=${t("controls")}>
    ${at.problem ? html`<p class="note bad" role="alert">${at.problem}</p>` : nothing}
    ${at.connected ? nothing : html`<p class="note warn" role="status">${t("offline")}</p>`}
    <div class="row">
      ${control("previous", "←", () => at.step(-1), at.before)}
      ${session ? html`<span class="soft place">${t("question", { n: place + 1, all })}${turn ? html` · ${t("round", { n: turn })}` : nothing}</span>` : nothing}
      ${all
        ? control("next", "→", () => at.step(1), at.after, session ? "" : "primary")
        : html`<a class="button small primary" href=${`/host/rooms/${at.course}?new`}>${t("write_first")}</a>`}
    </div>
    <div class="row">
      ${at.canOpen ? control(shown?.open ? "close" : shown?.state === "waiting" ? "open" : "reopen", "O", () => at.toggleOpen(), true, "primary") : nothing}
      ${session ? control(at.visible ? "hide" : "show", "R", () => at.toggleResults()) : nothing}
      ${at.canTell ? control(at.told ? "correct_hide" : "correct_show", "C", () => at.toggleCorrect()) : nothing}
    </div>
    <div class="row">
      ${control(at.bigCode ? "small" : "big", "J", () => at.toggleCode())}
      ${canFill() ? control("full", "F", () => at.full()) : nothing}
      <button class="button small" @click=${() => at.remote()}>${t("remote")}</button>
      <label class="check small"><input type="checkbox" .checked=${at.keys} @change=${(event: Event) => at.switchKeys((event.target as HTMLInputElement).checked)}>${t("keys")}</label>
    </div>
  </footer>`;
}
