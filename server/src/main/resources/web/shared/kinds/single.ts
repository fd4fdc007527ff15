// One of several choices: a tap votes.
import { html, nothing } from "lit";
import type { Snapshot } from "../live";
import { answers, corrected, results } from "../results";
import { percents } from "../text";
import type { Answer, Kind } from "./kind";
import { correct, inFront, listed, resultWords } from "./parts";
import { plain, written } from "../written";
import { picture } from "../picture";

const chosen = (poll: Snapshot, answer: Answer | null | undefined) => (answer && "choice" in answer ? poll.choices.find((each) => each.id === answer.choice) : undefined);

export const single: Kind<never> = {
  form: (poll, hand) => html`<ul class="choices">${poll.choices.map((each, place) => {
    const own = chosen(poll, hand.own) === each;
    return html`<li><button class="choice ${own ? "is-own" : ""}" aria-disabled=${hand.waits ? "true" : "false"} aria-pressed=${own ? "true" : "false"} aria-describedby=${(place === 0 && hand.rule) || nothing}
      @click=${() => hand.waits || hand.send({ choice: each.id })}>
      <span class="dot" aria-hidden="true"></span><span><span dir="auto" ${written(each.text)}></span>${picture(each.image)}${corrected(each.was, resultWords)}</span></button></li>`;
  })}</ul>`,
  said: (poll, answer) => plain(chosen(poll, answer)?.text ?? ""),
  right: (poll, answer) => chosen(poll, answer)?.correct,
  key: (poll) => listed(correct(poll).map((each) => plain(each.text))),
  bare: (poll, own) => answers(poll.choices, resultWords, chosen(poll, own)?.id),
  results: (poll, own) => results(poll.choices, resultWords, chosen(poll, own)?.id),
  standing: (poll) => inFront(poll, percents(poll.choices.map((each) => each.votes ?? 0))),
};
