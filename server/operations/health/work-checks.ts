import { getSetting } from "@/server/configuration/setting/current";
import type { ServiceContext } from "@/server/kernel/context";
import type { Finding } from "./finding";

const DAY_MS = 86_400_000;
const MAIL_LATE_MS = 5 * 60_000;

/** The site's own channels that switched themselves off. */
export async function checkChannels({ db }: ServiceContext): Promise<Finding> {
  const ours = { deletedAt: null, ownerId: null };
  const [enabled, down, first] = await Promise.all([
    db.channel.count({ where: { ...ours, status: "enabled" } }),
    db.channel.count({ where: { ...ours, status: "auto_disabled" } }),
    db.channel.findFirst({
      where: { ...ours, status: "auto_disabled" },
      orderBy: { statusChangedAt: "asc" },
      select: { statusChangedAt: true },
    }),
  ]);
  const figures = { enabled, down };
  if (enabled + down === 0) return { state: "off", detail: "noChannels" };
  if (down === 0) return { state: "ok", detail: "channels", figures };
  const since = first?.statusChangedAt ?? null;
  return { state: enabled === 0 ? "failed" : "degraded", detail: "channelsDown", figures, since };
}

/** Jobs that failed within a day. */
export async function checkJobs(ctx: ServiceContext): Promise<Finding> {
  const from = new Date(ctx.clock().getTime() - DAY_MS);
  const where = { status: "failed", createdAt: { gte: from } };
  const [count, first] = await Promise.all([
    ctx.db.job.count({ where }),
    ctx.db.job.findFirst({ where, orderBy: { createdAt: "asc" }, select: { finishedAt: true } }),
  ]);
  if (count === 0) return { state: "ok", detail: "noFailedJobs" };
  return { state: "degraded", detail: "failedJobs", figures: { count }, since: first?.finishedAt ?? null };
}

/** Mails that could not be sent within a day, or wait for too long. */
export async function checkMail(ctx: ServiceContext): Promise<Finding> {
  if (getSetting("mail.host") === "") return { state: "off", detail: "notConfigured" };
  const now = ctx.clock().getTime();
  const [failed, waiting] = await Promise.all([
    ctx.db.mailMessage.count({ where: { status: "failed", createdAt: { gte: new Date(now - DAY_MS) } } }),
    ctx.db.mailMessage.count({ where: { status: "queued", createdAt: { lt: new Date(now - MAIL_LATE_MS) } } }),
  ]);
  if (waiting > 0) return { state: "degraded", detail: "mailWaiting", figures: { count: waiting } };
  if (failed > 0) return { state: "degraded", detail: "mailFailed", figures: { count: failed } };
  return { state: "ok", detail: "mailFine" };
}
