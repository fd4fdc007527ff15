// What somebody has begun to write and not yet stored: kept in this browser over Cancel, Back and a reload, and offered
// again. What people are called stays in the tab, everything else until it is stored, thrown away, or somebody signs out.

const PREFIX = "pollard.draft.";
const LONGEST = 300_000;

export class Drafts<T> {
  private readonly key: string;

  constructor(
    kind: string,
    of: number | string,
    private readonly storage: Storage = localStorage,
  ) {
    this.key = `${PREFIX}${kind}.${of}`;
  }

  keep(draft: T) {
    const text = JSON.stringify(draft);
    try {
      if (text.length > LONGEST) this.storage.removeItem(this.key);
      else this.storage.setItem(this.key, text);
    } catch {
      // A browser that keeps nothing forgets it with the page.
    }
  }

  kept(): T | undefined {
    try {
      return (JSON.parse(this.storage.getItem(this.key) ?? "null") as T | null) ?? undefined;
    } catch {
      return undefined;
    }
  }

  drop() {
    this.storage.removeItem(this.key);
  }
}

/** Whoever comes to this browser next is somebody else. */
export function dropAllDrafts() {
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage).filter((each) => each.startsWith(PREFIX))) storage.removeItem(key);
  }
}
