// What is filled in and then sent, and how much room is left in it.
import { html, nothing, type TemplateResult } from "lit";
import { plural } from "../text";
import type { Hand } from "./kind";
import { t } from "./more/language";

/** Characters as the server counts them. */
export const length = (text: string): number => [...text.normalize("NFC").trim().replace(/\s+/gu, " ")].length;

/** How much room a text has left, or how far it is over. */
export function left(text: string, longest: number): string {
  const rest = longest - length(text);
  return rest < 0 ? t(plural("over", -rest), { n: -rest }) : t(plural("left", rest), { n: rest });
}

type Sender = Pick<Hand<unknown>, "again" | "waits" | "problem" | "rule">;

/** What is filled in and then sent. */
export const sheet = (hand: Sender, send: () => void, body: TemplateResult) => html`<form class="stack sheet" novalidate
  @submit=${(event: Event) => {
    event.preventDefault();
    if (!hand.waits) send();
  }}>
  ${body}
  ${hand.problem ? html`<p class="note bad" id="answer-problem" role="alert">${hand.problem}</p>` : nothing}
  <button class="button primary wide" aria-disabled=${hand.waits ? "true" : "false"} aria-describedby=${hand.rule ?? nothing}>${t(hand.again ? "send_other" : "send")}</button>
</form>`;

/** What a field is described by. */
export const told = (hand: Sender, ...ids: string[]) => [...ids, ...(hand.problem ? ["answer-problem"] : [])].join(" ") || nothing;
