import { getSetting } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import type { ServiceContext } from "@/server/kernel/context";
import { hashPassword } from "@/server/kernel/crypto";
import { AppError } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import { queueMail } from "@/server/operations/mail/queue";
import { accountExistsText, resetText, verifyText } from "@/server/operations/mail/texts";
import { isMailConfigured } from "@/server/operations/mail/transport";
import { requireNoBot } from "../bot-check/service";
import { requireAllowedEmail } from "../registration/email-rule";
import { isRegistrationOpen } from "../registration/open";
import { endSessions } from "../session/service";
import { requireStrongPassword } from "../user/password";
import { userTarget } from "../user/service/row";
import { codeMinutes, consumeCode, createCode, grouped } from "./code";
import type { RequestCodeInput, RequestResetInput, ResetPasswordInput } from "./schema";
import { countMailCode } from "./throttle";

/**
 * Mails a code that proves an address at the registration. An address that has an account gets a mail that says so instead:
 * the answer is the same. Throws PRECONDITION_FAILED (registration.closed, mail.not_configured), RATE_LIMITED
 * (mailCode.too_many), BAD_INPUT for an address that may not register, and what requireNoBot throws.
 */
export async function requestEmailCode(ctx: ServiceContext, { email, botCheck }: RequestCodeInput): Promise<void> {
  if (!isRegistrationOpen() || !getSetting("registration.verifiesEmail")) {
    throw new AppError("PRECONDITION_FAILED", { reason: "registration.closed" });
  }
  requireMail();
  requireAllowedEmail(email);
  await requireNoBot(ctx, botCheck);
  await countMails(ctx, email);
  await withTransaction(ctx, async (tx) => {
    const owner = await tx.db.user.findUnique({ where: { email }, select: { locale: true } });
    if (owner) {
      await queueMail(tx, { to: email, ...accountExistsText(owner.locale) });
      return;
    }
    const code = await createCode(tx, { purpose: "verify_email", email, userId: null });
    await queueMail(tx, { to: email, ...verifyText(null, grouped(code), codeMinutes()) });
  });
}

/**
 * Mails a link (or code) to set a new password to the address of an account. Accounts that do not exist, are disabled or have
 * no address give the same answer. Throws PRECONDITION_FAILED (mail.not_configured), RATE_LIMITED (mailCode.too_many), and what
 * requireNoBot throws.
 */
export async function requestReset(ctx: ServiceContext, input: RequestResetInput): Promise<void> {
  requireMail();
  const name = input.name.toLowerCase();
  await requireNoBot(ctx, input.botCheck);
  await countMails(ctx, name);
  await withTransaction(ctx, async (tx) => {
    const user = await tx.db.user.findFirst({ where: { OR: [{ username: name }, { email: name }] } });
    if (!user?.email || user.status !== "enabled" || user.deletedAt !== null) return;
    const code = await createCode(tx, { purpose: "reset_password", email: user.email, userId: user.id });
    const site = getSetting("site.publicUrl");
    // From the settings, never from the request: a forged Host header must not send the code elsewhere.
    const link = site === "" ? "" : `${site}/reset-password?code=${code}`;
    const words = { username: user.username, code: grouped(code), link, minutes: codeMinutes() };
    await queueMail(tx, { to: user.email, ...resetText(user.locale, words) });
    await audit(tx, { action: "password.requestReset", target: userTarget(user) });
  });
}

/**
 * Sets a new password by a mailed code, which is used up, and ends every session of the account. Out: its user name.
 * Throws BAD_INPUT (mailCode.invalid, user.password_too_short), RATE_LIMITED (mailCode.too_many).
 */
export async function resetPasswordByCode(
  ctx: ServiceContext,
  input: ResetPasswordInput,
): Promise<{ username: string }> {
  requireStrongPassword(input.password);
  await countMailCode(ctx, "guess", ctx.ip);
  const passwordHash = await hashPassword(input.password);
  return withTransaction(ctx, async (tx) => {
    const row = await consumeCode(tx, { purpose: "reset_password", code: input.code, email: "" });
    const user = row?.userId ? await tx.db.user.findUnique({ where: { id: row.userId } }) : null;
    // The mail went to the address of then: somebody else may read it now.
    if (!row || !user || user.email !== row.email || user.status !== "enabled" || user.deletedAt !== null) {
      throw invalidCode();
    }
    await tx.db.user.update({
      where: { id: user.id },
      data: { passwordHash, emailVerifiedAt: user.emailVerifiedAt ?? tx.clock(), version: { increment: 1 } },
    });
    const endedSessions = await endSessions(tx, { userId: user.id }, "password_reset");
    await audit(tx, { action: "password.reset", target: userTarget(user), after: { endedSessions } });
    return { username: user.username };
  });
}

/** What a code that is unknown, old or used is answered with. */
export function invalidCode(field = "code"): AppError {
  return new AppError("BAD_INPUT", { reason: "mailCode.invalid", meta: { field, minutes: codeMinutes() } });
}

async function countMails(ctx: ServiceContext, address: string): Promise<void> {
  await countMailCode(ctx, "caller", ctx.ip);
  await countMailCode(ctx, "address", address);
}

function requireMail(): void {
  if (!isMailConfigured()) throw new AppError("PRECONDITION_FAILED", { reason: "mail.not_configured" });
}
