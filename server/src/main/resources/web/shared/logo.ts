import { html, svg } from "lit";

const bars = svg`<rect x="2" y="10" width="5" height="12" rx="1.5"/><rect x="9.5" y="2" width="5" height="20" rx="1.5"/><rect x="17" y="14" width="5" height="8" rx="1.5"/>`;

export const mark = html`<svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">${bars}</svg>`;

/** The name with its mark, as a link to where somebody is at home. */
export const logo = (href: string) => html`<a class="logo" href=${href}>${mark}<span>Pollard</span></a>`;
