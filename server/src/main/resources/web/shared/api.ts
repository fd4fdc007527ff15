// Calls of the server. Who we are is said by a cookie that no script can read.

/** What an API answered in place of what was asked for; `status` 0 when nothing came at all. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

async function problem(answer: Response): Promise<Problem> {
  const body = await answer.json().catch(() => ({}));
  const detail = body.detail ?? body.title ?? body.errors?.[0]?.message ?? answer.statusText;
  return new Problem(answer.status, body.code ?? body.errors?.base?.[0]?.type ?? "", String(detail));
}

let suffix = "";

/** From now on this page asks as the remote control of a room, whoever else its browser is. */
export const askAsRemote = () => {
  suffix = "as=remote";
};

/** Where this page asks for what stands under an address. */
export const at = (path: string) => (suffix ? `${path}${path.includes("?") ? "&" : "?"}${suffix}` : path);

export async function call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(at(path), {
      method,
      headers: body === undefined ? headers : { "Content-Type": "application/json", ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch {
    throw new Problem(0, "offline", "");
  }
  if (!answer.ok) {
    throw await problem(answer);
  }
  const text = await answer.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

export interface Me {
  /** `locked`: comes back by themselves, which the Host does once there is a password. */
  user: { id: number; name: string; host: boolean; administrator: boolean; locked: boolean; login: string | null } | null;
  guest: { id: number; name: string | null } | null;
  /** Where others find this page, which was opened as localhost. */
  elsewhere: string[];
}

export const me = () => call<Me>("GET", "/web/session");
