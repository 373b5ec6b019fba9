import { z } from "zod";
import { defineSetting } from "./define";

const clientId = z.string().trim().max(200);
const clientSecret = z.string().max(500);

/** How people prove who they are. What would leave nobody a way in is refused when it is saved. */
export const signInSettings = [
  defineSetting({
    key: "signIn.passwordEnabled",
    schema: z.boolean(),
    default: true,
    page: "sign-in",
    section: "methods",
    isPublic: true,
  }),
  defineSetting({
    key: "signIn.oidcEnabled",
    schema: z.boolean(),
    default: false,
    page: "sign-in",
    section: "oidc",
  }),
  defineSetting({
    key: "signIn.oidcName",
    schema: z.string().trim().min(1).max(40),
    default: "OpenID Connect",
    page: "sign-in",
    section: "oidc",
  }),
  defineSetting({
    key: "signIn.oidcWellKnownUrl",
    schema: z
      .string()
      .trim()
      .max(500)
      .regex(/^(https?:\/\/\S+)?$/),
    default: "",
    page: "sign-in",
    section: "oidc",
  }),
  defineSetting({
    key: "signIn.oidcClientId",
    schema: clientId,
    default: "",
    page: "sign-in",
    section: "oidc",
  }),
  defineSetting({
    key: "signIn.oidcClientSecret",
    schema: clientSecret,
    default: "",
    page: "sign-in",
    section: "oidc",
    isSecret: true,
  }),
  defineSetting({
    key: "signIn.oidcScopes",
    schema: z
      .string()
      .trim()
      .max(200)
      .regex(/(^|\s)openid(\s|$)/),
    default: "openid profile email",
    page: "sign-in",
    section: "oidc",
  }),
  defineSetting({
    key: "signIn.githubEnabled",
    schema: z.boolean(),
    default: false,
    page: "sign-in",
    section: "github",
  }),
  defineSetting({
    key: "signIn.githubClientId",
    schema: clientId,
    default: "",
    page: "sign-in",
    section: "github",
  }),
  defineSetting({
    key: "signIn.githubClientSecret",
    schema: clientSecret,
    default: "",
    page: "sign-in",
    section: "github",
    isSecret: true,
  }),
  defineSetting({
    key: "signIn.discordEnabled",
    schema: z.boolean(),
    default: false,
    page: "sign-in",
    section: "discord",
  }),
  defineSetting({
    key: "signIn.discordClientId",
    schema: clientId,
    default: "",
    page: "sign-in",
    section: "discord",
  }),
  defineSetting({
    key: "signIn.discordClientSecret",
    schema: clientSecret,
    default: "",
    page: "sign-in",
    section: "discord",
    isSecret: true,
  }),
  defineSetting({
    key: "signIn.linuxdoEnabled",
    schema: z.boolean(),
    default: false,
    page: "sign-in",
    section: "linuxdo",
  }),
  defineSetting({
    key: "signIn.linuxdoClientId",
    schema: clientId,
    default: "",
    page: "sign-in",
    section: "linuxdo",
  }),
  defineSetting({
    key: "signIn.linuxdoClientSecret",
    schema: clientSecret,
    default: "",
    page: "sign-in",
    section: "linuxdo",
    isSecret: true,
  }),
  defineSetting({
    key: "signIn.linuxdoTrustLevelMin",
    schema: z.number().int().min(0).max(4),
    default: 0,
    page: "sign-in",
    section: "linuxdo",
  }),
] as const;
