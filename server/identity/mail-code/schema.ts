import { z } from "zod";
import { BotCheckToken } from "../bot-check/schema";
import { NewPassword } from "../user/schema";

/** As it stands in a mail: groups and letter case say nothing. */
export const MailedCode = z
  .string()
  .trim()
  .toLowerCase()
  .transform((text) => text.replaceAll(/[\s-]/g, ""))
  .pipe(z.string().min(6).max(64));

export const RequestCodeInput = z.object({ email: z.email().max(191).toLowerCase(), botCheck: BotCheckToken });
export type RequestCodeInput = z.output<typeof RequestCodeInput>;

/** Name or e-mail of the account whose password is lost. */
export const RequestResetInput = z.object({ name: z.string().trim().min(1).max(191), botCheck: BotCheckToken });
export type RequestResetInput = z.output<typeof RequestResetInput>;

export const ResetPasswordInput = z.object({ code: MailedCode, password: NewPassword });
export type ResetPasswordInput = z.output<typeof ResetPasswordInput>;
