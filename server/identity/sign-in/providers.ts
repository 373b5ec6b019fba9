import type { Profile, User } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { getSetting } from "@/server/configuration/setting/current";
import { GuardedAgent } from "@/server/kernel/egress-socket";
import { signInMethods } from "../identity/methods";
import { OAUTH_PROVIDERS, type OAuthProvider } from "../identity/schema";

const CALL_TIMEOUT_MS = 10_000;

/** One for the process: the library keeps the options of its last call for all. */
const agent = new GuardedAgent({ policy: () => ({ allowedHosts: getSetting("network.allowedHosts") }) });
const httpOptions = { agent, timeout: CALL_TIMEOUT_MS };

type Facts = Record<string, unknown>;
type Config = OAuthConfig<Facts>;

/** The providers of the settings, as NextAuth wants them. It checks state and PKCE, and OpenID Connect's token and nonce. */
export function identityProviders(): Config[] {
  return signInMethods().flatMap(({ id, name }) => {
    const provider = OAUTH_PROVIDERS.find((candidate) => candidate === id);
    return provider ? [{ ...BUILDERS[provider](), id: provider, name, type: "oauth" as const, httpOptions }] : [];
  });
}

type Built = Omit<Config, "id" | "name" | "type">;

const BUILDERS = { oidc, github, discord, linuxdo } as const satisfies Record<OAuthProvider, () => Built>;

function oidc(): Built {
  return {
    clientId: getSetting("signIn.oidcClientId"),
    clientSecret: getSetting("signIn.oidcClientSecret"),
    wellKnown: getSetting("signIn.oidcWellKnownUrl"),
    authorization: { params: { scope: getSetting("signIn.oidcScopes") } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    userinfo: {
      // Many providers put the e-mail address there alone. The library sees to it that both speak of the same person.
      async request({ client, tokens }) {
        const more = client.issuer.metadata.userinfo_endpoint ? await client.userinfo(tokens as never) : {};
        const { claims } = tokens as { claims?: () => Facts };
        return { ...claims?.call(tokens), ...more } as Profile;
      },
    },
    profile: (facts: Facts) =>
      claimOf({
        subject: facts.sub,
        names: [facts.preferred_username, facts.nickname, facts.name, facts.email],
        email: facts.email_verified === true || facts.email_verified === "true" ? facts.email : null,
      }),
  };
}

function github(): Built {
  return {
    clientId: getSetting("signIn.githubClientId"),
    clientSecret: getSetting("signIn.githubClientSecret"),
    issuer: "https://github.com/login/oauth",
    authorization: {
      url: "https://github.com/login/oauth/authorize",
      params: { scope: "read:user user:email" },
    },
    token: "https://github.com/login/oauth/access_token",
    checks: ["pkce", "state"],
    userinfo: {
      url: "https://api.github.com/user",
      async request({ client, tokens }) {
        const token = tokens.access_token ?? "";
        const user = await client.userinfo(token);
        const answer = await client.requestResource("https://api.github.com/user/emails", token);
        return { ...user, email: primaryAddress(answer.body?.toString("utf8") ?? "[]") } as Profile;
      },
    },
    profile: (facts: Facts) => claimOf({ subject: facts.id, names: [facts.login], email: facts.email }),
  };
}

/** The verified main address of GitHub's list, or null. */
export function primaryAddress(json: string): string | null {
  const list: unknown = JSON.parse(json);
  if (!Array.isArray(list)) return null;
  const main: Facts | undefined = list.find((entry: Facts) => entry.primary === true && entry.verified === true);
  return typeof main?.email === "string" ? main.email : null;
}

function discord(): Built {
  return {
    clientId: getSetting("signIn.discordClientId"),
    clientSecret: getSetting("signIn.discordClientSecret"),
    authorization: { url: "https://discord.com/api/oauth2/authorize", params: { scope: "identify email" } },
    token: "https://discord.com/api/oauth2/token",
    userinfo: "https://discord.com/api/users/@me",
    checks: ["pkce", "state"],
    profile: (facts: Facts) =>
      claimOf({ subject: facts.id, names: [facts.username], email: facts.verified === true ? facts.email : null }),
  };
}

function linuxdo(): Built {
  return {
    clientId: getSetting("signIn.linuxdoClientId"),
    clientSecret: getSetting("signIn.linuxdoClientSecret"),
    authorization: { url: "https://connect.linux.do/oauth2/authorize", params: { scope: "read" } },
    token: "https://connect.linux.do/oauth2/token",
    userinfo: "https://connect.linux.do/api/user",
    checks: ["state"],
    // It does not say whether an address is verified, so none is taken.
    profile: (facts: Facts) => claimOf({ subject: facts.id, names: [facts.username, facts.login], email: null }),
  };
}

type Said = { subject: unknown; names: unknown[]; email: unknown };

/** NextAuth's user of a provider's answer: who they are there, what they are called, and a verified address or null. */
function claimOf({ subject, names, email }: Said): User {
  const id = typeof subject === "string" || typeof subject === "number" ? String(subject) : "";
  const name = names.find((candidate) => typeof candidate === "string" && candidate !== "");
  return { id, name: typeof name === "string" ? name : id, email: typeof email === "string" ? email : null };
}

/** Why a person whom the provider knows is still not let in, as a reason; null when nothing is in the way. */
export function refusalOf(provider: string, facts: Facts): string | null {
  if (provider !== "linuxdo") return null;
  const level = typeof facts.trust_level === "number" ? facts.trust_level : 0;
  if (level < getSetting("signIn.linuxdoTrustLevelMin")) return "identity.trust_too_low";
  return facts.active === false || facts.silenced === true ? "identity.refused_there" : null;
}
