// What this browser was told to be right: another answer later takes the place of it in the eyes of who answered, too.
import { inBrowser } from "../shared/kept";

const KEY = "pollard.keys";
const MOST = 20;

type Told = [session: number, keys: string[]];

function all(): Told[] {
  try {
    const kept: unknown = JSON.parse(inBrowser.get(KEY) ?? "[]");
    return Array.isArray(kept) ? (kept as Told[]) : [];
  } catch {
    return [];
  }
}

/** Keeps what was told there now, and gives what was told before it was this, oldest first. */
export function keepKey(session: number, key: string): string[] {
  const before = all();
  const keys = before.find(([id]) => id === session)?.[1] ?? [];
  const now = keys[keys.length - 1] === key ? keys : [...keys, key].slice(-MOST);
  if (now !== keys) inBrowser.set(KEY, JSON.stringify([[session, now] as Told, ...before.filter(([id]) => id !== session)].slice(0, MOST)));
  return now.filter((each) => each !== key);
}
