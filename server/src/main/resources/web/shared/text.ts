// The language of the browser, and texts in it.

type Messages = Record<string, string>;

const known = ["en", "de"] as const;

export const language: (typeof known)[number] =
  navigator.languages.map((each) => each.slice(0, 2)).map((each) => known.find((one) => one === each)).find(Boolean) ?? "en";

document.documentElement.lang = language;

const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);
const shares = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });

export const number = (value: number): string => numbers.format(value);
export const percent = (part: number, all: number): string => shares.format(all ? part / all : 0);

/** Gives the texts of a page in the language of the browser. Both files must hold the same keys. */
export function texts<M extends Messages>(en: M, de: Record<keyof M, string>) {
  const messages: Record<keyof M, string> = language === "de" ? de : en;
  return (key: keyof M & string, values: Record<string, string | number> = {}): string =>
    messages[key].replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? "";
      return typeof value === "number" ? number(value) : value;
    });
}

/** The form of a word that goes with a number: looks up `key_one` or `key_other`. */
export function plural<K extends string>(key: K, count: number): `${K}_one` | `${K}_other` {
  return plurals.select(count) === "one" ? `${key}_one` : `${key}_other`;
}
