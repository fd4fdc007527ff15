// Text on the big screen as large as it can be without scrolling.
const LEAST = 0.5;
const TRIES = 6;
/** Where everything stands on one screen, see page.css; elsewhere people scroll, and text they have magnified stays large. */
const ONE_SCREEN = "(min-width: 52rem) and (min-height: 36rem)";

/** Sets `--fit`, by which the style sheet multiplies its sizes: 1, or less when there is too much to show. */
export function fit(stage: HTMLElement) {
  const fits = (scale: number) => {
    stage.style.setProperty("--fit", scale.toFixed(3));
    return document.documentElement.scrollHeight <= window.innerHeight;
  };
  if (fits(1) || !matchMedia(ONE_SCREEN).matches) return;
  let small = LEAST;
  let large = 1;
  for (let i = 0; i < TRIES; i++) {
    const middle = (small + large) / 2;
    if (fits(middle)) small = middle;
    else large = middle;
  }
  fits(small);
}
