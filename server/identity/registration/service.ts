import { getSetting } from "@/server/configuration/setting/current";
import type { ServiceContext } from "@/server/kernel/context";
import { hashPassword } from "@/server/kernel/crypto";
import { AppError } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import { requireNoBot } from "../bot-check/service";
import { consumeCode } from "../mail-code/code";
import { invalidCode } from "../mail-code/service";
import { countMailCode } from "../mail-code/throttle";
import { requireStrongPassword } from "../user/password";
import { requireAllowedEmail } from "./email-rule";
import { isRegistrationOpen } from "./open";
import { openAccount } from "./open-account";
import type { RegisterInput } from "./schema";
import { acceptedTerms, hasTerms } from "./terms";
import { countByAddress } from "./throttle";

/**
 * Makes an account with a password for a visitor, while the settings allow it; counted by address before anything costly is
 * done. Where e-mail is verified, it takes the code that was mailed.
 * Throws PRECONDITION_FAILED (registration.closed, registration.no_passwords), RATE_LIMITED (registration.too_many, with
 * minutes to wait), what requireNoBot throws, CONFLICT (user.username_taken, user.email_taken), BAD_INPUT (user.password_too_short,
 * referral.code_unknown, mailCode.invalid, registration.terms_not_accepted, and what `requireAllowedEmail` refuses).
 */
export async function register(ctx: ServiceContext, input: RegisterInput): Promise<{ username: string }> {
  requireOpen();
  const email = input.email ?? null;
  if (hasTerms() && !input.acceptsTerms) {
    throw new AppError("BAD_INPUT", { reason: "registration.terms_not_accepted", meta: { field: "acceptsTerms" } });
  }
  requireAllowedEmail(email);
  await countByAddress(ctx);
  await requireNoBot(ctx, input.botCheck);
  requireStrongPassword(input.password);
  const isVerified = getSetting("registration.verifiesEmail");
  if (isVerified) await countMailCode(ctx, "guess", email ?? "");
  const passwordHash = await hashPassword(input.password);
  const { username, referralCode } = input;
  return withTransaction(ctx, async (tx) => {
    if (isVerified) await proveEmail(tx, { email: email ?? "", code: input.emailCode ?? "" });
    const emailVerifiedAt = isVerified ? tx.clock() : null;
    await openAccount(tx, { username, email, emailVerifiedAt, passwordHash, referralCode, origin: acceptedTerms() });
    return { username };
  });
}

function requireOpen(): void {
  if (!isRegistrationOpen()) {
    throw new AppError("PRECONDITION_FAILED", { reason: "registration.closed" });
  }
  // An account whose password opens nothing would be a trap.
  if (!getSetting("registration.passwordEnabled") || !getSetting("signIn.passwordEnabled")) {
    throw new AppError("PRECONDITION_FAILED", { reason: "registration.no_passwords" });
  }
}

async function proveEmail(tx: ServiceContext, given: { email: string; code: string }): Promise<void> {
  if (!(await consumeCode(tx, { purpose: "verify_email", ...given }))) throw invalidCode("emailCode");
}
