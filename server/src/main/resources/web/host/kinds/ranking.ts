import { html, svg } from "lit";
import { check, numberField, picture, type Writing } from "./writing";

export const ranking: Writing = {
  picture: picture(svg`<path d="M4 20V4M1 7l3-3 3 3"></path><path d="M13 5h16M13 12h11M13 19h6"></path>`),
  choices: { words: "items", least: 2, begin: 3 },
  fields: (at) => html`${numberField("top", "set_top", at, { least: 1, most: at.choices, hint: at.choices ? String(at.choices) : "", fixed: at.fixed })}
    ${check("correct", "set_order_correct", at, false)}`,
  sent: ({ top, ...others }, choices) => ({ ...others, top: top === choices ? undefined : top }),
};
