import { z } from "zod";
import { ReferralCode } from "@/server/money/referral/schema";
import { BotCheckToken } from "../bot-check/schema";
import { MailedCode } from "../mail-code/schema";
import { Email, NewPassword, Username } from "../user/schema";

/** What a visitor gives to get an account. */
export const RegisterInput = z.object({
  username: Username,
  email: Email.optional(),
  password: NewPassword,
  /** As it was mailed, where addresses are verified. */
  emailCode: z.union([z.literal(""), MailedCode]).optional(),
  /** Where the site has an agreement or a privacy policy. */
  acceptsTerms: z.boolean().optional(),
  /** From the link, or typed; empty: nobody invited. */
  referralCode: z.union([z.literal(""), ReferralCode]).optional(),
  botCheck: BotCheckToken,
});
export type RegisterInput = z.output<typeof RegisterInput>;
