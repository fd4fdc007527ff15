// Coming in by a link that signs in once.
import { call, Problem, type Me } from "./api";
import { keepsCookies } from "./cookies";

export type Fault = { fault: "cookies" | "used" | "origin" | "failed" };

/** Uses up the secret behind the #, which leaves the address bar first of all; undefined where there is none. */
async function bySecret<T>(use: (secret: string) => Promise<T>): Promise<T | Fault | undefined> {
  const secret = location.hash.slice(1);
  if (!secret) return undefined;
  // A link is good once: a browser that would forget at once who it is must not use it up.
  if (!keepsCookies()) return { fault: "cookies" };
  history.replaceState(null, "", location.pathname + location.search);
  try {
    return await use(secret);
  } catch (fault) {
    const problem = fault instanceof Problem ? fault : new Problem(0, "", "");
    return { fault: problem.status === 410 ? "used" : problem.code === "other_origin" ? "origin" : "failed" };
  }
}

/** Signs in. */
export const enterByLink = () => bySecret(async (link) => ({ me: await call<Me>("POST", "/web/session", { link }) }));

/** Makes this browser the remote control of a room. */
export const pairByCode = () => bySecret((secret) => call<{ course: number }>("POST", "/web/remote", { secret }));
