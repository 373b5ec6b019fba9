import type { Account, NextAuthOptions, Profile, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { getSetting, refreshSettings } from "@/server/configuration/setting/current";
import { systemContext } from "@/server/kernel/context";
import { trustForwardedHost } from "@/server/kernel/env";
import { AppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import { OAUTH_PROVIDERS } from "../identity/schema";
import { SESSION_COOKIE, sessionCookieSecrets } from "../session/cookie";
import { readSession } from "../session/read";
import { arrive, browserContext, faultText } from "./arrive";
import { givenProofProviders } from "./given-proof";
import { identityProviders, refusalOf } from "./providers";
import { SignInInput } from "./schema";
import { signIn, signOut } from "./service";

const DAY_SECONDS = 86_400;

trustForwardedHost();

/**
 * NextAuth's options for one request, as the settings stand. Its cookie carries nothing but the id of a session row; the row
 * decides who one is. The cookie is Secure whenever the browser came by HTTPS.
 */
export async function authOptions(request: Request): Promise<NextAuthOptions> {
  await refreshSettings(systemContext("sign-in").db);
  const [secret = ""] = sessionCookieSecrets();
  const isSecure = request.headers.get("x-forwarded-proto") === "https";
  return {
    secret,
    pages: { signIn: "/login", error: "/login" },
    session: { strategy: "jwt", maxAge: getSetting("security.sessionDays") * DAY_SECONDS },
    cookies: {
      sessionToken: {
        name: SESSION_COOKIE,
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure },
      },
    },
    logger: { error: logAuthError, warn: () => undefined, debug: () => undefined },
    providers: [passwordProvider(request), ...givenProofProviders(request), ...identityProviders()],
    callbacks: {
      signIn: ({ user, account, profile }) => letIn(request, { user, account, profile }),
      jwt: ({ token, user }) => (user ? { sid: user.id } : token),
      session: ({ session }) => session,
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid === "string") await signOut(browserContext(request), { sessionId: token.sid });
      },
    },
  };
}

/** Its warnings are about an address it need not know: the one in front of the browser is read from each request. */
function logAuthError(code: string, metadata: unknown): void {
  logger.error({ code, err: metadata }, "the sign-in library failed");
}

function passwordProvider(request: Request) {
  return CredentialsProvider({
    credentials: { name: {}, password: {} },
    // NextAuth hands the message of a thrown error to the login page, which words it.
    async authorize(credentials) {
      const input = SignInInput.safeParse(credentials);
      if (!input.success) throw new Error(faultText(new AppError("UNAUTHENTICATED", { reason: "signIn.failed" })));
      try {
        return { id: await signIn(browserContext(request), input.data) };
      } catch (cause) {
        throw new Error(faultText(cause));
      }
    },
  });
}

type Arrival = { user: User; account: Account | null; profile: Profile | undefined };

/**
 * Whoever comes back from a provider: signed in, or linked where this browser is signed in already. The user's id becomes the
 * session's, which is what the cookie carries. Out: true, or where to go with the reason.
 */
async function letIn(request: Request, { user, account, profile }: Arrival): Promise<true | string> {
  const provider = OAUTH_PROVIDERS.find((id) => id === account?.provider);
  if (!provider || account?.type !== "oauth") return true;
  const ctx = browserContext(request);
  const session = await readSession(request.headers.get("cookie") ?? "", { ip: ctx.ip });
  try {
    const refusal = refusalOf(provider, { ...profile });
    if (refusal) {
      throw new AppError("FORBIDDEN", { reason: refusal, meta: { level: getSetting("signIn.linuxdoTrustLevelMin") } });
    }
    const email = user.email ?? null;
    const claim = { provider, subject: account.providerAccountId, label: user.name ?? "", email };
    user.id = await arrive(ctx, session, claim);
    return true;
  } catch (cause) {
    const page = session ? "/profile?tab=security&" : "/login?";
    return `${page}error=${encodeURIComponent(faultText(cause))}`;
  }
}
