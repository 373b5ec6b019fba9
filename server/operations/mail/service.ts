import { refreshSettings } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import type { TestMailInput } from "./schema";
import { testText } from "./texts";
import { sendMail } from "./transport";

/**
 * Sends a mail by the saved settings at once and says how it went: the errors are those of `sendMail`, and BAD_INPUT
 * (mail.no_recipient) for somebody without an address who names none. Out: to whom, and how long it took in milliseconds.
 */
export async function testMail(ctx: ServiceContext, input: TestMailInput): Promise<{ to: string; durationMs: number }> {
  authorize(ctx, "mail.test");
  const user = await ctx.db.user.findUnique({ where: { id: requireUserId(ctx) } });
  const to = input.to ?? user?.email;
  if (!to) throw new AppError("BAD_INPUT", { reason: "mail.no_recipient", meta: { field: "to" } });
  await refreshSettings(ctx.db, true);
  const startedAt = performance.now();
  await sendMail({ to, ...testText(user?.locale) });
  const durationMs = Math.round(performance.now() - startedAt);
  await withTransaction(ctx, (tx) =>
    audit(tx, { action: "mail.test", target: { kind: "setting", id: "mail.host", label: "mail.host" }, after: { to } }),
  );
  return { to, durationMs };
}
