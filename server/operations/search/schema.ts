import { z } from "zod";

export const LookupInput = z.object({ q: z.string().trim().min(2).max(200) });

export const FOUND_KINDS = [
  "user",
  "token",
  "order",
  "code",
  "subscription",
  "plan",
  "channel",
  "log",
  "job",
  "audit",
  "revision",
  "draft",
  "model",
] as const;
export type FoundKind = (typeof FOUND_KINDS)[number];
