import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { getSetting } from "@/server/configuration/setting/current";
import type { ServiceContext } from "@/server/kernel/context";
import { sha256Hex } from "@/server/kernel/crypto";
import { AppError } from "@/server/kernel/errors";
import { countAttempt } from "@/server/kernel/throttle";
import type { IdentityClaim } from "../identity/schema";

/** The way there and back takes seconds; what is older was kept by somebody. */
const AGE_MAX_MS = 5 * 60_000;
/** Their clock and ours may differ. */
const AHEAD_MAX_MS = 60_000;
const MS_PER_SECOND = 1_000;

const Result = z.looseObject({
  id: z.union([z.number().int().positive(), z.string().regex(/^\d{1,20}$/)]),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  auth_date: z.coerce.number().int(),
  username: z.string().optional(),
  first_name: z.string().optional(),
});

/** What is signed by the bot's token, without a script or an answer of theirs: where a browser is sent to prove who it is. */
export function telegramAddress(back: URL): URL {
  const address = new URL(getSetting("signIn.telegramAuthorizeUrl"));
  const [botId = ""] = getSetting("signIn.telegramBotToken").split(":", 1);
  address.searchParams.set("bot_id", botId);
  address.searchParams.set("origin", back.origin);
  address.searchParams.set("return_to", back.href);
  return address;
}

/**
 * Whom a result of Telegram's page speaks of: the base64 of JSON that it puts behind the "#" of the return address, good once
 * and for five minutes. Throws PRECONDITION_FAILED (signIn.telegram_off), UNAUTHENTICATED (signIn.telegram_invalid,
 * signIn.telegram_old, signIn.telegram_used).
 */
export async function telegramClaim(ctx: ServiceContext, text: string): Promise<IdentityClaim> {
  // Under an empty token anybody could sign.
  if (!getSetting("signIn.telegramEnabled") || getSetting("signIn.telegramBotToken") === "") {
    throw new AppError("PRECONDITION_FAILED", { reason: "signIn.telegram_off" });
  }
  const fields = readFields(text);
  const parsed = Result.safeParse(fields);
  if (!fields || !parsed.success || !isSigned(fields, parsed.data.hash)) throw refused("signIn.telegram_invalid");
  const { id, hash, auth_date: authDate, username, first_name: firstName } = parsed.data;
  const ageMs = ctx.clock().getTime() - authDate * MS_PER_SECOND;
  if (ageMs > AGE_MAX_MS || ageMs < -AHEAD_MAX_MS) throw refused("signIn.telegram_old");
  await spend(ctx, hash);
  return { provider: "telegram", subject: String(id), label: username ?? firstName ?? String(id), email: null };
}

function readFields(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64").toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** Their rule: all fields but the hash, sorted, a line each, by HMAC-SHA-256 under the SHA-256 of the bot's token. */
function isSigned({ hash: _hash, ...fields }: Record<string, unknown>, hash: string): boolean {
  const lines = Object.keys(fields)
    .sort()
    .map((name) => `${name}=${String(fields[name])}`);
  const key = createHash("sha256").update(getSetting("signIn.telegramBotToken")).digest();
  const expected = createHmac("sha256", key).update(lines.join("\n")).digest();
  return timingSafeEqual(expected, Buffer.from(hash, "hex"));
}

/** The counter of attempts lets one through and the others not, also of many at once, for longer than a result holds. */
async function spend(ctx: ServiceContext, hash: string): Promise<void> {
  const heldMs = AGE_MAX_MS + AHEAD_MAX_MS;
  const key = `telegram:${sha256Hex(hash)}`;
  const { lockedMs } = await countAttempt(ctx, { key, max: 1, windowMs: heldMs, lockMs: heldMs });
  if (lockedMs > 0) throw refused("signIn.telegram_used");
}

function refused(reason: string): AppError {
  return new AppError("UNAUTHENTICATED", { reason });
}
