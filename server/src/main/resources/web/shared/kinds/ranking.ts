// Items in an order, best first: by tapping them in turn, by buttons, or by dragging.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { announce } from "../announce";
import type { Choice, Snapshot } from "../live";
import { corrected } from "../results";
import { language, plural } from "../text";
import type { Answer, Hand, Kind } from "./kind";
import { t } from "./more/language";
import { figure, listed, resultWords, texts, turnout } from "./parts";
import { sheet } from "./sheet";
import { plain, written } from "../written";
import { picture } from "../picture";

const ranked = (answer: Answer | null | undefined) => (answer && "ranking" in answer ? answer.ranking : []);

/** With as many decimals in each row, so that they stand beneath each other. */
const decimals = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const points = (value: number | null | undefined) => (typeof value === "number" ? decimals.format(value) : figure(value));

const wanted = ({ settings, choices }: Snapshot) => Math.min(settings?.top ?? choices.length, choices.length);

/** What one item has to do to get elsewhere. */
const moves = [
  { name: "top", sign: "⤒", to: () => 0 },
  { name: "up", sign: "↑", to: (place: number) => place - 1 },
  { name: "down", sign: "↓", to: (place: number) => place + 1 },
  { name: "bottom", sign: "⤓", to: (_: number, last: number) => last },
] as const;

function moved(draft: number[], from: number, to: number): number[] {
  const order = [...draft];
  order.splice(to, 0, ...order.splice(from, 1));
  return order;
}

/** Follows a finger or a mouse from the handle that it took: the item takes the place that it is over. */
function drag(event: PointerEvent, poll: Snapshot, hand: Hand<number[]>, draft: number[], id: number) {
  const list = (event.currentTarget as HTMLElement).closest("ol")!;
  let order = draft;
  event.preventDefault();
  // The list is held, not the handle: the item leaves the document for a moment as it moves, and would lose the pointer.
  list.setPointerCapture(event.pointerId);
  list.onpointermove = (move) => {
    const rows = [...list.children];
    const over = rows.findIndex((each) => {
      const box = each.getBoundingClientRect();
      return move.clientY >= box.top && move.clientY < box.bottom;
    });
    const from = order.indexOf(id);
    if (over < 0 || over === from) return;
    // A long row that slides under the pointer must not slide back at once.
    const box = rows[over]!.getBoundingClientRect();
    const middle = box.top + box.height / 2;
    if (over > from ? move.clientY < middle : move.clientY > middle) return;
    order = moved(order, from, over);
    hand.keep(order);
  };
  list.onpointerup = list.onpointercancel = () => {
    list.onpointermove = list.onpointerup = list.onpointercancel = null;
    if (order !== draft) announce(t("is_now", { item: texts(poll, [id])[0] ?? "", n: order.indexOf(id) + 1, all: order.length }), true);
  };
}

function item(poll: Snapshot, hand: Hand<number[]>, draft: number[], id: number, place: number) {
  const found = poll.choices.find((each) => each.id === id);
  const raw = found?.text ?? "";
  const text = plain(raw);
  const last = draft.length - 1;
  const go = (name: string, to: number) => {
    hand.keep(moved(draft, place, to));
    announce(t("is_now", { item: text, n: to + 1, all: draft.length }), true);
    // It changed its place in the document, which takes the focus away.
    hand.focus(`#rank-${id} .${name}`);
  };
  const out = () => {
    hand.keep(draft.filter((each) => each !== id));
    announce(t("taken_out", { item: text }), true);
    hand.focus(`#item-${id}`);
  };
  return html`<li id=${`rank-${id}`} class="placed">
    <span class="handle" aria-hidden="true" @pointerdown=${(event: PointerEvent) => hand.waits || drag(event, poll, hand, draft, id)}>⠿</span>
    <span class="nth" aria-hidden="true">${figure(place + 1)}</span>
    <span class="what"><span dir="auto" ${written(raw)}></span>${picture(found?.image)}</span>
    <span class="moves">
      ${moves.map(({ name, sign, to }) => {
        const goal = to(place, last);
        const possible = !hand.waits && goal >= 0 && goal <= last && goal !== place;
        return html`<button type="button" class="button quiet small ${name}" aria-label=${t(`rank_${name}`, { item: text })} aria-disabled=${possible ? "false" : "true"} @click=${() => possible && go(name, goal)}>${sign}</button>`;
      })}
      <button type="button" class="button quiet small" aria-label=${t("rank_out", { item: text })} aria-disabled=${hand.waits ? "true" : "false"} @click=${() => hand.waits || out()}>✕</button>
    </span>
  </li>`;
}

