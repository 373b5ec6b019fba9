import { sha256Hex } from "@/server/kernel/crypto";
import { getSetting } from "../setting/current";

const MARK_LENGTH = 12;

/** Where browsers get the site's logo; another logo has another address. Empty: there is none. */
export function logoUrl(): string {
  const logo = getSetting("site.logo");
  return logo === "" ? "" : `/api/site-logo?v=${sha256Hex(logo).slice(0, MARK_LENGTH)}`;
}

/** The logo's bytes and type, or null. */
export function readLogo(): { type: string; bytes: Buffer } | null {
  const [, type, data] = /^data:([^;]+);base64,(.+)$/.exec(getSetting("site.logo")) ?? [];
  return type && data ? { type, bytes: Buffer.from(data, "base64") } : null;
}
