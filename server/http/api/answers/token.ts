import { z } from "zod";
import { TOKEN_STATES, TOKEN_STATUSES } from "@/server/access/token/schema";
import { Person } from "./shapes";

export const TokenItem = z.object({
  id: z.string(),
  name: z.string(),
  owner: Person,
  isOwn: z.boolean(),
  status: z.enum(TOKEN_STATUSES),
  state: z.enum(TOKEN_STATES),
  keys: z.array(
    z.object({
      id: z.string(),
      prefix: z.string(),
      lastFour: z.string().nullable(),
      expiresAt: z.date().nullable(),
      createdAt: z.date(),
    }),
  ),
  expiresAt: z.date().nullable(),
  isUnlimited: z.boolean(),
  remainQuota: z.bigint(),
  usedQuota: z.bigint(),
  requestCount: z.bigint(),
  modelLimits: z.array(z.string()),
  allowedIps: z.array(z.string()),
  groupName: z.string().nullable(),
  effectiveGroup: z.string(),
  lastUsedAt: z.date().nullable(),
  version: z.number(),
  createdAt: z.date(),
  deletedAt: z.date().nullable(),
  restorableUntil: z.date().nullable(),
});

export const CreateTokenAnswer = z.object({ id: z.string(), name: z.string(), key: z.string() });
