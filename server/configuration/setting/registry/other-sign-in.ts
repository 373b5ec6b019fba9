import { z } from "zod";
import { OptionalPicture } from "./appearance";
import { defineSetting } from "./define";

const webAddress = z
  .string()
  .trim()
  .max(500)
  .regex(/^https?:\/\/\S+$/);

/** Ways in that are no OAuth, and the check against programs that try them. */
export const otherSignInSettings = [
  defineSetting({
    key: "signIn.telegramEnabled",
    schema: z.boolean(),
    default: false,
    page: "sign-in",
    section: "telegram",
  }),
  defineSetting({
    key: "signIn.telegramBotToken",
    schema: z
      .string()
      .trim()
      .max(200)
      .regex(/^(\d{1,20}:[\w-]{20,100})?$/),
    default: "",
    page: "sign-in",
    section: "telegram",
    isSecret: true,
  }),
  defineSetting({
    key: "signIn.telegramAuthorizeUrl",
    schema: webAddress,
    default: "https://oauth.telegram.org/auth",
    page: "sign-in",
    section: "telegram",
  }),
  defineSetting({
    key: "signIn.wechatEnabled",
    schema: z.boolean(),
    default: false,
    page: "sign-in",
    section: "wechat",
  }),
  defineSetting({
    key: "signIn.wechatServerUrl",
    schema: z
      .string()
      .trim()
      .max(500)
      .regex(/^(https?:\/\/\S+)?$/),
    default: "",
    page: "sign-in",
    section: "wechat",
  }),
  defineSetting({
    key: "signIn.wechatServerToken",
    schema: z.string().max(500),
    default: "",
    page: "sign-in",
    section: "wechat",
    isSecret: true,
  }),
  defineSetting({
    key: "signIn.wechatQrCode",
    schema: OptionalPicture,
    default: "",
    page: "sign-in",
    section: "wechat",
  }),
  defineSetting({
    key: "botCheck.enabled",
    schema: z.boolean(),
    default: false,
    page: "sign-in",
    section: "botCheck",
  }),
  defineSetting({
    key: "botCheck.siteKey",
    schema: z
      .string()
      .trim()
      .max(200)
      .regex(/^[\w.-]*$/),
    default: "",
    page: "sign-in",
    section: "botCheck",
  }),
  defineSetting({
    key: "botCheck.secretKey",
    schema: z.string().max(500),
    default: "",
    page: "sign-in",
    section: "botCheck",
    isSecret: true,
  }),
  defineSetting({
    key: "botCheck.verifyUrl",
    schema: webAddress,
    default: "https://challenges.cloudflare.com/turnstile/v0/siteverify",
    page: "sign-in",
    section: "botCheck",
  }),
] as const;
