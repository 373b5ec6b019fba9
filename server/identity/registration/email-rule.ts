import { getSetting } from "@/server/configuration/setting/current";
import { AppError } from "@/server/kernel/errors";

/** Whether a new account has to have an e-mail address, as the settings stand. */
export function isEmailRequired(): boolean {
  return getSetting("registration.verifiesEmail") || getSetting("registration.restrictsEmailDomains");
}

/**
 * Throws BAD_INPUT for an address that may not register: registration.email_required, registration.email_domain (with the
 * domains that may), registration.email_alias.
 */
export function requireAllowedEmail(email: string | null): void {
  const field = "email";
  if (!email) {
    if (isEmailRequired()) throw new AppError("BAD_INPUT", { reason: "registration.email_required", meta: { field } });
    return;
  }
  const [local = "", domain = ""] = email.toLowerCase().split("@");
  const domains = getSetting("registration.emailDomains");
  if (getSetting("registration.restrictsEmailDomains") && !domains.includes(domain)) {
    const meta = { field, domain, domains: domains.slice(0, 10).join(", ") };
    throw new AppError("BAD_INPUT", { reason: "registration.email_domain", meta });
  }
  if (getSetting("registration.refusesEmailAliases") && /[+.]/.test(local)) {
    throw new AppError("BAD_INPUT", { reason: "registration.email_alias", meta: { field } });
  }
}
