import { html, svg } from "lit";
import { numberField, picture, textField, type Writing } from "./writing";

export const number: Writing = {
  picture: picture(svg`<path d="M3 22v-5M9 22V10M15 22V3M21 22V8M27 22v-7"></path>`),
  fields: (at) => html`<div class="line">
      ${numberField("least", "set_number_least", at, { any: true, fixed: at.fixed })}
      ${numberField("most", "set_number_most", at, { any: true, fixed: at.fixed })}</div>
    <div class="line">
      ${numberField("decimals", "set_decimals", at, { least: 0, most: 4, hint: "0", fixed: at.fixed })}
      ${textField("unit", "set_unit", at, 20, "km, €, %")}</div>
    <div class="line">
      ${numberField("correct", "set_correct", at, { any: true })}
      ${numberField("tolerance", "set_tolerance", at, { least: 0, any: true, hint: "0" })}</div>`,
};
