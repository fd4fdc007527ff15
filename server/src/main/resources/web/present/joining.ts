// How people come in: the address, the code, and a code to scan.
import { html } from "lit";
import { at } from "../shared/api";
import type { Room } from "../shared/rooms";
import { t } from "./words";

export function joining(room: Room) {
  const address = room.join.slice(0, -`/j/${room.code}`.length);
  return html`<aside class="joining" aria-label=${t("join")}>
    ${room.local ? html`<p class="note warn local">${t("local")}</p>` : html`<img src=${at(`/web/rooms/${room.course}/qr.svg?${room.code}`)} alt=${t("qr")} width="300" height="300">`}
    <div class="how">
      <p class="soft">${t("join")}</p>
      <p class="address">${address}</p>
      <p class="soft">${t("with_code")}</p>
      <p class="code" translate="no">${room.code}</p>
    </div>
  </aside>`;
}
