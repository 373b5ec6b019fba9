import { refreshSettings } from "@/server/configuration/setting/current";
import { readWechatQrCode } from "@/server/configuration/site/logo";
import { beginTelegram } from "@/server/identity/sign-in/telegram-state";
import { getDb } from "@/server/kernel/database/client";
import { pictureResponse } from "./site-logo";

/** Sends a browser to Telegram's page; see beginTelegram. */
export async function answerTelegramSignIn(request: Request): Promise<Response> {
  await refreshSettings(getDb());
  return beginTelegram(request);
}

/** The picture that leads to the site's WeChat account. Its address names its content, so it may be kept for good. */
export async function answerWechatQrCode(): Promise<Response> {
  await refreshSettings(getDb());
  return pictureResponse(readWechatQrCode());
}
