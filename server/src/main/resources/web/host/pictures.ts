// Images that stand with a question and its choices, as they are written and stored.
import { Problem } from "../shared/api";
import type { Image } from "../shared/live";

const LARGEST = 1024 * 1024;
const MOST_PIXELS = 2_048;

/** An image as the editor holds it: one that is stored, or a file that was chosen. */
export interface Held {
  url: string;
  alt: string;
  file?: Blob;
}

/** A photograph is larger than any screen shows it: the browser makes it smaller, where it can. Undefined where there is no image in it. */
export async function smaller(file: File): Promise<Blob | undefined> {
  const image = await createImageBitmap(file).catch(() => undefined);
  if (!image) return undefined;
  try {
    const scale = Math.min(1, MOST_PIXELS / Math.max(image.width, image.height));
    if (file.size <= LARGEST && scale === 1) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return (await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/webp", 0.85))) ?? file;
  } catch {
    return file;
  }
}

/** To be seen before it is stored. */
export const shown = (file: Blob): Promise<string> =>
  new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(file);
  });

/** @param choice absent: of the question */
export async function store(poll: number, choice: number | undefined, wanted: Held | undefined, there: Image | undefined) {
  if (!wanted && !there) return;
  if (wanted && there && !wanted.file && wanted.alt.trim() === there.alt) return;
  const of = choice === undefined ? "" : `choice=${choice}&`;
  const path = `/web/polls/${poll}/picture?${of}`;
  let answer: Response;
  try {
    answer = wanted
      ? await fetch(`${path}alt=${encodeURIComponent(wanted.alt.trim())}`, {
          method: "PUT",
          headers: { "Content-Type": "application/octet-stream" },
          body: wanted.file ?? (await (await fetch(wanted.url)).blob()),
          credentials: "same-origin",
        })
      : await fetch(path, { method: "DELETE", credentials: "same-origin" });
  } catch {
    throw new Problem(0, "offline", "");
  }
  if (answer.ok) return;
  const body = await answer.json().catch(() => ({}));
  throw new Problem(answer.status, answer.status === 413 ? "picture" : body.code === "has_votes" ? "picture_has_votes" : String(body.code ?? ""), "");
}
