import { z } from "zod";
import { ROLES } from "@/server/identity/permission/schema";

export const ProfileDetail = z.object({
  id: z.string(),
  username: z.string(),
  email: z.string().nullable(),
  displayName: z.string(),
  role: z.enum(ROLES),
  groupName: z.string(),
  locale: z.string().nullable(),
  timeZone: z.string().nullable(),
  version: z.number(),
  createdAt: z.date(),
});

export const WalletDetail = z.object({
  pendingOrderCount: z.number(),
  burnPerDay: z.bigint(),
  daysLeft: z.number().nullable(),
  balance: z.bigint(),
  usedQuota: z.bigint(),
  held: z.bigint(),
  holdCount: z.number(),
});
