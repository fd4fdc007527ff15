import { html, svg } from "lit";
import { numberField, picture, type Writing } from "./writing";

export const several: Writing = {
  picture: picture(svg`<rect x="2" y="2" width="8" height="8" rx="2"></rect><path d="M4 6l2 2 3-4M14 6h14"></path><rect x="2" y="14" width="8" height="8" rx="2"></rect><path d="M4 18l2 2 3-4M14 18h9"></path>`),
  choices: { words: "choices", least: 2, begin: 3 },
  marks: true,
  fields: (at) => html`<div class="line">
    ${numberField("least", "set_least", at, { least: 1, most: at.choices, hint: "1", fixed: at.fixed })}
    ${numberField("most", "set_most", at, { least: 1, most: at.choices, hint: at.choices ? String(at.choices) : "", fixed: at.fixed })}</div>`,
  sent: ({ least, most, ...others }, choices) => ({ ...others, least, most: most === choices ? undefined : most }),
};
