// How the counts grew: a line a choice, drawn in the page; the table beside it says the same in numbers.
import { html, svg } from "lit";
import { locale, number } from "../shared/text";
import { plain } from "../shared/written";
import { t } from "./words";

export interface OverTime {
  kept: boolean;
  /** Texts, or steps of a scale; none where there is one count. */
  choices: string[];
  points: { at: string; counts: number[] }[];
}

const WIDTH = 640;
const HEIGHT = 260;
const LEFT = 64;
const BOTTOM = 32;
const TOP = 18;
const LINES = 8;
const MOST_ROWS = 30;
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
const both = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "medium" });

/** The clock alone says little of what was asked yesterday, or over two days. */
const span = (first: Date, last: Date) => (day.format(first) === day.format(last) ? day.format(first) : `${day.format(first)} – ${day.format(last)}`);

/** A round step of which about four make up the whole. */
function step(most: number) {
  const rough = Math.max(1, most / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough;
}

/** Where there is one count, of all who answered, it is called so. */
export function chart({ choices, ...rest }: OverTime) {
  const over: OverTime = { ...rest, choices: choices.length ? choices.map(plain) : [t("answered")] };
  const first = over.points[0]!;
  const last = over.points[over.points.length - 1]!;
  const from = Date.parse(first.at);
  const long = Math.max(1, Date.parse(last.at) - from);
  const days = span(new Date(first.at), new Date(last.at));
  const time = day.format(new Date(first.at)) === day.format(new Date(last.at)) ? clock : both;
  const gap = step(Math.max(1, ...last.counts));
  const top = Math.ceil(Math.max(1, ...last.counts) / gap) * gap;
  const x = (at: string) => LEFT + ((Date.parse(at) - from) / long) * (WIDTH - LEFT - 8);
  const y = (count: number) => TOP + (1 - count / top) * (HEIGHT - TOP - BOTTOM);
  const ticks = Array.from({ length: Math.round(top / gap) + 1 }, (_, i) => i * gap);
  return html`<figure class="stack tight">
    <p class="soft">${days}</p>
    <svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${`${t("over_time_caption")}, ${days}`}>
      ${ticks.map((each) => svg`<line class="rule" x1=${LEFT} x2=${WIDTH - 8} y1=${y(each)} y2=${y(each)}></line>
        <text class="tick end" x=${LEFT - 8} y=${y(each) + 4}>${number(each)}</text>`)}
      <text class="tick" x=${LEFT} y=${HEIGHT - 8}>${time.format(new Date(first.at))}</text>
      <text class="tick end" x=${WIDTH - 8} y=${HEIGHT - 8}>${time.format(new Date(last.at))}</text>
      ${over.choices.map((_, choice) => {
        const path = over.points.map((each, i) => {
          const to = `${x(each.at).toFixed(1)},${y(each.counts[choice] ?? 0).toFixed(1)}`;
          // Votes come in steps: between two points nothing happened.
          return i === 0 ? `M${to}` : `H${x(each.at).toFixed(1)}V${y(each.counts[choice] ?? 0).toFixed(1)}`;
        });
        return svg`<path class=${`series s${choice % LINES}`} d=${path.join("")}></path>`;
      })}
    </svg>
    <figcaption><ul class="row legend">${over.choices.map(
      (text, choice) => html`<li><svg class="key" viewBox="0 0 28 8" aria-hidden="true"><path class=${`series s${choice % LINES}`} d="M0 4H28"></path></svg><span><span dir="auto">${text}</span>: <strong translate="no">${number(last.counts[choice] ?? 0)}</strong></span></li>`,
    )}</ul></figcaption>
    <details><summary>${t("as_table")}</summary>${table(over, time)}</details>
  </figure>`;
}

/** A sample of the points, the last one always among them. */
function table(over: OverTime, time: Intl.DateTimeFormat) {
  const every = Math.ceil(over.points.length / MOST_ROWS);
  const rows = over.points.filter((_, i) => (over.points.length - 1 - i) % every === 0);
  return html`<div class="scrolls" tabindex="0" role="region" aria-label=${t("over_time_caption")}>
    <table class="plain">
      <caption class="unseen">${t("over_time_caption")}</caption>
      <thead><tr><th scope="col">${t("time")}</th>${over.choices.map((each) => html`<th scope="col" dir="auto">${each}</th>`)}</tr></thead>
      <tbody>${rows.map((each) => html`<tr><th scope="row">${time.format(new Date(each.at))}</th>${each.counts.map((count) => html`<td>${number(count)}</td>`)}</tr>`)}</tbody>
    </table>
  </div>`;
}
