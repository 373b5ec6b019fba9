import { z } from "zod";
import { Email, NewPassword, Username } from "../user/schema";

export const CURRENCIES = ["USD", "CNY", "EUR", "quota"] as const;

export const SetupRootInput = z.object({
  username: Username,
  email: Email.optional(),
  password: NewPassword,
});
export type SetupRootInput = z.output<typeof SetupRootInput>;

export const SetupSiteInput = z.object({
  name: z.string().trim().min(1).max(64),
  currency: z.enum(CURRENCIES),
  /** Units of the currency for one US dollar. */
  currencyRate: z.string().regex(/^(?=.*[1-9])\d{1,6}(\.\d{1,6})?$/),
  defaultLocale: z.enum(["en", "zh-CN"]),
  /** Whether channels may point into this machine or its private network. */
  allowsLocalUpstreams: z.boolean(),
});
export type SetupSiteInput = z.output<typeof SetupSiteInput>;
