// A cloud of words. It is placed anew only where a size changes or a word comes in: a size is a step, and the next one takes
// twice as many people. What has a place looks for its new one from there, and mostly finds that it can stay; what is new
// goes where there is room.
import { html, svg } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { repeat } from "lit/directives/repeat.js";
import cloud from "d3-cloud";
import type { Entry } from "../../shared/live";
import { PageElement } from "../../shared/page";

const MOST = 60;
const TRIES = 8;
const SMALLER = 0.86;
const STEP = 0.74;
const SHADES = 3;
/** Of the height, for the word that is said most. */
const LARGEST = 0.17;
const LEAST_PX = 11;
const GAP_PX = 4;

/** A word with its place, from the middle. */
class Word {
  private left = 0;
  private top = 0;
  private began = 0;

  /**
   * @param nth when it came
   * @param from where it begins to look for its place, from the corner; what places it would have it begin in the middle
   */
  constructor(readonly text: string, readonly size: number, readonly nth: number, private readonly from?: { x: number; y: number }) {}

  get x() {
    return this.left;
  }

  set x(value: number) {
    this.left = this.from && this.began === 0 ? this.from.x : value;
    this.began++;
  }

  get y() {
    return this.top;
  }

  set y(value: number) {
    this.top = this.from && this.began === 1 ? this.from.y : value;
    this.began++;
  }
}

const step = (people: number) => Math.floor(Math.log2(Math.max(1, people)));

/** The library reads back what it draws, and browsers want to know that first. */
function canvas() {
  const made = document.createElement("canvas");
  made.getContext("2d", { willReadFrequently: true });
  return made;
}

class WordCloud extends PageElement {
  static override properties = { words: { attribute: false }, placed: { state: true } };
  declare words: Entry[];
  declare placed: Word[];
  /** In the order in which they came, so that none of them is ever put elsewhere in the document. */
  private readonly came = new Map<string, number>();
  private shrunk = 1;
  private width = 0;
  private height = 0;
  private drawn = "";
  private measured = "";
  private layouts = 0;
  private readonly sized = new ResizeObserver(() => this.resize());

  constructor() {
    super();
    this.words = [];
    this.placed = [];
  }

  override connectedCallback() {
    super.connectedCallback();
    this.sized.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.sized.disconnect();
  }

  private resize() {
    const { width, height } = this.getBoundingClientRect();
    if (Math.abs(width - this.width) < 2 && Math.abs(height - this.height) < 2) return;
    this.width = Math.floor(width);
    this.height = Math.floor(height);
    this.shrunk = 1;
    this.requestUpdate();
  }

  protected override willUpdate() {
    if (this.width < 50 || this.height < 50) return;
    for (const each of this.words) if (!this.came.has(each.text)) this.came.set(each.text, this.came.size);
    const said = this.words.slice(0, MOST);
    const top = Math.max(0, ...said.map((each) => step(each.people)));
    const before = new Map(this.placed.map((each) => [each.text, each]));
    const size = (each: Entry) => Math.max(LEAST_PX, Math.round(this.height * LARGEST * this.shrunk * STEP ** (top - step(each.people))));
    let stay = false;
    const wanted = () => {
      // Where most have another size, or the room is another one, the old places are of no use.
      stay = this.measured === `${this.width} ${this.height}` && said.filter((each) => before.has(each.text) && before.get(each.text)!.size !== size(each)).length <= before.size / 2;
      return said
        .map((each) => {
          const was = stay ? before.get(each.text) : undefined;
          return new Word(each.text, size(each), this.came.get(each.text)!, was && { x: was.x + (this.width >> 1), y: was.y + (this.height >> 1) });
        })
        .sort((one, other) => other.size - one.size || one.nth - other.nth);
    };
    let words = wanted();
    if (!stay) {
      this.shrunk = 1;
      words = wanted();
    }
    const now = () => JSON.stringify([this.width, this.height, words.map((each) => [each.text, each.size])]);
    if (now() === this.drawn) return;
    let placed = this.place(words);
    for (let i = 1; i < TRIES && placed.length < words.length; i++) {
      // It grows no more afterwards: a cloud that breathes cannot be read.
      this.shrunk *= SMALLER;
      words = wanted();
      placed = this.place(words);
    }
    this.drawn = now();
    this.measured = `${this.width} ${this.height}`;
    if (!stay) this.layouts++;
    this.placed = placed.sort((one, other) => one.nth - other.nth);
  }

  /** Those that found room, by the same way each time. */
  private place(words: Word[]): Word[] {
    let found: Word[] = [];
    const { fontFamily } = getComputedStyle(this);
    cloud<Word>()
      .canvas(canvas)
      .size([this.width, this.height])
      .words(words)
      .font(fontFamily)
      .fontWeight("700")
      .fontSize((each) => each.size)
      .rotate(() => 0)
      .padding(GAP_PX)
      .spiral("archimedean")
      .random(() => 0.5)
      .timeInterval(Infinity)
      .on("end", (all: Word[]) => (found = all))
      .start();
    return found;
  }

  protected override render() {
    const [width, height] = [this.width, this.height];
    // Words that all go elsewhere would run through each other: they fade out and in.
    return keyed(this.layouts, html`<svg viewBox=${`${-width / 2} ${-height / 2} ${width} ${height}`}>${repeat(this.placed, (each) => each.text, (each) =>
      svg`<text class=${`shade-${each.nth % SHADES}`} text-anchor="middle" .style=${`font-size:${each.size}px;transform:translate(${each.x}px,${each.y}px)`} .textContent=${each.text}></text>`)}</svg>`);
  }
}
customElements.define("word-cloud", WordCloud);
