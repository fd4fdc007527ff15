import { html, svg } from "lit";
import { check, numberField, picture, type Writing } from "./writing";

export const text: Writing = {
  picture: picture(svg`<path d="M3 3h26v14H14l-6 5v-5H3z"></path><path d="M9 8h14M9 12h8"></path>`),
  fields: (at) => html`${numberField("longest", "set_longest", at, { least: 1, most: 2000, hint: "500", fixed: at.fixed })}
    ${check("approve", "set_approve", at, false)}`,
};
