// At the door of a room: signing in, what keeps somebody out, and leaving. Most never come to that, so it is fetched by those who do.
import "../../shared/sign-in";
import { html, nothing, type TemplateResult } from "lit";
import type { Me } from "../../shared/api";
import { ask } from "../../shared/ask";
import { t } from "./words";

export { welcome } from "./back";

/** In the page of another site most browsers keep no cookies of ours. */
const framed = window.top !== window;

export type Hindrance = "cookies" | "origin";

/** How somebody came to be asked for an account: the room takes nobody else, guests were put out, they were signed out, or they want to, as nobody or as a guest. */
export type Occasion = "needed" | "put_out" | "signed_out" | "wished" | "guest";

const HINTS = { needed: "sign_in_hint", put_out: "sign_in_hint", signed_out: "sign_in_own", wished: "sign_in_own", guest: "sign_in_anew" } as const;

const NEWS: Partial<Record<Occasion, "guests_off" | "signed_out">> = { put_out: "guests_off", signed_out: "signed_out" };

const origin = () => t("origin", { origin: location.origin });

/** @param stay what goes on without signing in, where anything does */
export const signingIn = (occasion: Occasion, signedIn: (event: CustomEvent<Me>) => void, stay: () => void): TemplateResult => html`${NEWS[occasion]
    ? html`<p class="note warn anew" role="alert">${t(NEWS[occasion]!)}</p>`
    : nothing}<sign-in-form
    .words=${{ title: t("sign_in"), hint: t(HINTS[occasion]), login: t("login"), password: t("password"), signIn: t("sign_in"), wrong: t("wrong"), failed: t("failed"), busy: t("busy"), cookies: t("cookies"), origin: origin() }}
    @signed-in=${signedIn}></sign-in-form>
    ${occasion === "needed" || occasion === "put_out" ? nothing : html`<button class="button quiet wide" @click=${stay}>${t(occasion === "signed_out" ? "as_guest" : "cancel")}</button>`}`;

export const stuck = (by: Hindrance): TemplateResult => html`<section class="card stack stuck"><h1>${t("join")}</h1>
  <p class="note bad" role="alert">${by === "origin" ? origin() : t(framed ? "cookies_framed" : "cookies")}</p>
  ${framed ? html`<a class="button primary wide" href=${location.pathname} target="_blank" rel="noopener">${t("own_window")}</a>` : nothing}</section>`;

/** @param answered whether an answer to what is open was given here */
export const mayLeave = (answered: boolean): Promise<boolean> => ask({ question: t(answered ? "leave_ask_open" : "leave_ask"), yes: t("leave_yes"), no: t("cancel") });
