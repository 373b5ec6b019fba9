/**
 * Where to go after the sign-in: a path of this very site, else the home page. A link that leads elsewhere ("//evil",
 * "/\evil", another origin) must not borrow the trust of our sign-in page.
 */
export function returnPath(callbackUrl: string | null, origin: string): string {
  if (!callbackUrl) return "/";
  try {
    const url = new URL(callbackUrl, origin);
    if (url.origin !== origin || url.pathname.startsWith("/login")) return "/";
    return `${url.pathname}${url.search}${url.hash}`;
  } catch {
    return "/";
  }
}
