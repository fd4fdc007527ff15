// What became of what a webhook was sent: the same table for courses and for apps.
import { html, nothing } from "lit";
import { locale, plural } from "../shared/text";
import { t } from "./words";

export interface Delivery {
  uuid: string;
  event: string;
  state: "waiting" | "delivered" | "refused" | "given_up";
  at: string;
  attempts: number;
  status: number | null;
  fault:
    | "unknown_host"
    | "forbidden_address"
    | "cannot_connect"
    | "too_slow"
    | "untrusted_certificate"
    | "expired_certificate"
    | "other_certificate"
    | "tls"
    | "broken_off"
    | "no_http"
    | null;
  next_at: string | null;
}

const moments = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "medium" });

/** Broken where it may be, so that it fits a phone. */
const name = (event: string) => event.split(".").map((part, place) => (place ? html`.<wbr>${part}` : part));

const tries = (each: Delivery) => {
  const done = t(plural("webhook_tries", each.attempts), { n: each.attempts });
  // One that is overdue waits for others: a receiver that fails is left alone for a while.
  return each.next_at && new Date(each.next_at) > new Date() ? `${done}, ${t("webhook_next", { time: moments.format(new Date(each.next_at)) })}` : done;
};

const row = (each: Delivery) => html`<tr>
  <th scope="row"><span class="event" dir="ltr">${name(each.event)}</span><br><time class="soft" datetime=${each.at}>${moments.format(new Date(each.at))}</time></th>
  <td><span class="badge ${each.state === "delivered" ? "live" : each.state === "waiting" ? "" : "bad"}">${t(`webhook_${each.state}`)}</span>
    ${each.status ?? (each.fault ? t(`fault_${each.fault}`) : nothing)}<br><span class="soft">${tries(each)}</span></td>
</tr>`;

/** @param log the newest first */
export function deliveries(log: Delivery[]) {
  if (!log.length) return html`<p role="status">${t("webhook_log_empty")}</p>`;
  return html`<div class="scrolls" tabindex="0" role="region" aria-label=${t("webhook_log")}>
    <table class="plain deliveries">
      <thead><tr><th scope="col">${t("webhook_event")}</th><th scope="col">${t("webhook_became")}</th></tr></thead>
      <tbody>${log.map(row)}</tbody>
    </table>
  </div>`;
}
