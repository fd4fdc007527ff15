// What a host wrote: emphasis, code and formulas, and nothing else of Markdown. Links stay what they are written as, and
// nothing is ever taken for HTML.
import { noChange } from "lit";
import { directive, Directive, type ElementPart } from "lit/directive.js";

/**
 * What is marked. A star counts at the edge of a word only, so that 5*3*2 stays what it is, and a dollar not before a digit
 * and not beside a blank within, so that $5 and $10 are two prices.
 */
const MARKED = new RegExp(
  [
    /\\(?<plain>[\\*`$])/u,
    /^```[^\n]*\n(?<block>[^]*?)\n?```[ \t]*$/u,
    /(?<ticks>`+)(?<code>[^`\n](?:[^\n]*?[^`\n])??)\k<ticks>(?!`)/u,
    /\$\$(?<shown>[^$]+)\$\$/u,
    /\$(?<formula>[^\s$](?:[^$\n]*[^\s$\\])?)\$(?!\d)/u,
    /\*\*(?<strong>[^\s*](?:[^\n]*?[^\s])??)\*\*(?![\p{L}\p{N}*])/u,
    /\*(?<em>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\p{L}\p{N}*])/u,
  ].map((each) => each.source).join("|"),
  "gmu",
);
const INSIDE = /[\p{L}\p{N}*]$/u;

type Mark = "plain" | "block" | "code" | "shown" | "formula" | "strong" | "em";

/** A text in its parts: those that are marked, and those between. */
function parts(text: string): { mark: Mark; inner: string }[] {
  const found: { mark: Mark; inner: string }[] = [];
  const add = (mark: Mark, inner: string) => inner && found.push({ mark, inner });
  const marked = new RegExp(MARKED);
  let done = 0;
  for (let each = marked.exec(text); each; each = marked.exec(text)) {
    const { ticks: _, ...groups } = each.groups!;
    const [mark, inner] = Object.entries(groups).find(([, value]) => value !== undefined) as [Mark, string];
    if ((mark === "em" || mark === "strong") && INSIDE.test(text.slice(0, each.index))) {
      marked.lastIndex = each.index + 1;
      continue;
    }
    add("plain", text.slice(done, each.index));
    add(mark, inner);
    done = marked.lastIndex;
  }
  add("plain", text.slice(done));
  return found;
}

function element(name: string, text: string, inner: boolean) {
  const made = document.createElement(name);
  if (inner) made.append(...nodes(text));
  else made.textContent = text;
  return made;
}

/** A formula in characters; its bare words until what reads it is there, which no page fetches without one. */
let flat = (tex: string) => tex.replace(/[\\{}]+/g, " ").trim();

const fetched = () =>
  import("./formula").then((found) => {
    flat = found.flat;
    return found;
  });

/** A formula, as it is written until what draws it is there. */
function formula(tex: string, block: boolean) {
  const made = element("span", tex, false);
  made.className = block ? "formula shown" : "formula";
  made.dir = "ltr";
  void fetched().then(({ draw }) => draw(made, tex, block)).catch(() => undefined);
  return made;
}

function node({ mark, inner }: { mark: Mark; inner: string }): Node | string {
  switch (mark) {
    case "plain":
      return inner;
    case "block":
    case "code":
      return element("code", inner, false);
    case "shown":
    case "formula":
      return formula(inner.trim(), mark === "shown");
    case "strong":
    case "em":
      return element(mark, inner, true);
  }
}

const nodes = (text: string) => parts(text).map(node);

/** Puts it into an element as a whole: a browser that translates the page puts nodes of its own in place of single texts. */
class Written extends Directive {
  private text?: string;

  render(_text: string): unknown {
    return noChange;
  }

  override update({ element: into }: ElementPart, [text]: [string]): unknown {
    if (text !== this.text) into.replaceChildren(...nodes(text));
    this.text = text;
    return noChange;
  }
}

export const written = directive(Written);

/** The same for where there is nothing but text, such as what is read out. */
export const plain = (text: string): string => parts(text).map(({ mark, inner }) => flatly(mark, inner)).join("");

function flatly(mark: Mark, inner: string): string {
  switch (mark) {
    case "em":
    case "strong":
      return plain(inner);
    case "formula":
    case "shown":
      return flat(inner);
    default:
      return inner;
  }
}
