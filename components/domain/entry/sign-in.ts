import { signIn } from "next-auth/react";
import { z } from "zod";
import { LOCALE_COOKIE } from "@/components/i18n/locale";
import { writeCookie } from "@/components/layout/write-cookie";

const Fault = z.object({
  reason: z.string(),
  meta: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
});
export type SignInFault = z.output<typeof Fault>;

type Password = { name: string; password: string; botCheck?: string };

/** Signs this browser in. Null when it worked, else the server's reason; "login.network" when no answer came. */
export function signInWithPassword(input: Password): Promise<SignInFault | null> {
  return signInWith("credentials", input);
}

/** The same with what another way in asks for. In a browser that is signed in it links or confirms. */
export async function signInWith(provider: string, fields: Record<string, string>): Promise<SignInFault | null> {
  const answer = await signIn(provider, { ...fields, redirect: false }).catch(() => undefined);
  if (answer?.ok && !answer.error) return null;
  if (!answer?.error) return { reason: "login.network", meta: {} };
  try {
    return Fault.parse(JSON.parse(answer.error));
  } catch {
    return { reason: "signIn.failed", meta: {} };
  }
}

/** What the address of a page says of a sign-in elsewhere that failed; null when it says nothing. */
export function faultOfAddress(search: string): SignInFault | null {
  const error = new URLSearchParams(search).get("error");
  if (error === null) return null;
  try {
    return Fault.parse(JSON.parse(error));
  } catch {
    // The library's own words ("OAuthCallback") tell nobody anything.
    return { reason: "signIn.provider_failed", meta: {} };
  }
}

/** The account's language holds on every browser it signs in on. */
export function keepLocale(locale: string | null): void {
  if (locale) writeCookie(LOCALE_COOKIE, locale);
}
