import { texts } from "../../text";
import each from "../en.json";
import jede from "../de.json";
import de from "./de.json";
import en from "./en.json";

/** What is said of every kind, and what only those say that a phone fetches when one of them is asked. */
export const t = texts({ ...each, ...en }, { ...jede, ...de });
