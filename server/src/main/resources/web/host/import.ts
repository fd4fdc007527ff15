// Makes polls of pasted lines.
import { html, nothing } from "lit";
import { call } from "../shared/api";
import type { KindName } from "../shared/kinds/known";
import { language, plural } from "../shared/text";
import { Drafts } from "./drafts";
import { length, LONGEST } from "./lengths";
import { PasteForm, type Preview } from "./pasted";
import { t } from "./words";

interface Read {
  line: number;
  question: string;
  choices: { text: string; correct: boolean }[];
  kind: KindName;
  flaw: "none" | "choices" | "too_many_choices" | "too_long" | "text" | "answer" | "kind" | "settings" | "twice" | "unfinished";
}

class HostImport extends PasteForm {
  protected readonly words = { title: t("import_title"), hint: t("import_hint"), label: t("import_label"), example: t("import_example") };

  protected drafts() {
    return new Drafts<string>("import", this.course);
  }

  protected override more() {
    return html`<label class="check"><input type="checkbox" id="import-anonymous" checked>${t("anonymous")}</label>`;
  }

  protected async read(text: string): Promise<Preview> {
    const read = await call<{ count: number; most: number; polls: Read[] }>("POST", `/web/rooms/${this.course}/import/preview`, { text, language });
    const flawed = read.polls.find((each) => each.flaw !== "none");
    const problem = !read.count
      ? t("import_nothing")
      : read.count > read.most
        ? t("import_too_many", { n: read.count, most: read.most })
        : flawed
          ? t("import_flawed")
          : "";
    return {
      shown: html`<ol class="stack tight">${read.polls.map((each) => this.poll(each))}</ol>`,
      problem,
      go: t(plural("import_go", read.count), { n: read.count }),
    };
  }

  private poll(poll: Read) {
    const mark = (text: string, most: number) => (length(text) > most ? html` <span class="badge bad">${t("too_long", { n: length(text), most })}</span>` : nothing);
    return html`<li class="card stack tight">
      <p><strong dir="auto" class="written">${poll.question}</strong>${mark(poll.question, LONGEST.question)} <span class="badge">${t(`kind_${poll.kind}`)}</span></p>
      <ul class="row choices">${poll.choices.map(
        (each) => html`<li class="chip ${each.correct ? "is-correct" : ""}">${each.correct ? html`<span class="unseen">${t("correct")}: </span><span aria-hidden="true">✓ </span>` : nothing}<span dir="auto">${each.text}</span>${mark(each.text, LONGEST.choice)}</li>`,
      )}</ul>
      ${poll.flaw === "none" ? nothing : html`<p class="note bad">${t(`flaw_${poll.flaw}`, { line: poll.line })}</p>`}
    </li>`;
  }

  protected async send(text: string) {
    const anonymous = this.querySelector<HTMLInputElement>("#import-anonymous")!.checked;
    const made = await call<{ polls: number }>("POST", `/web/rooms/${this.course}/import`, { text, anonymous, language });
    this.dispatchEvent(new Event("imported"));
    return html`<p>${t(plural("imported", made.polls), { n: made.polls })}</p>`;
  }
}
customElements.define("host-import", HostImport);
