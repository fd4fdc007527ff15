// One of the texts, for all to talk about.
import { html, nothing } from "lit";
import { figure } from "../../shared/kinds/parts";
import { plural } from "../../shared/text";
import type { Entry } from "../../shared/live";
import { t } from "../words";
import type { Picking } from "./screen";

const LONG = 120;

export const large = (entry: Entry, picking?: Picking) => html`<figure class="picked ${entry.text.length > LONG ? "long" : ""}">
  <blockquote dir="auto" .textContent=${entry.text}></blockquote>
  ${entry.people > 1 ? html`<figcaption .textContent=${t(plural("wrote", entry.people), { n: figure(entry.people) })}></figcaption>` : nothing}
  ${picking ? html`<button class="button small" id="all-again" aria-keyshortcuts="Escape" @click=${() => picking.back(entry)}>${t("all_again")}<kbd aria-hidden="true">Esc</kbd></button>` : nothing}
</figure>`;
