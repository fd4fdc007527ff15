import { html, svg } from "lit";
import { t } from "../words";
import { numberField, picture, textField, type Writing } from "./writing";

export const rating: Writing = {
  picture: picture(svg`<path d="M3 12h26"></path><circle cx="4" cy="12" r="2"></circle><circle cx="12" cy="12" r="2"></circle><circle cx="20" cy="12" r="4" fill="currentColor"></circle><circle cx="28" cy="12" r="2"></circle>`),
  choices: { words: "statements", least: 0, begin: 1 },
  fields: (at) => html`<div class="line">
      ${numberField("from", "set_from", at, { least: -1000, most: 1000, hint: "1", fixed: at.fixed })}
      ${textField("low", "set_low", at, 60, t("set_low_example"))}</div>
    <div class="line">
      ${numberField("to", "set_to", at, { least: -1000, most: 1000, hint: "5", fixed: at.fixed })}
      ${textField("high", "set_high", at, 60, t("set_high_example"))}</div>`,
};
