import { texts } from "../../shared/text";
import sie from "./de-formal.json";
import de from "./de.json";
import en from "./en.json";

export const t = texts(en, de, sie);
