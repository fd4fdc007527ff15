// Rows that change their place glide there, so that everybody can follow where each has gone.

const GLIDE_MS = 350;
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** Where each row stands, by what it is about. */
export function places(within: Element): Map<string, DOMRect> {
  const found = new Map<string, DOMRect>();
  within.querySelectorAll<HTMLElement>("[data-row]").forEach((each) => found.set(each.dataset.row!, each.getBoundingClientRect()));
  return found;
}

/** Has rows that stand elsewhere now come from where they stood, and new ones come in. */
export function glide(within: Element, before: Map<string, DOMRect>) {
  if (still.matches || !before.size) return;
  within.querySelectorAll<HTMLElement>("[data-row]").forEach((each) => {
    const was = before.get(each.dataset.row!);
    const now = each.getBoundingClientRect();
    const [x, y] = was ? [was.left - now.left, was.top - now.top] : [0, 0];
    if (was && Math.hypot(x, y) < 1) return;
    const from = was ? { transform: `translate(${x}px, ${y}px)` } : { opacity: 0 };
    each.animate([from, { transform: "none", opacity: 1 }], { duration: GLIDE_MS, easing: "cubic-bezier(0.2, 0.8, 0.2, 1)" });
  });
}
