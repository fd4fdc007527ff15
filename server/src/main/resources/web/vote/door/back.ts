// Waits until guests are let in again; fetched by those only who were put out.
import { call } from "../../shared/api";

/** How soon it is tried again, and how late at most. */
const FIRST_MS = 4_000;
const AT_MOST_MS = 20_000;

/**
 * Whether guests are let in now, and nobody is signing in; false once there is nobody who waits for it.
 *
 * @param busy whether somebody has begun to sign in, who is let be
 */
export async function welcome(door: { code: string; secret?: string }, waits: () => boolean, busy: () => boolean): Promise<boolean> {
  for (let pause = FIRST_MS; waits(); pause = Math.min(pause * 1.5, AT_MOST_MS)) {
    // A hall does not come back in one moment.
    await new Promise((done) => setTimeout(done, pause * (0.75 + Math.random() / 2)));
    if (!waits() || busy()) continue;
    const open = await call("POST", "/web/join", door).then(
      () => true,
      () => false,
    );
    if (open && waits() && !busy()) return true;
  }
  return false;
}
