// What would be lost with the page: whoever leaves it is asked first.
import { confirmed } from "./confirm";
import { t } from "./words";

let held = "";

const asked = (event: BeforeUnloadEvent) => {
  event.preventDefault();
  // Older browsers ask for this alone.
  event.returnValue = held;
};

/** @param question that is asked before the page goes */
export function hold(question: string) {
  held = question;
  addEventListener("beforeunload", asked);
}

export function letGo() {
  held = "";
  removeEventListener("beforeunload", asked);
}

/** Whether nothing is lost, or somebody wants it so. */
export async function mayLeave(): Promise<boolean> {
  if (held && !(await confirmed(held, t("leave")))) return false;
  letGo();
  return true;
}
