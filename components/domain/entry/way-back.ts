import { returnPath } from "./return-path";

/** Where one wanted to go before the sign-in was asked for. */
export function wayBack(): string {
  const { origin, search } = window.location;
  return returnPath(new URLSearchParams(search).get("callbackUrl"), origin);
}
