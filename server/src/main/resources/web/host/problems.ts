// What went wrong, in the language of the page: the server's own words are for programs.
import { Problem } from "../shared/api";
import { t } from "./words";

type Key = Parameters<typeof t>[0];

/** By the code of a problem; what stands in none of these tables is said in general words. */
const known: Record<string, Key> = {
  offline: "no_server",
  sign_in: "signed_off",
  not_allowed: "may_not",
  not_found: "is_gone",
  too_late: "too_late",
  has_votes: "has_votes",
  has_anonymous_votes: "has_anonymous_votes",
  poll_has_votes: "poll_has_votes",
  changed: "changed_meanwhile",
  unfit_poll: "unfit_poll",
  stays_closed: "stays_closed",
  quota: "quota",
  picture: "picture_unfit",
  alt: "alt_missing",
  picture_has_votes: "picture_has_votes",
  last_host: "last_host",
  login_taken: "login_taken",
  password_short: "password_short",
  password_long: "password_long",
  password_common: "password_common",
  wrong_password: "wrong_password",
  too_large: "paste_large",
  busy: "too_many_now",
  overrun: "too_many_now",
  invalid: "unfit",
};

export function said(fault: unknown, own: Record<string, Key> = {}): string {
  if (!(fault instanceof Problem)) return t("failed");
  return t(own[fault.code] ?? known[fault.code] ?? (fault.status === 422 ? "unfit" : fault.status === 429 ? "too_many_now" : "failed"));
}
