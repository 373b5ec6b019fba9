import { z } from "zod";
import { APPROVAL_KINDS, APPROVAL_STATUSES } from "@/server/money/approval/schema";
import { LEDGER_KINDS } from "@/server/money/ledger/schema";
import { PersonRef, Waiting } from "./shapes";

export const LedgerItem = z.object({
  id: z.string(),
  createdAt: z.date(),
  updatedAt: z.date(),
  user: PersonRef,
  kind: z.enum(LEDGER_KINDS),
  amount: z.bigint(),
  balanceAfter: z.bigint(),
  reference: z.string(),
  actor: PersonRef.nullable(),
  reason: z.string(),
});

export const LedgerEntryDetail = LedgerItem.extend({ reversalId: z.string().nullable() });

export const AdjustBalanceAnswer = z.union([
  Waiting,
  z.object({
    status: z.literal("done"),
    entryId: z.string(),
    balance: z.bigint(),
    ledgerSum: z.bigint(),
    isFirst: z.boolean(),
  }),
]);

export const TransferQuotaAnswer = z.union([
  Waiting,
  z.object({
    status: z.literal("done"),
    from: z.object({ entryId: z.string(), balance: z.bigint(), ledgerSum: z.bigint(), isFirst: z.boolean() }),
    to: z.object({ entryId: z.string(), balance: z.bigint(), ledgerSum: z.bigint(), isFirst: z.boolean() }),
  }),
]);

export const ExplainBalanceAnswer = z.object({
  user: PersonRef,
  from: z.date(),
  to: z.date(),
  opening: z.bigint(),
  kinds: z.array(z.object({ kind: z.enum(LEDGER_KINDS), amount: z.bigint(), count: z.bigint() })),
  consumed: z.bigint(),
  days: z.array(
    z.object({
      day: z.string(),
      quota: z.bigint(),
      models: z.array(
        z.object({ model: z.string(), quota: z.bigint(), requestCount: z.number(), from: z.date(), to: z.date() }),
      ),
    }),
  ),
  shifted: z.bigint(),
  closing: z.bigint(),
  now: z.object({ balance: z.bigint(), held: z.bigint(), holdCount: z.bigint(), changedSince: z.bigint() }),
  biggest: z.array(
    z.union([
      z.object({
        kind: z.literal("usage"),
        day: z.string(),
        usage: z.object({
          model: z.string(),
          quota: z.bigint(),
          requestCount: z.number(),
          from: z.date(),
          to: z.date(),
        }),
        quota: z.bigint(),
      }),
      z.object({
        kind: z.literal("entry"),
        entry: z.object({
          id: z.string(),
          createdAt: z.date(),
          updatedAt: z.date(),
          user: PersonRef,
          kind: z.enum(LEDGER_KINDS),
          amount: z.bigint(),
          balanceAfter: z.bigint(),
          reference: z.string(),
          actor: PersonRef.nullable(),
          reason: z.string(),
        }),
        quota: z.bigint(),
      }),
    ]),
  ),
});

export const ApprovalItem = z.object({
  id: z.string(),
  kind: z.enum(APPROVAL_KINDS),
  status: z.enum(APPROVAL_STATUSES),
  user: PersonRef,
  amount: z.bigint(),
  reason: z.string(),
  requester: PersonRef,
  decider: PersonRef.nullable(),
  decisionNote: z.string(),
  createdAt: z.date(),
  expiresAt: z.date(),
  decidedAt: z.date().nullable(),
});

export const ApprovalDetail = ApprovalItem.extend({
  effects: z.array(z.object({ userId: z.string(), username: z.string(), from: z.bigint(), to: z.bigint() })),
  recordIds: z.array(z.string()),
});

export const ApproveAnswer = z.object({ reference: z.string() });
