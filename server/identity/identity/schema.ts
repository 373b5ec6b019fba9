import { z } from "zod";

/** Providers that a browser is sent to, and comes back from, by OAuth. */
export const OAUTH_PROVIDERS = ["oidc", "github", "discord", "linuxdo"] as const;
export type OAuthProvider = (typeof OAUTH_PROVIDERS)[number];

/** Where else people have an account that signs them in here. */
export const IDENTITY_PROVIDERS = [...OAUTH_PROVIDERS, "telegram", "wechat"] as const;
export type IdentityProvider = (typeof IDENTITY_PROVIDERS)[number];

export const UnlinkInput = z.object({ id: z.string().startsWith("idn_").max(32) });

/** What a provider says of somebody who signed in there. */
export type IdentityClaim = {
  provider: IdentityProvider;
  /** Who they are there: never changes, unlike their name. */
  subject: string;
  /** What they are called there. */
  label: string;
  /** Only an address the provider has verified; else null. */
  email: string | null;
};
