import { texts } from "../text";
import de from "./de.json";
import en from "./en.json";

export const t = texts(en, de);
