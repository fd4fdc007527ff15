// Words as a cloud to look at, beside the list that says how many people gave each.
import { html } from "lit";
import { kindOf } from "../../shared/kinds/known";
import { seen } from "../../shared/kinds/words";
import type { Snapshot } from "../../shared/live";
import { t } from "../words";

let fetched: Promise<unknown> | undefined;

/** What places the words is fetched where there are some, and once more if that did not work. */
function fetchCloud() {
  fetched ??= import("./cloud").catch(() => (fetched = undefined));
}

export function words(poll: Snapshot) {
  fetchCloud();
  return html`<div class="clouded">
    <word-cloud aria-hidden="true" translate="no" .words=${seen(poll.words)}></word-cloud>
    <div class="beside" tabindex="0" role="region" aria-label=${t("counts")}>${kindOf(poll).results(poll)}</div>
  </div>`;
}
