// Lets those who listen to the page switch off what they did not ask for. Seen by who comes to it with the keyboard.
import { html } from "lit";
import { announces, setAnnounces } from "./announce";

export const silence = (words: string) =>
  html`<label class="check skip"><input type="checkbox" .checked=${announces()} @change=${(event: Event) => setAnnounces((event.target as HTMLInputElement).checked)}>${words}</label>`;
