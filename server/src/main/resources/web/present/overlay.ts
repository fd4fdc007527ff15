// What the big screen shows, on nothing: for slides, and for programs that stream. Those keep no cookie, so a link does as well.
import { html, nothing, type PropertyValues } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { wear } from "../shared/colour";
import { glide, places } from "../shared/glide";
import "../shared/kinds/all";
import { kindOf } from "../shared/kinds/known";
import { turnout } from "../shared/kinds/parts";
import { largeOf } from "../shared/kinds/words";
import type { Snapshot } from "../shared/live";
import { ownLogo } from "../shared/look";
import { PageElement } from "../shared/page";
import { corrected } from "../shared/results";
import { large } from "./kinds/large";
import { t } from "./words";
import { written } from "../shared/written";
import { picture } from "../shared/picture";

const LOOK_MS = 1_000;
const LOOK_AGAIN_MS = 3_000;
/** A link that was revoked does not come back; a room that is shown again may. */
const LOOK_REFUSED_MS = 60_000;

interface Screen {
  name: string;
  code: string;
  join: string;
  local: boolean;
  color: string | null;
  logo: string | null;
  here: number;
  on_show: Snapshot | null;
  qr?: string;
}

class OverlayPage extends PageElement {
  static override properties = { screen: { state: true }, refused: { state: true } };
  declare screen: Screen | undefined;
  declare refused: boolean;
  /** Behind the #, which stays in the address: programs open it again and again. */
  private readonly secret = location.hash.slice(1);
  private readonly course = Number(location.pathname.split("/")[2]);
  private qr = "";
  private qrOf = "";

  constructor() {
    super();
    this.refused = false;
    document.documentElement.classList.add("overlay");
    void this.look();
  }

  private async look() {
    let pause = LOOK_MS;
    try {
      const wanted = this.screen && this.qrOf === this.screen.join ? "" : "?qr=1";
      const answer = await fetch(`/web/rooms/${this.course}/screen${wanted}`, {
        headers: this.secret ? { Authorization: `Bearer ${this.secret}` } : {},
        credentials: "same-origin",
        cache: "no-store",
        signal: AbortSignal.timeout(LOOK_AGAIN_MS * 2),
      });
      this.refused = [401, 403, 404].includes(answer.status);
      if (answer.ok) this.show((await answer.json()) as Screen);
      else pause = this.refused ? LOOK_REFUSED_MS : LOOK_AGAIN_MS;
    } catch {
      // What was shown last stays: nothing over a picture should flicker.
      pause = LOOK_AGAIN_MS;
    }
    window.setTimeout(() => void this.look(), pause);
  }

  private show(screen: Screen) {
    if (screen.qr) {
      this.qr = screen.qr;
      this.qrOf = screen.join;
    }
    if (screen.local) this.qrOf = screen.join;
    this.screen = screen;
    document.title = `${screen.name} – Pollard`;
    wear(screen.color, true);
  }

  protected override update(changed: PropertyValues) {
    const before = places(this);
    super.update(changed);
    glide(this, before);
  }

  protected override render() {
    if (this.refused) return html`<main class="pane"><p role="alert">${t("overlay_refused")}</p></main>`;
    const screen = this.screen;
    if (!screen) return nothing;
    return html`<main>${screen.on_show ? this.poll(screen.on_show) : nothing}</main>${this.joining(screen)}`;
  }

  private poll(poll: Snapshot) {
    const picked = largeOf(poll);
    const words = { corrected: t("corrected"), before: (texts: string) => t("before", { texts }) };
    return keyed(poll.session, html`<section class="pane stage" aria-labelledby="question">
      <h1 id="question" dir="auto" ${written(poll.question)}></h1>
      ${picture(poll.image)}
      ${corrected(poll.question_was, words)}
      ${picked ? large(picked) : poll.results === "shown" ? kindOf(poll).results(poll) : kindOf(poll).bare(poll)}
      <p class="state"><span class="badge ${poll.open ? "live" : poll.state === "waiting" ? "soon" : ""}">${t(`is_${poll.state}`)}</span>
        ${poll.results === "shown" ? html`<span class="sum" .textContent=${turnout(poll)}></span>` : nothing}</p>
    </section>`);
  }

  private joining(screen: Screen) {
    const address = screen.join.slice(0, -`/j/${screen.code}`.length);
    return html`<aside class="pane entry" aria-label=${t("join")}>
      ${ownLogo(screen)}
      ${screen.local || !this.qr ? nothing : html`<img class="qr" src=${`data:image/svg+xml,${encodeURIComponent(this.qr)}`} alt=${t("qr")} width="96" height="96">`}
      <p><span class="address">${address}</span> <span class="code" translate="no">${screen.code}</span></p>
    </aside>`;
  }
}
customElements.define("overlay-page", OverlayPage);
