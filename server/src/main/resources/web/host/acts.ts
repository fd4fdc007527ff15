// What is done to the polls of a room.
import { announce, tell } from "../shared/announce";
import { call, Problem } from "../shared/api";
import { lead, questions, type EndingWords } from "../shared/ending";
import type { Settings } from "../shared/live";
import { again, arrange, change, detail, type Change, type Detail, type Poll, type Session } from "../shared/rooms";
import { plural } from "../shared/text";
import { changePoll, createPoll, createSession, deletePoll, deleteSession, storedPoll, partsLost, votesLost, type Draft, type SessionWish } from "./canvas";
import { confirmed } from "./confirm";
import { stored, type Written } from "./editor";
import { sentSettings } from "./kinds/all";
import { merge } from "./merged";
import { plain } from "../shared/written";
import { t } from "./words";

const endingWords = (): EndingWords => ({
  between: t("others_between"),
  question: (polls, n) => t(plural("end_ask", n), { polls, n }),
  yes: t("end_yes"),
  no: t("cancel"),
});

/** Opens, closes, shows, hides or puts on show, and says what became of it. A room asks one poll at a time, so opening or showing one closes what is open. */
export async function set(detail: Detail, session: Session, what: Change) {
  const closed = await lead(detail.room.course, session.id, what, endingWords());
  if (!closed) return;
  const question = questions(detail, [session], "");
  if (closed.length) tell(t(what.open ? "others_closed" : "others_closed_shown", { question, others: questions(detail, closed, t("others_between")) }));
  else if (what.open !== undefined) announce(`${question}: ${t(what.open ? "session_open" : "session_closed")}`, true);
}

/** Moves a session up or down among the others of its room. */
export async function move(detail: Detail, poll: Poll, session: Session, by: number) {
  const order = detail.sessions.map((each) => each.id);
  const to = order.indexOf(session.id) + by;
  order.splice(to - by, 1);
  order.splice(to, 0, session.id);
  await arrange(detail.room.course, order);
  announce(t("moved", { question: plain(poll.question), n: to + 1, all: order.length }), true);
}

/** What was stored: in which session it is asked, and what there is to say of it. */
export interface Saved {
  session: number;
  told: string;
}

/** Stores what was written; undefined when somebody thought better of it. */
export async function save(before: Detail, { draft, wish, present }: Written, poll?: Poll, session?: Session): Promise<Saved | undefined> {
  const course = before.room.course;
  let saved = { session: session?.id ?? 0, told: t("saved") };
  if (!poll) {
    saved.session = (await createSession(await createPoll(draft), course, wish)).session;
    if (present) {
      if (await lead(course, saved.session, { on_show: true }, endingWords())) location.assign(`/present/${course}`);
    }
  } else {
    const done = await saveChanges(await detail(course), draft, wish, poll, session);
    if (done === undefined) return undefined;
    saved = done;
  }
  stored(course, session);
  return saved;
}

/** @param base as it was when somebody began to change it */
async function saveChanges(now: Detail, wanted: Draft, wish: SessionWish, base: Poll, before?: Session): Promise<Saved | undefined> {
  const poll = [...now.polls, ...now.unasked].find((each) => each.id === base.id);
  const session = now.sessions.find((each) => each.id === before?.id);
  if (!poll) throw new Problem(404, "not_found", "");
  const { draft, theirs, clashes } = merge(base, poll, wanted);
  if (clashes.length && !(await confirmed(t("edit_clash", { texts: clashes.map(plain).join(t("others_between")) }), t("edit_clash_yes")))) return undefined;
  if (!(await mayLose(now, poll, draft, session)) || !(await mayRetell(now, poll, draft))) return undefined;
  await changePoll(poll, draft);
  return { session: session ? await settle(now, poll, session, wish) : 0, told: t(theirs ? "edit_merged" : "saved") };
}

/** What is right, in a form in which the same is equal. */
const keyOf = (kind: string | undefined, settings: Settings | undefined, choices: { id?: number; text: string; correct: boolean }[]) =>
  JSON.stringify([settings?.correct ?? null, settings?.tolerance ?? 0, kind === "ranking" ? choices.map((each) => each.id ?? each.text) : choices.filter((each) => each.correct).map((each) => each.id ?? each.text).sort()]);

/** Whether another answer may be right than the one that people were told; asks when it was told somewhere in this room. */
async function mayRetell({ sessions }: Detail, poll: Poll, draft: Draft): Promise<boolean> {
  if (!sessions.some((each) => each.poll === poll.id && each.state === "told")) return true;
  const same = keyOf(poll.kind, poll.settings, poll.choices) === keyOf(poll.kind, draft.settings, draft.choices);
  return same || confirmed(t("retell_ask"), t("retell"));
}

/** Whether the votes for what the draft leaves out may go; asks when there are some. */
async function mayLose({ sessions }: Detail, poll: Poll, draft: Draft, session?: Session): Promise<boolean> {
  if (poll.kind && poll.kind !== "single") {
    const { votes, texts } = await partsLost(poll, draft, sessions.filter((each) => each.poll === poll.id).map((each) => each.id));
    if (votes && session?.anonymous && session.votes) throw new Problem(400, "has_anonymous_votes", "");
    return votes === 0 || confirmed(t(plural("remove_part_ask", votes), { n: votes, choice: texts.map(plain).join(t("others_between")) }), t("remove"));
  }
  const { votes, texts } = await votesLost(poll, draft);
  if (votes && session?.anonymous && session.votes) throw new Problem(400, "has_anonymous_votes", "");
  return votes === 0 || confirmed(t(plural("remove_ask", votes), { n: votes, choice: texts.map(plain).join(t("others_between")) }), t("remove"));
}

async function settle(detail: Detail, poll: Poll, session: Session, wish: SessionWish): Promise<number> {
  const course = detail.room.course;
  if (session.anonymous !== wish.anonymous) {
    // Whether a session is anonymous is fixed when it is made; nothing is lost with one that was never open.
    const made = await createSession(poll.id, course, wish);
    await arrange(course, detail.sessions.map((each) => (each.id === session.id ? made.session : each.id)).concat(session.id));
    if (detail.on_show === session.id) await change(made.session, { on_show: true });
    await call("DELETE", `/live/sessions/${session.id}`);
    return made.session;
  }
  const changed: Change = {
    ...(session.results === wish.results ? {} : { results: wish.results }),
    ...(session.changeable === !!wish.changeable ? {} : { changeable: !!wish.changeable }),
  };
  if (Object.keys(changed).length) await change(session.id, changed);
  return session.id;
}

export async function duplicate(course: number, poll: Poll, session: Session): Promise<number> {
  const { image, choices: there } = await storedPoll(poll.id);
  const choices = poll.choices.map(({ id, text, correct }) => ({ text, correct, picture: there.find((each) => each.id === id)?.image }));
  const made = await createPoll({ kind: poll.kind ?? "single", question: poll.question, choices, settings: sentSettings(poll), picture: image, pictured: true });
  return again(course, made, session);
}

/** Asks, and deletes; false when somebody thought better of it. */
export async function remove(detail: Detail, poll: Poll, session: Session): Promise<boolean> {
  const others = detail.sessions.some((each) => each.poll === poll.id && each.id !== session.id);
  const ask = others || !poll.own ? "delete_session_ask" : "delete_ask";
  if (!(await confirmed(t(ask, { question: plain(poll.question) }), t("delete")))) return false;
  await deleteSession(session.id);
  return true;
}

export async function removeUnasked(poll: Poll) {
  if (await confirmed(t("delete_ask", { question: plain(poll.question) }), t("delete"))) await deletePoll(poll.id);
}
