import { svg } from "lit";
import { picture, type Writing } from "./writing";

export const single: Writing = {
  picture: picture(svg`<circle cx="6" cy="6" r="4"></circle><circle cx="6" cy="6" r="1.5" fill="currentColor"></circle><path d="M14 6h14"></path><circle cx="6" cy="18" r="4"></circle><path d="M14 18h9"></path>`),
  choices: { words: "choices", least: 2, begin: 2 },
  marks: true,
};
