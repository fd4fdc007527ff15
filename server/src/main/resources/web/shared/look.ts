// How a room looks and speaks.
import { html, nothing } from "lit";
import { mark } from "./logo";

export interface Look {
  /** Whether German pages say Sie. */
  formal: boolean;
  /** Such as `#5541d8`; null: the usual one. */
  color: string | null;
  /** The address of its image. */
  logo: string | null;
}

/** The room's own image, or the usual mark. What it shows nobody can tell; the name stands beside it. */
export const sign = (look?: { logo: string | null }) => (look?.logo ? html`<img class="room-logo" src=${look.logo} alt="">` : mark);

export const ownLogo = (look: { logo: string | null }) => (look.logo ? html`<img class="room-logo" src=${look.logo} alt="">` : nothing);
