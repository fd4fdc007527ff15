import { texts } from "../shared/text";
import de from "./de.json";
import sie from "./de-formal.json";
import en from "./en.json";

export const t = texts(en, de, sie);
