// Any of several choices, within limits: check boxes, and shares of people.
import { html, nothing } from "lit";
import type { Snapshot } from "../live";
import { answers, corrected, results } from "../results";
import { plural, share } from "../text";
import type { Answer, Kind } from "./kind";
import { t } from "./more/language";
import { answered, correct, inFront, listed, resultWords, texts } from "./parts";
import { sheet, told } from "./sheet";
import { plain, written } from "../written";
import { picture } from "../picture";

const chosen = (answer: Answer | null | undefined) => (answer && "choices" in answer ? answer.choices : []);

/** How many may be chosen, in words. */
function limits({ settings, choices }: Snapshot): string {
  const least = settings?.least ?? 1;
  const most = Math.min(settings?.most ?? choices.length, choices.length);
  if (least === most) return t(plural("exactly", most), { n: most });
  if (most < choices.length) return least > 1 ? t("from_to", { least, most }) : t("up_to", { n: most });
  return least > 1 ? t("at_least", { n: least }) : t("any");
}

export const several: Kind<number[]> = {
  hint: limits,
  form: (poll, hand) => {
    const draft = (hand.draft ?? []).filter((id) => poll.choices.some((each) => each.id === id));
    const most = poll.settings?.most ?? poll.choices.length;
    const send = () => {
      const least = poll.settings?.least ?? 1;
      if (!draft.length && least === 1) hand.complain(t(poll.settings?.abstain ? "choose_or_abstain" : "choose_one"), ".choice input");
      else if (draft.length < least || draft.length > most) hand.complain(`${limits(poll)}. ${t(plural("are_chosen", draft.length), { n: draft.length })}`, ".choice input");
      else hand.send({ choices: draft });
    };
    return sheet(hand, send, html`<div class="choices" role="group" aria-label=${plain(poll.question)} aria-describedby=${told(hand, "limits", "are-chosen")}>
        ${poll.choices.map((each) => {
          const own = draft.includes(each.id);
          return html`<label class="choice ${own ? "is-own" : ""}"><input type="checkbox" .checked=${own} ?disabled=${hand.waits} aria-invalid=${hand.problem ? "true" : nothing}
            @change=${() => hand.keep(own ? draft.filter((id) => id !== each.id) : [...draft, each.id])}>
            <span><span dir="auto" ${written(each.text)}></span>${picture(each.image)}${corrected(each.was, resultWords)}</span></label>`;
        })}
      </div>
      <p class="hint" id="are-chosen" role="status">${draft.length > most ? t("over_chosen", { n: draft.length, most }) : t(plural("are_chosen", draft.length), { n: draft.length })}</p>`);
  },
  begun: chosen,
  said: (poll, answer) => listed(texts(poll, poll.choices.map((each) => each.id).filter((id) => chosen(answer).includes(id)))),
  right: (poll, answer) => (correct(poll).length ? poll.choices.every((each) => !!each.correct === chosen(answer).includes(each.id)) : undefined),
  key: (poll) => listed(correct(poll).map((each) => plain(each.text))),
  bare: (poll, own) => answers(poll.choices, resultWords, chosen(own)),
  results: (poll, own) => results(poll.choices, resultWords, chosen(own), answered(poll)),
  standing: (poll) => inFront(poll, poll.choices.map((each) => share(each.votes ?? 0, answered(poll)))),
};
