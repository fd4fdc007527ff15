import { html, svg } from "lit";
import { check, numberField, picture, type Writing } from "./writing";

export const words: Writing = {
  picture: picture(svg`<path d="M8 5h16" stroke-width="4"></path><path d="M2 12h9M15 12h15M6 19h12M22 19h5"></path>`),
  fields: (at) => html`<div class="line">
    ${numberField("entries", "set_entries", at, { least: 1, most: 10, hint: "3", fixed: at.fixed })}
    ${numberField("longest", "set_longest", at, { least: 1, most: 60, hint: "25", fixed: at.fixed })}</div>
    ${check("approve", "set_approve_words", at, false)}`,
};
