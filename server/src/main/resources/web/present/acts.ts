// What the controls of the big screen do: one after the other, and asking where something ends for good.
import { announce } from "../shared/announce";
import { ask } from "../shared/ask";
import { call, Problem } from "../shared/api";
import { lead, type EndingWords } from "../shared/ending";
import type { Entry } from "../shared/live";
import { pairPhone } from "../shared/remote";
import { again, arrange, change, enlarge, type Change, type Detail, type Session } from "../shared/rooms";
import { plural } from "../shared/text";
import { t } from "./words";

/** The screen that is acted for. */
interface Screen {
  readonly course: number;
  /** Whether this is a phone that steers and nothing else. */
  readonly steers: boolean;
  /** Whether single keys act. */
  readonly keys: boolean;
  readonly detail: Detail | undefined;
  /** What went wrong, in words; empty when nothing did. */
  problem: string;
  load(): Promise<boolean>;
}

export class Acts {
  /** What is being opened, closed or shown, one after the other, and the last of it. */
  private line: Promise<void> = Promise.resolve();
  private wished = "";

  constructor(private readonly screen: Screen) {}

  /** Changes what people see of it; another way than `lead`, since nothing ends by it. */
  change(session: number, what: Change): Promise<boolean> {
    return this.act(async () => {
      await change(session, what);
      await this.screen.load();
      if (what.results) announce(t(what.results === "until_revealed" ? "is_hidden" : "is_shown"), true);
    });
  }

  /**
   * Opens, closes or shows, and closes what that ends.
   *
   * @param keys that led here, and agree to what cannot be undone when they are pressed once more
   */
  lead(session: number, what: Change, ...keys: string[]): Promise<void> {
    // A second press, while the first one is on its way, means the same.
    const wish = JSON.stringify([session, what]);
    if (wish === this.wished) return this.line;
    this.wished = wish;
    const { screen } = this;
    const act = () => this.act(async () => {
      const words: EndingWords = {
        between: t("others_between"),
        // How many have answered a remote is not told before the hall is.
        question: (polls, n) => (screen.steers ? t("end_ask_some", { polls }) : t(plural("end_ask", n), { polls, n })),
        yes: t("end_yes"),
        no: t("cancel"),
        again: t("end_again"),
      };
      if (await lead(screen.course, session, what, words, screen.keys ? keys : [])) await screen.load();
    });
    this.line = this.line.then(act).then(() => {
      if (this.wished === wish) this.wished = "";
    });
    return this.line;
  }

  /** What stays closed is asked once more, right behind where it stands. */
  again(session: Session): Promise<boolean> {
    const { course, detail } = this.screen;
    return this.act(async () => {
      const made = await again(course, session.poll, session);
      await arrange(course, detail!.sessions.flatMap((each) => (each.id === session.id ? [each.id, made] : [each.id])));
      await this.lead(made, detail!.room.next_opens ? { open: true } : { on_show: true });
    });
  }

  /** Whether one of the texts is shown alone now, or all of them again. */
  enlarge(session: number, entry: Entry, large: boolean): Promise<boolean> {
    return this.act(() => enlarge(session, entry, large));
  }

  /** The code is for one phone, and everybody sees it here. */
  async remote() {
    this.screen.problem = "";
    if (!(await ask({ question: t("remote_ask"), yes: t("remote_show"), no: t("cancel") }, true))) return;
    await this.act(() => pairPhone(this.screen.course, {
      title: t("remote"), hint: t("remote_hint"), qr: t("remote_qr"), local: t("local"), copy: t("copy"), copied: t("copied"), close: t("close_dialog"),
      paired: (phone) => t("remote_paired", { phone }), phone: t("remote_phone"), notMine: t("remote_not_mine"), ended: t("remote_ended"), failed: t("failed"),
    }));
  }

  /** This phone steers no longer. */
  end(): Promise<boolean> {
    return this.act(async () => {
      await call("DELETE", "/web/remote");
      await this.screen.load();
    });
  }

  /** Whether it was done; what went wrong stands on the screen. */
  private async act(what: () => Promise<unknown>): Promise<boolean> {
    this.screen.problem = "";
    try {
      await what();
      return true;
    } catch (fault) {
      this.screen.problem = t(fault instanceof Problem && fault.code === "stays_closed" ? "stays_closed" : "failed");
      return false;
    }
  }
}
