// Whether this browser keeps cookies, without which the server takes it for somebody new each time.

const PROBE = "pollard_probe";

export function keepsCookies(): boolean {
  try {
    document.cookie = `${PROBE}=1; SameSite=Strict; path=/`;
    const kept = document.cookie.split("; ").includes(`${PROBE}=1`);
    document.cookie = `${PROBE}=; SameSite=Strict; path=/; max-age=0`;
    return kept;
  } catch {
    return false;
  }
}
