// All kinds of question, as they are written, in the order of the picker.
import type { KindName } from "../../shared/kinds/known";
import type { Settings } from "../../shared/live";
import type { Poll } from "../../shared/rooms";
import { number } from "./number";
import { ranking } from "./ranking";
import { rating } from "./rating";
import { several } from "./several";
import { single } from "./single";
import { text } from "./text";
import { words } from "./words";
import type { Writing } from "./writing";

export const writings: Record<KindName, Writing> = { single, several, rating, ranking, number, words, text };

export const kindNames = Object.keys(writings) as KindName[];

/** The settings of a poll without those that go without saying. */
export const sentSettings = ({ kind = "single", settings = {}, choices }: Poll): Settings => writings[kind].sent?.(settings, choices.length) ?? settings;
