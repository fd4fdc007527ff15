// A text of one's own; shown as a wall of them all.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Answer, Kind } from "./kind";
import { t } from "./more/language";
import { figure, none, turnout } from "./parts";
import { left, length, sheet, told } from "./sheet";
import { seen } from "./words";
import { plural } from "../text";

const given = (answer: Answer | null | undefined) => (answer && "text" in answer ? answer.text : "");

export const text: Kind<string> = {
  hint: (poll) => t(poll.settings?.approve ? "text_approve" : "text_hint"),
  form: (poll, hand) => {
    const longest = poll.settings?.longest ?? 500;
    const draft = hand.draft ?? "";
    const send = () => {
      if (!draft.trim()) hand.complain(t("no_text"), "#text");
      else if (length(draft) > longest) hand.complain(left(draft, longest), "#text");
      else hand.send({ text: draft });
    };
    return sheet(hand, send, html`<div class="field"><label for="text">${t("your_text")}</label>
      <textarea id="text" rows="4" dir="auto" .value=${draft} ?readonly=${hand.waits} aria-describedby=${told(hand, "left", ...(poll.anonymous ? ["telling"] : []))} aria-invalid=${hand.problem ? "true" : nothing}
        @input=${(event: Event) => hand.keep((event.target as HTMLTextAreaElement).value)}
        @keydown=${(event: KeyboardEvent) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && (event.target as HTMLTextAreaElement).form!.requestSubmit()}></textarea>
      <p class="hint" id="left">${left(draft, longest)}</p></div>
      ${poll.anonymous ? html`<p class="note warn telling" id="telling">${t("text_tells")}</p>` : nothing}`);
  },
  begun: given,
  said: (_, answer) => given(answer),
  right: () => undefined,
  key: () => "",
  bare: () => undefined,
  results: (poll) => {
    const texts = seen(poll.texts);
    if (!texts.length) return none(poll);
    const more = (poll.different ?? 0) - (poll.texts?.length ?? 0);
    return html`<ul class="wall" aria-label=${t("results")}>${repeat(texts, (each) => each.id ?? each.text, (each) => html`<li><span dir="auto" .textContent=${each.text}></span>${each.people > 1
        ? html`<span class="badge"><span aria-hidden="true">× ${figure(each.people)}</span><span class="unseen">${t("people_n", { n: each.people })}</span></span>`
        : nothing}</li>`)}</ul>${more > 0 ? html`<p class="hint">${t(plural("more_texts", more), { n: more })}</p>` : nothing}`;
  },
  standing: turnout,
};
