import type { ServiceContext } from "@/server/kernel/context";
import { sha256Hex } from "@/server/kernel/crypto";
import { AppError } from "@/server/kernel/errors";
import { countAttempt } from "@/server/kernel/throttle";

const MINUTE_MS = 60_000;
const WINDOW_MS = 60 * MINUTE_MS;

/** Mails to one address, from one place, and guesses of a code: all within the hour. */
const MAX = { address: 5, caller: 20, guess: 10 } as const;

/**
 * Counts what costs somebody a mail or is a guess; addresses nobody has count alike, so a refusal tells nothing.
 * Throws RATE_LIMITED (mailCode.too_many, with minutes to wait).
 */
export async function countMailCode(ctx: ServiceContext, kind: keyof typeof MAX, subject: string): Promise<void> {
  if (subject === "") return;
  const key = `mail-${kind}:${sha256Hex(subject.toLowerCase()).slice(0, 48)}`;
  const { lockedMs } = await countAttempt(ctx, { key, max: MAX[kind], windowMs: WINDOW_MS, lockMs: WINDOW_MS });
  if (lockedMs === 0) return;
  const meta = { minutes: Math.max(1, Math.ceil(lockedMs / MINUTE_MS)) };
  throw new AppError("RATE_LIMITED", { reason: "mailCode.too_many", meta });
}
