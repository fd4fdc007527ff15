// What pages keep in their browser. One that keeps nothing, or has no room left, has it in the memory of the page: there
// everything works as long as the page is open. Whatever is denied throws, be it only to look at it.

class Shelf {
  /** What the browser would not take, or not give up. */
  private readonly memory = new Map<string, string | null>();

  constructor(private readonly storage: () => Storage) {}

  get(key: string): string | null {
    const held = this.memory.get(key);
    if (held !== undefined) return held;
    try {
      return this.storage().getItem(key);
    } catch {
      return null;
    }
  }

  /** @param text null: nothing any more */
  set(key: string, text: string | null) {
    try {
      if (text === null) this.storage().removeItem(key);
      else this.storage().setItem(key, text);
      this.memory.delete(key);
    } catch {
      this.memory.set(key, text);
    }
  }

  keys(): string[] {
    let stored: string[] = [];
    try {
      stored = Object.keys(this.storage());
    } catch {
      // Then there are none.
    }
    return [...new Set([...stored, ...this.memory.keys()])];
  }
}

/** Over tabs and reloads. */
export const inBrowser = new Shelf(() => localStorage);

/** As long as the tab is open. */
export const inTab = new Shelf(() => sessionStorage);
