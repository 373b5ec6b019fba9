import { z } from "zod";
import { ROLES } from "@/server/identity/permission/schema";
import { USER_STATUSES } from "@/server/identity/user/schema";

export const UserItem = z.object({
  id: z.string(),
  username: z.string(),
  email: z.string().nullable(),
  displayName: z.string(),
  role: z.enum(ROLES),
  status: z.enum(USER_STATUSES),
  groupName: z.string(),
  notes: z.string(),
  balance: z.bigint(),
  usedQuota: z.bigint(),
  requestCount: z.bigint(),
  legalHoldAt: z.date().nullable(),
  legalHoldReason: z.string(),
  lastSeenAt: z.date().nullable(),
  version: z.number(),
  createdAt: z.date(),
  deletedAt: z.date().nullable(),
  restorableUntil: z.date().nullable(),
});

export const CreateUserAnswer = z.object({ id: z.string(), username: z.string(), password: z.string().nullable() });

export const UserDetail = UserItem.extend({
  locale: z.string().nullable(),
  timeZone: z.string().nullable(),
  hasPassword: z.boolean(),
  heldQuota: z.bigint(),
  holdCount: z.number(),
  tokenCount: z.number(),
  sessionCount: z.number(),
});

export const ResetUserPasswordAnswer = z.object({ username: z.string(), password: z.string().nullable() });

export const SessionEntry = z.object({
  id: z.string(),
  device: z.string(),
  ip: z.string(),
  userAgent: z.string(),
  createdAt: z.date(),
  lastActiveAt: z.date(),
  expiresAt: z.date(),
  isCurrent: z.boolean(),
});

export const EndedSessions = z.object({ endedCount: z.number().int() });
