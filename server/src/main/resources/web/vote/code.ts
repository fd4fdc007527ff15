// Reads codes out of what people type or paste; the server reads them in the same way.

const LINK = /\/j\/([^/?#\s]+)(?:#([\w-]+))?/;

/** What people put between the letters: spaces of any kind, dashes, dots, quotes, and what has no width. */
const BESIDES = /[\s\p{Z}\p{Pd}\p{Cf}\u2212.,:;·•_'"`´\p{Pi}\p{Pf}\p{Ps}\p{Pe}<>]/gu;

export interface Typed {
  code: string;
  /** From a pasted link. */
  secret?: string;
}

/** In whatever case and width, or a whole link to the room. */
export function readCode(text: string): Typed {
  const plain = text.normalize("NFKC");
  const link = LINK.exec(plain);
  return { code: (link?.[1] ?? plain).replace(BESIDES, "").toUpperCase(), secret: link?.[2] };
}

/** What stands in an address, of whatever form. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
