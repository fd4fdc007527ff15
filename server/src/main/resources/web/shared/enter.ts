// Coming in by a link that signs in once.
import { call, Problem, type Me } from "./api";
import { keepsCookies } from "./cookies";

export type Entered = { me: Me } | { fault: "cookies" | "used" | "origin" | "failed" } | undefined;

/** Uses up the secret behind the #, which leaves the address bar first of all; undefined where there is none. */
export async function enterByLink(): Promise<Entered> {
  const link = location.hash.slice(1);
  if (!link) return undefined;
  // A link is good once: a browser that would forget at once who it is must not use it up.
  if (!keepsCookies()) return { fault: "cookies" };
  history.replaceState(null, "", location.pathname);
  try {
    return { me: await call<Me>("POST", "/web/session", { link }) };
  } catch (fault) {
    const problem = fault instanceof Problem ? fault : new Problem(0, "", "");
    return { fault: problem.status === 410 ? "used" : problem.code === "other_origin" ? "origin" : "failed" };
  }
}
