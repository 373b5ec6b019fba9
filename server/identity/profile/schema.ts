import { z } from "zod";
import { RowNumber } from "@/server/kernel/row-number-schema";
import { Email, NewPassword } from "../user/schema";

export const LOCALES = ["en", "zh-CN"] as const;

/** An IANA zone this machine knows. */
export const TimeZone = z
  .string()
  .min(1)
  .max(64)
  .refine((zone) => {
    try {
      return new Intl.DateTimeFormat("en", { timeZone: zone }) !== null;
    } catch {
      return false;
    }
  });

export const ProfileUpdateInput = z.object({
  version: RowNumber,
  displayName: z.string().trim().min(1).max(64).optional(),
  email: Email.optional(),
  /** null: as the browser says. */
  locale: z.enum(LOCALES).nullable().optional(),
  timeZone: TimeZone.nullable().optional(),
});
export type ProfileUpdateInput = z.output<typeof ProfileUpdateInput>;

export const PasswordChangeInput = z.object({
  /** Left out by accounts that have none yet. */
  currentPassword: z.string().min(1).max(200).optional(),
  newPassword: NewPassword,
});
export type PasswordChangeInput = z.output<typeof PasswordChangeInput>;
