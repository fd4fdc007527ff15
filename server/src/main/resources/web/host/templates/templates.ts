// Polls that are asked again and again, ready to be changed.
import type { KindName } from "../../shared/kinds/known";
import type { Settings } from "../../shared/live";
import type { Results } from "../../shared/rooms";
import { texts } from "../../shared/text";
import de from "./de.json";
import en from "./en.json";

export const t = texts(en, de);

export interface Template {
  name: keyof typeof en & `${string}_name`;
  kind: KindName;
  question: string;
  choices: { text: string; correct: boolean }[];
  settings: Settings;
  results: Results;
}

const choices = (...all: string[]) => all.map((text) => ({ text, correct: false }));

export const templates: Template[] = [
  { name: "pace_name", kind: "rating", question: t("pace"), choices: [], settings: { low: t("pace_low"), high: t("pace_high") }, results: "after_vote" },
  { name: "muddiest_name", kind: "text", question: t("muddiest"), choices: [], settings: { longest: 300 }, results: "after_vote" },
  { name: "grid_name", kind: "rating", question: t("grid"), choices: choices(t("grid_1"), t("grid_2"), t("grid_3")), settings: { low: t("grid_low"), high: t("grid_high"), abstain: true }, results: "after_vote" },
  { name: "first_name", kind: "ranking", question: t("first"), choices: choices("", "", "", ""), settings: {}, results: "after_vote" },
  { name: "retrospective_name", kind: "text", question: t("retrospective"), choices: [], settings: { longest: 300, approve: true }, results: "after_vote" },
  { name: "quiz_name", kind: "single", question: "", choices: [{ text: "", correct: true }, ...choices("", "", "")], settings: {}, results: "until_revealed" },
];
