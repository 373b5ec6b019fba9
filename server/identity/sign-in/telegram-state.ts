import { randomBytes } from "node:crypto";
import { getSetting } from "@/server/configuration/setting/current";
import { telegramAddress } from "./telegram";

/** Says that the way to Telegram began in this browser. */
export const TELEGRAM_STATE_COOKIE = "gatehouse.telegram";
const COOKIE_SECONDS = 600;
const STATE_BYTES = 24;

/**
 * Sends a browser to Telegram's page, to come back to ours with what that page says. In: where it wanted to go in the end.
 * Out: 302 with a cookie that binds the way back to this browser, or 404 while the site does not offer it.
 */
export function beginTelegram(request: Request): Response {
  const site = getSetting("site.publicUrl");
  if (!getSetting("signIn.telegramEnabled") || site === "") return new Response(null, { status: 404 });
  const state = randomBytes(STATE_BYTES).toString("base64url");
  // From the settings: Telegram lets the bot's own domain in and no other.
  const back = new URL("/telegram-sign-in", site);
  back.searchParams.set("state", state);
  const callbackUrl = new URL(request.url).searchParams.get("callbackUrl");
  if (callbackUrl) back.searchParams.set("callbackUrl", callbackUrl.slice(0, 500));
  const isSecure = request.headers.get("x-forwarded-proto") === "https";
  const cookie = [
    `${TELEGRAM_STATE_COOKIE}=${state}`,
    "Path=/",
    "HttpOnly",
    "SameSite=Lax",
    `Max-Age=${COOKIE_SECONDS}`,
    ...(isSecure ? ["Secure"] : []),
  ];
  return new Response(null, {
    status: 302,
    headers: {
      location: telegramAddress(back).href,
      "set-cookie": cookie.join("; "),
      "cache-control": "no-store",
    },
  });
}
