import { z } from "zod";
import { ReferralCode } from "@/server/money/referral/schema";
import { Email, NewPassword, Username } from "../user/schema";

/** What a visitor gives to get an account. */
export const RegisterInput = z.object({
  username: Username,
  email: Email.optional(),
  password: NewPassword,
  /** From the link, or typed; empty: nobody invited. */
  referralCode: z.union([z.literal(""), ReferralCode]).optional(),
});
export type RegisterInput = z.output<typeof RegisterInput>;
