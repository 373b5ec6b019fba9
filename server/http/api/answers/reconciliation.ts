import { z } from "zod";
import { DIFFERENCE_STATUSES, RULE_NAMES, RUN_STATUSES } from "@/server/money/reconciliation/schema";
import { PersonRef } from "./shapes";

/** What two books do not agree on. What is counted follows from the rule: quota units, a currency's smallest unit, or records. */
export const DifferenceItem = z.object({
  id: z.string(),
  rule: z.enum(RULE_NAMES),
  subject: z.string(),
  user: PersonRef.nullable(),
  expected: z.bigint(),
  actual: z.bigint(),
  status: z.enum(DIFFERENCE_STATUSES),
  resolver: PersonRef.nullable(),
  resolution: z.string(),
  resolvedAt: z.date().nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
});

export const ListRunsAnswer = z.object({
  openCount: z.number(),
  runs: z.array(
    z.object({
      id: z.string(),
      status: z.enum(RUN_STATUSES),
      differenceCount: z.number(),
      error: z.string(),
      actor: PersonRef.nullable(),
      startedAt: z.date(),
      finishedAt: z.date().nullable(),
    }),
  ),
});
