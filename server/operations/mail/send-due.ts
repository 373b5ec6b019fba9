import { refreshSettings } from "@/server/configuration/setting/current";
import type { ServiceContext } from "@/server/kernel/context";
import { decryptSecret } from "@/server/kernel/crypto";
import { toAppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import { isMailConfigured, sendMail } from "./transport";

const MINUTE_MS = 60_000;
/** How long a worker that died in the middle of a mail keeps it from the others. */
const LEASE_MS = 2 * MINUTE_MS;
const BATCH_MAX = 50;
/** After each failed attempt; after the last the mail is given up. About a day in all. */
const WAITS_MS = [1, 5, 15, 60, 240, 1_200].map((minutes) => minutes * MINUTE_MS);
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

/** Refusals that no further attempt changes. */
const FINAL_REASONS = new Set(["mail.rejected"]);

/**
 * Sends what waits in the outbox, one after the other; several workers share it. What failed is tried again later. While no
 * server is configured nothing is tried. Out: how many were sent.
 */
export async function sendDueMail(ctx: ServiceContext): Promise<number> {
  await refreshSettings(ctx.db);
  if (!isMailConfigured()) return 0;
  const now = ctx.clock();
  const due = await ctx.db.mailMessage.findMany({
    where: { status: { in: ["queued", "sending"] }, nextAttemptAt: { lte: now } },
    orderBy: { nextAttemptAt: "asc" },
    take: BATCH_MAX,
  });
  let sentCount = 0;
  for (const mail of due) sentCount += (await sendOne(ctx, mail)) ? 1 : 0;
  return sentCount;
}

type Mail = {
  id: string;
  toAddress: string;
  subject: string;
  body: string;
  attempts: number;
  nextAttemptAt: Date;
};

async function sendOne(ctx: ServiceContext, mail: Mail): Promise<boolean> {
  const leaseUntil = new Date(ctx.clock().getTime() + LEASE_MS);
  // What was read must still be so: of two workers one takes it.
  const claimed = await ctx.db.mailMessage.updateMany({
    where: { id: mail.id, attempts: mail.attempts, nextAttemptAt: mail.nextAttemptAt },
    data: { status: "sending", attempts: { increment: 1 }, nextAttemptAt: leaseUntil },
  });
  if (claimed.count === 0) return false;
  const attempts = mail.attempts + 1;
  try {
    await sendMail({ to: mail.toAddress, subject: mail.subject, text: decryptSecret(mail.body) });
  } catch (cause) {
    await noteFailure(ctx, { id: mail.id, attempts, cause });
    return false;
  }
  await ctx.db.mailMessage.updateMany({
    where: { id: mail.id, attempts },
    data: { status: "sent", sentAt: ctx.clock(), error: "", body: "" },
  });
  return true;
}

async function noteFailure(ctx: ServiceContext, failure: { id: string; attempts: number; cause: unknown }) {
  const { id, attempts, cause } = failure;
  const error = toAppError(cause);
  const reason = error.reason ?? error.code;
  const waitMs = FINAL_REASONS.has(reason) ? undefined : WAITS_MS[attempts - 1];
  logger.warn(
    { mailId: id, reason, meta: error.meta, attempts, isGivenUp: waitMs === undefined },
    "a mail was not sent",
  );
  const retry = { status: "queued", nextAttemptAt: new Date(ctx.clock().getTime() + (waitMs ?? 0)) };
  await ctx.db.mailMessage.updateMany({
    where: { id, attempts },
    data: { error: reason, ...(waitMs === undefined ? { status: "failed", body: "" } : retry) },
  });
}

/** Forgets mails that were sent or given up a month ago. */
export async function forgetOldMail(ctx: ServiceContext): Promise<number> {
  const createdAt = { lt: new Date(ctx.clock().getTime() - KEPT_DAYS * DAY_MS) };
  const { count } = await ctx.db.mailMessage.deleteMany({ where: { createdAt, status: { in: ["sent", "failed"] } } });
  return count;
}