export const ranking: Kind<number[]> = {
  hint: (poll) => (wanted(poll) < poll.choices.length ? t(plural("rank_top", wanted(poll)), { n: wanted(poll) }) : t("rank_all")),
  form: (poll, hand) => {
    const draft = (hand.draft ?? []).filter((id) => poll.choices.some((each) => each.id === id));
    const rest = poll.choices.filter((each) => !draft.includes(each.id));
    const top = wanted(poll);
    const full = draft.length >= top;
    const take = (each: Choice) => {
      if (hand.waits || full) return;
      hand.keep([...draft, each.id]);
      announce(t("is_now", { item: plain(each.text), n: draft.length + 1, all: top }), true);
      const next = rest[rest.indexOf(each) + 1] ?? rest.find((other) => other !== each);
      hand.focus(next && draft.length + 1 < top ? `#item-${next.id}` : `#rank-${each.id} .top`);
    };
    const send = () => {
      if (draft.length === top) hand.send({ ranking: draft });
      else hand.complain(draft.length < top ? t(plural("still_to_rank", top - draft.length), { n: top - draft.length }) : t(plural("rank_top", top), { n: top }), draft.length < top ? ".unplaced button" : ".placed .top");
    };
    return sheet(hand, send, html`
      ${draft.length ? html`<ol class="order" aria-label=${t("your_order")}>${repeat(draft, (id) => id, (id, place) => item(poll, hand, draft, id, place))}</ol>` : nothing}
      ${rest.length
        ? html`<ul class="choices unplaced" aria-label=${t("not_ranked")}>${rest.map((each) => html`<li><button type="button" id=${`item-${each.id}`} class="choice" aria-disabled=${hand.waits || full ? "true" : "false"}
            @click=${() => take(each)}><span class="dot" aria-hidden="true"></span><span><span dir="auto" ${written(each.text)}></span>${picture(each.image)}${corrected(each.was, resultWords)}</span></button></li>`)}</ul>`
        : nothing}`);
  },
  begun: ranked,
  said: (poll, answer) => texts(poll, ranked(answer)).map((each, i) => `${figure(i + 1)}. ${each}`).join(" · "),
  right: (poll, answer) => (poll.settings?.correct === true ? ranked(answer).every((id, place) => poll.choices[place]?.id === id) : undefined),
  key: (poll) => (poll.settings?.correct === true ? poll.choices.map((each, i) => `${figure(i + 1)}. ${plain(each.text)}`).join(" · ") : ""),
  bare: (poll, own) => html`<ol class="answers">${poll.choices.map((each) => {
    const place = ranked(own).indexOf(each.id);
    return html`<li><span dir="auto" ${written(each.text)}></span>${picture(each.image)}${place < 0 ? nothing : html`<span class="badge own">${t("own_place", { n: place + 1 })}</span>`}${corrected(each.was, resultWords)}</li>`;
  })}</ol>`,
  results: (poll, own) => {
    const best = (each: Choice) => each.place ?? Infinity;
    const order = [...poll.choices].sort((one, other) => best(one) - best(other));
    const places = wanted(poll);
    const row = (each: Choice) => {
      const counts = each.places ?? [];
      const all = counts.reduce((sum, n) => sum + n, 0) + (each.unranked ?? 0);
      const place = ranked(own).indexOf(each.id);
      return html`<tr role="row" class="ranked" data-row=${each.id}>
        <td role="cell" class="nth" translate="no" .textContent=${figure(each.place)}></td>
        <th role="rowheader" scope="row"><span dir="auto" ${written(each.text)}></span>${picture(each.image)}${place < 0 ? nothing : html`<span class="badge own">${t("own_place", { n: place + 1 })}</span>`}${corrected(each.was, resultWords)}
          <span class="places" aria-hidden="true">${counts.slice(0, places).map((n, i) => html`<span .style=${`flex-grow:${n};--nth:${i / Math.max(1, places)}`} ?hidden=${!n}>${all && n / all > 0.08 ? figure(i + 1) : ""}</span>`)}<span class="unranked" .style=${`flex-grow:${all ? (each.unranked ?? 0) : 1}`} ?hidden=${all > 0 && !each.unranked}></span></span></th>
        <td role="cell" class="points" translate="no" .textContent=${points(each.points)}></td>
        ${Array.from({ length: places }, (_, i) => html`<td role="cell" class="unseen" .textContent=${figure(counts[i] ?? 0)}></td>`)}
      </tr>`;
    };
    return html`<table class="rankings" role="table">
      <caption class="unseen">${t("results")}</caption>
      <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col"><span class="unseen">${t("place")}</span></th><th role="columnheader" scope="col"><span class="unseen">${t("item")}</span></th><th role="columnheader" scope="col" class="hint">${t("points")}</th>
        ${Array.from({ length: places }, (_, i) => html`<th role="columnheader" scope="col" class="unseen">${t("place_n", { n: i + 1 })}</th>`)}</tr></thead>
      <tbody role="rowgroup">${repeat(order, (each) => each.id, row)}</tbody>
    </table>${poll.settings?.correct === true ? html`<p class="note good"><strong>${t("correct")}:</strong> ${ranking.key(poll)}</p>` : nothing}`;
  },
  standing: (poll) => t("first_is", { votes: turnout(poll), item: listed(poll.choices.filter((each) => each.place === 1).map((each) => plain(each.text))) }),
};
