import { language, speak, texts } from "../shared/text";
import de from "./de.json";
import en from "./en.json";

const sie: Partial<Record<keyof typeof en, string>> = {};

export const t = texts(en, de, sie);

/** Has German texts say Sie where the room wants that; fetched for those rooms only. Without them it stays with du. */
export async function speakTo(formally: boolean) {
  speak(formally);
  if (formally && language === "de") Object.assign(sie, await import("./de-formal.json").then((found) => found.default, () => undefined));
}
