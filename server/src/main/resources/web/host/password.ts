// A password that is shown once: in groups, for whoever copies it by hand.
import { html } from "lit";

const GROUP = /.{1,4}/gu;

/** Taken as a text it has no gaps. */
export const password = (text: string) => html`<code class="password" translate="no">${(text.match(GROUP) ?? []).map((each) => html`<span>${each}</span>`)}</code>`;
