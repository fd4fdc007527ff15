// What somebody has begun to write and not yet stored: kept in this browser over Cancel, Back and a reload, and offered
// again. What people are called stays in the tab, everything else until it is stored, thrown away, or somebody signs out.
import { inBrowser, inTab } from "../shared/kept";

const PREFIX = "pollard.draft.";
const LONGEST = 300_000;

export class Drafts<T> {
  private readonly key: string;

  constructor(
    kind: string,
    of: number | string,
    private readonly shelf = inBrowser,
  ) {
    this.key = `${PREFIX}${kind}.${of}`;
  }

  keep(draft: T) {
    const text = JSON.stringify(draft);
    this.shelf.set(this.key, text.length > LONGEST ? null : text);
  }

  kept(): T | undefined {
    try {
      return (JSON.parse(this.shelf.get(this.key) ?? "null") as T | null) ?? undefined;
    } catch {
      return undefined;
    }
  }

  drop() {
    this.shelf.set(this.key, null);
  }
}

/** Whoever comes to this browser next is somebody else. */
export function dropAllDrafts() {
  for (const shelf of [inBrowser, inTab]) {
    for (const key of shelf.keys().filter((each) => each.startsWith(PREFIX))) shelf.set(key, null);
  }
}
