// Asks before what cannot be undone.
import { ask } from "../shared/ask";
import { t } from "./words";

/** @param harmless whether nothing is lost by it */
export const confirmed = (question: string, yes: string, harmless = false) => ask({ question, yes, no: t("cancel") }, harmless);
