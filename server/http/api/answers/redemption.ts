import { z } from "zod";
import { BATCH_KINDS, BATCH_STATES, CODE_STATES } from "@/server/money/redemption/schema";
import { PersonRef } from "./shapes";

export const BatchItem = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(BATCH_KINDS),
  state: z.enum(BATCH_STATES),
  prefix: z.string(),
  quota: z.bigint(),
  codeCount: z.number(),
  createdCount: z.number(),
  usesMax: z.number(),
  usedCount: z.number(),
  voidedCount: z.number(),
  validFrom: z.date().nullable(),
  validUntil: z.date().nullable(),
  creditDays: z.number().nullable(),
  notes: z.string(),
  isTakeable: z.boolean(),
  takenAt: z.date().nullable(),
  jobId: z.string().nullable(),
  version: z.number(),
  createdAt: z.date(),
});

export const CreateBatchAnswer = z.object({ id: z.string(), jobId: z.string().nullable() });

export const BatchDetail = BatchItem.extend({
  creator: PersonRef.nullable(),
  taker: PersonRef.nullable(),
  job: z.object({ id: z.string(), status: z.string() }).nullable(),
  outstanding: z.bigint(),
  usesLeft: z.number(),
  codes: z.object({ unused: z.number(), usedUp: z.number(), void: z.number() }),
});

export const ResumeBatchAnswer = z.object({ jobId: z.string() });

export const VoidBatchAnswer = z.object({ voidedCount: z.number() });

export const CodeItem = z.object({
  id: z.string(),
  label: z.string(),
  state: z.enum(CODE_STATES),
  batch: z.object({ id: z.string(), name: z.string(), kind: z.enum(BATCH_KINDS) }),
  position: z.number(),
  quota: z.bigint(),
  usesMax: z.number(),
  usesLeft: z.number(),
  usedCount: z.number(),
  validUntil: z.date().nullable(),
  endsAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
  voidedAt: z.date().nullable(),
  createdAt: z.date(),
});

export const UItem = z.object({
  id: z.string(),
  createdAt: z.date(),
  code: z.object({ id: z.string(), label: z.string() }),
  batch: z.object({ id: z.string(), name: z.string() }),
  user: PersonRef,
  actor: PersonRef.nullable(),
  amount: z.bigint(),
  ledgerEntryId: z.string(),
  ip: z.string(),
});

export const RedeemCodeForAnswer = z.object({
  useId: z.string(),
  amount: z.bigint(),
  balance: z.bigint(),
  endsAt: z.date().nullable(),
  codeLabel: z.string(),
});

export const TakenCodes = z.object({ codes: z.array(z.string()) });
