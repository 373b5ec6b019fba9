import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { getSetting, refreshSettings } from "@/server/configuration/setting/current";
import { clientIp } from "@/server/kernel/client-ip";
import { type ServiceContext, systemContext } from "@/server/kernel/context";
import { toAppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import { SESSION_COOKIE, sessionCookieSecrets } from "../session/cookie";
import { SignInInput } from "./schema";
import { signIn, signOut } from "./service";

const DAY_SECONDS = 86_400;

/**
 * NextAuth's options for one request. Its cookie carries nothing but the id of a session row; the row decides who one is.
 * The cookie is Secure whenever the browser came by HTTPS.
 */
export function authOptions(request: Request): NextAuthOptions {
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
    providers: [passwordProvider(request)],
    callbacks: {
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
      const context = browserContext(request);
      await refreshSettings(context.db);
      const input = SignInInput.safeParse(credentials);
      if (!input.success) throw new Error(JSON.stringify({ reason: "signIn.failed", meta: {} }));
      try {
        return { id: await signIn(context, input.data) };
      } catch (cause) {
        const error = toAppError(cause);
        if (error.code === "INTERNAL") logger.error({ err: error.cause ?? error }, "sign-in failed");
        throw new Error(JSON.stringify({ reason: error.reason ?? "common.internal", meta: error.meta ?? {} }));
      }
    },
  });
}

function browserContext(request: Request): ServiceContext {
  return {
    ...systemContext("sign-in"),
    ip: clientIp(request.headers),
    userAgent: request.headers.get("user-agent") ?? "",
  };
}
