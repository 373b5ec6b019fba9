import { sha256Hex } from "@/server/kernel/crypto";
import { getSetting } from "../setting/current";

const MARK_LENGTH = 12;

export type Picture = { type: string; bytes: Buffer };

/** Where browsers get the site's logo; another logo has another address. Empty: there is none. */
export function logoUrl(): string {
  return addressOf("/api/site-logo", getSetting("site.logo"));
}

/** The logo's bytes and type, or null. */
export function readLogo(): Picture | null {
  return readPicture(getSetting("site.logo"));
}

/** Where browsers get the picture that leads to the site's WeChat account. Empty: there is none, or that way in is off. */
export function wechatQrCodeUrl(): string {
  return addressOf("/api/wechat-qr-code", wechatQrCode());
}

/** The same picture's bytes and type, or null. */
export function readWechatQrCode(): Picture | null {
  return readPicture(wechatQrCode());
}

function wechatQrCode(): string {
  return getSetting("signIn.wechatEnabled") ? getSetting("signIn.wechatQrCode") : "";
}

function addressOf(path: string, picture: string): string {
  return picture === "" ? "" : `${path}?v=${sha256Hex(picture).slice(0, MARK_LENGTH)}`;
}

function readPicture(text: string): Picture | null {
  const [, type, data] = /^data:([^;]+);base64,(.+)$/.exec(text) ?? [];
  return type && data ? { type, bytes: Buffer.from(data, "base64") } : null;
}
