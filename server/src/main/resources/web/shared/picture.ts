// The image that stands with a question or a choice. Its size is known before it is there, so that nothing moves as it comes.
import { html, nothing } from "lit";
import type { Image } from "./live";

export const picture = (image: Image | undefined) => (image ? html`<img class="picture" src=${image.url} alt=${image.alt} width=${image.width} height=${image.height} decoding="async">` : nothing);
