// One poll of a room, as a card: what most people do next stands there, everything else is in a menu.
import { html, nothing } from "lit";
import "../shared/menu";
import type { MenuItem } from "../shared/menu";
import { round, stays, type Change, type Detail, type Poll, type Session } from "../shared/rooms";
import { locale, plural } from "../shared/text";
import { t } from "./words";
import { plain, written } from "../shared/written";

const dates = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });

export interface Deeds {
  set(session: Session, what: Change): unknown;
  edit(poll: Poll, session: Session): unknown;
  again(poll: Poll, session: Session): unknown;
  duplicate(poll: Poll, session: Session): unknown;
  move(poll: Poll, session: Session, by: number): unknown;
  remove(poll: Poll, session: Session): unknown;
}

/** @param turns how often it was opened or closed since it stands here: then other buttons stand where one was pressed */
export function asking(detail: Detail, poll: Poll, session: Session, busy: boolean, turns: number, deeds: Deeds) {
  const onShow = detail.on_show === session.id;
  const turn = round(detail.sessions, session);
  const id = `poll-${session.id}`;
  const button = (name: Parameters<typeof t>[0], act: () => unknown, kind = "") =>
    html`<button class="button small ${kind}" aria-disabled=${busy ? "true" : "false"} @click=${act}>${t(name)}</button>`;
  return html`<li class="card stack tight asking ${onShow ? "on-show" : ""}">
    <div class="head">
      <h3 id=${id} tabindex="-1"><a href=${`/host/rooms/${detail.room.course}/sessions/${session.id}`} dir="auto" ${written(poll.question)}></a></h3>
      <p class="row">
        ${onShow ? html`<span class="badge own">${t("on_show")}</span>` : nothing}
        <span class="badge ${session.open ? "live" : session.state === "waiting" ? "soon" : ""}">${t(`session_${session.state}`)}</span>
        ${poll.kind && poll.kind !== "single" ? html`<span class="badge">${t(`kind_${poll.kind}`)}</span>` : nothing}
        <span class="badge">${t(session.anonymous ? "anonymous" : "named")}</span>
        ${session.changeable ? html`<span class="badge">${t("is_changeable")}</span>` : nothing}
        ${turn ? html`<span class="soft">${t("round_of", { n: turn, date: dates.format(new Date(session.asked_at)) })}</span>` : nothing}
        ${session.waiting ? html`<a class="badge soon" href=${`/host/rooms/${detail.room.course}/sessions/${session.id}`}>${t(plural("waiting", session.waiting), { n: session.waiting })}</a>` : nothing}
        <span class="soft votes">${t(plural("answers", session.votes), { n: session.votes })}</span>
      </p>
    </div>
    ${poll.choices.length ? html`<ul class="row choices">${poll.choices.map((each) => html`<li class="chip ${each.correct ? "is-correct" : ""}">${each.correct ? html`<span class="unseen">${t("correct")}: </span><span aria-hidden="true">✓ </span>` : nothing}<span dir="auto" ${written(each.text)}></span></li>`)}</ul>` : nothing}
    <div class="row ${turns ? `turn-${turns % 2}` : ""}" role="group" aria-labelledby=${id}>
      ${session.open
        ? button("close", () => deeds.set(session, { open: false }))
        : stays(session) ? nothing : button(session.state === "waiting" ? "open" : "reopen", () => deeds.set(session, { open: true }), session.state === "waiting" ? "primary" : "")}
      ${poll.editable ? button("edit", () => deeds.edit(poll, session)) : nothing}
      <menu-button .words=${t("more")} .named=${t("more_of", { name: plain(poll.question) })} .items=${items(detail, poll, session, deeds)}></menu-button>
    </div>
  </li>`;
}

function items(detail: Detail, poll: Poll, session: Session, deeds: Deeds): MenuItem[] {
  const place = detail.sessions.findIndex((each) => each.id === session.id);
  const revealed = session.results === "public";
  const moves =
    detail.sessions.length > 1
      ? [
          { words: t("up"), act: () => deeds.move(poll, session, -1), impossible: place === 0 },
          { words: t("down"), act: () => deeds.move(poll, session, 1), impossible: place === detail.sessions.length - 1 },
        ]
      : [];
  return [
    ...(detail.on_show === session.id ? [] : [{ words: t("put_on_show"), act: () => deeds.set(session, { on_show: true }) }]),
    // Before the first opening there is nothing to show or to hide: the editor says when people see results.
    ...(session.state === "waiting" ? [] : [{ words: t(revealed ? "hide" : "reveal"), act: () => deeds.set(session, { results: revealed ? "until_revealed" : "public" }) }]),
    { words: t("again"), act: () => deeds.again(poll, session) },
    { words: t("duplicate"), act: () => deeds.duplicate(poll, session) },
    ...moves,
    { words: t("delete"), act: () => deeds.remove(poll, session), danger: true },
  ];
}
