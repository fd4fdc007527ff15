// A room's own colour in place of the accent, brought so far towards black or white that it can be read.

type Rgb = [number, number, number];

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
/** WCAG 2.2, 1.4.3: text; what is no text needs 3. */
const LEGIBLE = 4.5;
const STEPS = 40;
const dark = matchMedia("(prefers-color-scheme: dark)");

/** The grounds on which the accent stands, as base.css has them. */
const grounds = (onDark: boolean): { surface: Rgb; page: Rgb } =>
  onDark ? { surface: [28, 26, 40], page: [18, 17, 26] } : { surface: WHITE, page: [244, 243, 250] };

const read = (hex: string): Rgb => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as Rgb;
const written = (colour: Rgb) => `#${colour.map((each) => Math.round(each).toString(16).padStart(2, "0")).join("")}`;
const mixed = (one: Rgb, other: Rgb, share: number) => one.map((each, i) => each + (other[i]! - each) * share) as Rgb;

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((each) => (each / 255 <= 0.04045 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4)) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: Rgb, other: Rgb): number {
  const [light, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (low + 0.05);
}

/** The colour nearest to what is wanted that can be read on all of these. */
function legible(wanted: Rgb, on: Rgb[], towards: Rgb): Rgb {
  for (let step = 0; step < STEPS; step++) {
    const tried = mixed(wanted, towards, step / STEPS);
    if (on.every((each) => contrast(tried, each) >= LEGIBLE)) return tried;
  }
  return towards;
}

export interface Accents {
  accent: string;
  strong: string;
  on: string;
  tint: string;
}

export function accents(hex: string, onDark: boolean): Accents {
  const { surface, page } = grounds(onDark);
  const towards = onDark ? WHITE : BLACK;
  const tint = mixed(surface, read(hex), onDark ? 0.2 : 0.1);
  const accent = legible(read(hex), [surface, page, tint, onDark ? mixed(surface, BLACK, 0.5) : WHITE], towards);
  return {
    accent: written(accent),
    strong: written(mixed(accent, towards, 0.2)),
    on: onDark ? "#14121d" : "#ffffff",
    tint: written(tint),
  };
}

let worn: string | null = null;
let always: boolean | undefined;

function paint() {
  const style = document.documentElement.style;
  const names = { accent: "--accent", strong: "--accent-strong", on: "--on-accent", tint: "--tint" };
  const now = worn ? accents(worn, always ?? dark.matches) : undefined;
  for (const [key, name] of Object.entries(names)) {
    if (now) style.setProperty(name, now[key as keyof Accents]);
    else style.removeProperty(name);
  }
}

dark.addEventListener("change", paint);

/** Has the page wear a room's colour, such as `#5541d8`; null: the usual one. */
export function wear(colour: string | null, onDark?: boolean) {
  worn = colour;
  always = onDark;
  paint();
}
