// The language of the browser, and texts in it.

type Messages = Record<string, string>;

const known = ["en", "de"] as const;

export const language: (typeof known)[number] =
  navigator.languages.map((each) => each.slice(0, 2)).map((each) => known.find((one) => one === each)).find(Boolean) ?? "en";

/** How numbers and days are written there: English is not English in this. */
export const locale = navigator.languages.find((each) => each.slice(0, 2) === language) ?? language;

document.documentElement.lang = language;

const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);
const shares = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });

export const number = (value: number): string => numbers.format(value);
/** Between the marks of the language. */
export const quoted = (text: string): string => (language === "de" ? `„${text}“` : `“${text}”`);
/** How much a part is of a whole, which may be nothing. */
export const share = (part: number, of: number): string => shares.format(of ? part / of : 0);

/** Whole shares that add up to 100: what rounding down leaves goes to those who lost most by it, the first ones first. */
export function percents(parts: number[]): string[] {
  const all = parts.reduce((sum, each) => sum + each, 0);
  if (!all) return parts.map(() => share(0, 100));
  const whole = parts.map((each) => Math.floor((each * 100) / all));
  const lost = parts.map((each, place) => ({ place, rest: (each * 100) % all })).sort((one, other) => other.rest - one.rest || one.place - other.place);
  const left = 100 - whole.reduce((sum, each) => sum + each, 0);
  for (const { place } of lost.slice(0, left)) whole[place]!++;
  return whole.map((each) => share(each, 100));
}

let formal = false;

/** Has German texts say Sie, where there are two forms. */
export function speak(formally: boolean) {
  formal = formally;
}

/** Gives the texts of a page in the language of the browser. Both files must hold the same keys; `sie` those that say it otherwise. */
export function texts<M extends Messages>(en: M, de: Record<keyof M, string>, sie: Partial<Record<keyof M, string>> = {}) {
  const messages: Record<keyof M, string> = language === "de" ? de : en;
  return (key: keyof M & string, values: Record<string, string | number> = {}): string =>
    ((formal && language === "de" && sie[key]) || messages[key]).replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? "";
      return typeof value === "number" ? number(value) : value;
    });
}

/** The form of a word that goes with a number: looks up `key_one` or `key_other`. */
export function plural<K extends string>(key: K, count: number): `${K}_one` | `${K}_other` {
  return plurals.select(count) === "one" ? `${key}_one` : `${key}_other`;
}
