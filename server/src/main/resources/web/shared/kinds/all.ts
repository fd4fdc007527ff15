// All kinds of question that there are.
import { know, type KindName } from "./known";
import { number } from "./number";
import { ranking } from "./ranking";
import { rating } from "./rating";
import { several } from "./several";
import { text } from "./text";
import { words } from "./words";

know({ several, rating, ranking, number, words, text } satisfies Record<Exclude<KindName, "single">, unknown>);
