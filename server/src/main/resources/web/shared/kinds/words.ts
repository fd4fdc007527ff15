// A few words, each in a field of its own; shown as a list, the most said first.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { plural, share } from "../text";
import type { Entry, Snapshot } from "../live";
import type { Answer, Kind } from "./kind";
import { t } from "./more/language";
import { answered, figure, listed, none, turnout } from "./parts";
import { left, length, sheet, told } from "./sheet";

const FIELDS = 3;
/** Of more that are level nobody wants to hear. */
const LEVEL = 3;

const given = (answer: Answer | null | undefined) => (answer && "words" in answer ? answer.words : []);

const limits = ({ settings }: Snapshot) => ({ entries: settings?.entries ?? 3, longest: settings?.longest ?? 25 });

/** What everybody may see: hosts get what is hidden, too, and show it to nobody by looking at a screen. */
export const seen = (entries: Entry[] | undefined): Entry[] => (entries ?? []).filter((each) => (each.state ?? "shown") === "shown");

/** What the host has picked to be seen alone. */
export const largeOf = (poll: Snapshot): Entry | undefined => [...(poll.words ?? []), ...(poll.texts ?? [])].find((each) => each.large);

export const words: Kind<string[]> = {
  hint: (poll) => [t(plural("words_up_to", limits(poll).entries), { n: limits(poll).entries }), ...(poll.settings?.approve ? [t("words_approve")] : [])].join(". "),
  form: (poll, hand) => {
    const { entries, longest } = limits(poll);
    const draft = hand.draft ?? [];
    const filled = draft.reduce((last, each, place) => (each.trim() ? place + 1 : last), 0);
    // A new field comes as the last one is begun, so that ten of them do not stand in the way.
    const fields = Math.min(entries, Math.max(FIELDS, filled + 1));
    const write = (place: number, text: string) => hand.keep(Array.from({ length: fields }, (_, i) => (i === place ? text : (draft[i] ?? ""))));
    const send = () => {
      const said = draft.map((each) => each.trim()).filter(Boolean);
      const long = draft.findIndex((each) => length(each) > longest);
      if (!said.length) hand.complain(t("no_words"), "#word-1");
      else if (long >= 0) hand.complain(`${t("word_n", { n: long + 1 })}: ${left(draft[long]!, longest)}`, `#word-${long + 1}`);
      else hand.send({ words: said });
    };
    const field = (place: number) => {
      const id = `word-${place + 1}`;
      const text = draft[place] ?? "";
      return html`<div class="field"><label for=${id}>${t("word_n", { n: place + 1 })}</label>
        <input id=${id} dir="auto" autocomplete="off" enterkeyhint=${place + 1 < fields ? "next" : "send"} .value=${text} ?readonly=${hand.waits} aria-describedby=${told(hand, `left-${place + 1}`)}
          aria-invalid=${hand.problem && (length(text) > longest || (place === 0 && !text.trim())) ? "true" : nothing} @input=${(event: Event) => write(place, (event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key !== "Enter" || event.isComposing || place + 1 >= fields || !text.trim()) return;
            event.preventDefault();
            hand.focus(`#word-${place + 2}`);
          }}>
        <p class="hint" id=${`left-${place + 1}`}>${left(text, longest)}</p></div>`;
    };
    return sheet(hand, send, html`${Array.from({ length: fields }, (_, place) => field(place))}`);
  },
  begun: given,
  said: (_, answer) => listed(given(answer)),
  right: () => undefined,
  key: () => "",
  bare: () => undefined,
  results: (poll) => {
    const said = seen(poll.words);
    if (!said.length) return none(poll);
    const most = Math.max(...said.map((each) => each.people));
    const more = (poll.different ?? 0) - (poll.words?.length ?? 0);
    return html`<table class="results said ${said.length > 6 ? "many" : ""}" role="table">
        <caption class="unseen">${t("results")}</caption>
        <thead class="unseen" role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${t("word")}</th><th role="columnheader" scope="col">${t("share")}</th><th role="columnheader" scope="col">${t("people")}</th></tr></thead>
        <tbody role="rowgroup">${repeat(said, (each) => each.text, (each) => html`<tr role="row" class="result ${each.people === most ? "leads" : ""}">
          <th role="rowheader" scope="row"><span class="result-text" dir="auto" .textContent=${each.text}></span><span class="bar" aria-hidden="true"><span .style=${`transform:translateX(${(each.people / Math.max(each.people, answered(poll)) - 1) * 100}%)`}></span></span></th>
          <td role="cell" class="result-share" translate="no" .textContent=${share(each.people, answered(poll))}></td>
          <td role="cell" class="result-votes" translate="no" .textContent=${figure(each.people)}></td></tr>`)}</tbody>
      </table>${more > 0 ? html`<p class="hint">${t(plural("more_words", more), { n: more })}</p>` : nothing}`;
  },
  standing: (poll) => {
    const said = seen(poll.words);
    const n = said[0]?.people ?? 0;
    const first = said.filter((each) => each.people === n).map((each) => each.text);
    return first.length > LEVEL ? turnout(poll) : t("most_said", { votes: turnout(poll), word: listed(first) || "–", n });
  },
};
