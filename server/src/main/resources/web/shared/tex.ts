// A formula in characters, for where nothing is drawn: what is read out, titles, names of buttons.

const SIGNS: Record<string, string> = {
  cdot: "·", times: "×", div: "÷", pm: "±", mp: "∓", le: "≤", leq: "≤", ge: "≥", geq: "≥", ne: "≠", neq: "≠", approx: "≈", infty: "∞", to: "→", rightarrow: "→",
  Rightarrow: "⇒", sum: "∑", int: "∫", in: "∈", circ: "°", ldots: "…", dots: "…", cdots: "…", alpha: "α", beta: "β", gamma: "γ", delta: "δ", Delta: "Δ", epsilon: "ε",
  lambda: "λ", mu: "μ", pi: "π", rho: "ρ", sigma: "σ", Sigma: "Σ", phi: "φ", omega: "ω", Omega: "Ω", theta: "θ",
};

/** What only says how it looks. */
const LOOKS = /\\(?:left|right|big|Big|displaystyle|limits|quad|qquad)(?![A-Za-z])|\\[,;:! ]/g;
const NAMED = /\\(?:text|mathrm|mathbf|mathit|operatorname)\s*\{([^{}]*)\}/g;
const FRACTION = /\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g;
const ROOT = /\\sqrt\s*\{([^{}]*)\}/g;
const RAISED: Record<string, string> = { 2: "²", 3: "³" };
/** So deep what stands in each other is read. */
const DEPTH = 4;

const whole = (part: string) => (/^[\p{L}\p{N}.,]*$/u.test(part) ? part : `(${part})`);

export function flat(tex: string): string {
  let text = tex.replace(LOOKS, " ").replace(NAMED, "$1");
  for (let i = 0; i < DEPTH; i++) {
    text = text
      .replace(/\^(?:\{([23])\}|([23]))/g, (_, within?: string, alone?: string) => RAISED[within ?? alone!]!)
      .replace(/([_^])\{([^{}]*)\}/g, (_, sign: string, part: string) => sign + whole(part))
      .replace(ROOT, (_, part: string) => `√${whole(part)}`)
      .replace(FRACTION, (_, over: string, under: string) => `${whole(over)}/${whole(under)}`);
  }
  return text
    .replace(/\\([A-Za-z]+)/g, (_, name: string) => SIGNS[name] ?? name)
    .replace(/\\(.)/g, "$1")
    .replace(/[{}]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
