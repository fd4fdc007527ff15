// Formulas in TeX, drawn as MathML, which browsers know without fonts or styles of a library. Fetched where there is one.
import katex from "katex";
import { flat } from "./tex";

export { flat };

/** What a formula may expand to, and how large it may make anything, in em: whoever writes one cannot fill a screen with it. */
const BOUNDS = { maxExpand: 200, maxSize: 10 };

const NAMED_BY_TEXT = "button, label, legend, a, th";

/** Draws it, unless it is none: then what was written stays. */
export function draw(into: HTMLElement, tex: string, block: boolean) {
  const made = document.createElement("span");
  try {
    katex.render(tex, made, { output: "mathml", displayMode: block, throwOnError: true, trust: false, strict: "ignore", ...BOUNDS });
  } catch {
    return;
  }
  const math = made.querySelector("math");
  if (!math) return;
  into.replaceChildren(math);
  if (!into.closest(NAMED_BY_TEXT)) return;
  // What is inside is a name there and nothing else, and names are made of text.
  math.setAttribute("aria-hidden", "true");
  const read = document.createElement("span");
  read.className = "unseen";
  read.textContent = flat(tex);
  into.append(read);
}
