// Answers that somebody has begun and not sent: kept over a reload until they are counted.

import { inBrowser } from "../shared/kept";

const KEY = "pollard.begun";
const MOST = 20;

/** @param kind of the question, by which what was begun can be understood */
interface Begun {
  session: number;
  kind: string;
  draft: unknown;
}

function all(): Begun[] {
  try {
    const kept: unknown = JSON.parse(inBrowser.get(KEY) ?? "[]");
    return Array.isArray(kept) ? (kept as Begun[]) : [];
  } catch {
    return [];
  }
}

const write = (begun: Begun[]) => inBrowser.set(KEY, begun.length ? JSON.stringify(begun) : null);

const others = (session: number) => all().filter((each) => each.session !== session);

export const begunIn = (session: number, kind: string): unknown => all().find((each) => each.session === session && each.kind === kind)?.draft;

export const keepBegun = (session: number, kind: string, draft: unknown) => write([{ session, kind, draft }, ...others(session)].slice(0, MOST));

export const dropBegun = (session: number) => write(others(session));

export const forgetBegun = () => write([]);
