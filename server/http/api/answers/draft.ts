import { z } from "zod";
import { DRAFT_STATUSES } from "@/server/configuration/draft/schema";
import { REVISION_KINDS } from "@/server/configuration/revision/schema";
import { ModelDetail } from "./price";

const Reason = z.object({ reason: z.string(), meta: z.record(z.string(), z.unknown()) });

/** Why it would be refused, as the call that does it would say. */
const Refusal = Reason.extend({ code: z.string() });

const Ref = z.object({ kind: z.enum(REVISION_KINDS), id: z.string() });

export const DraftItem = z.object({
  id: z.string(),
  title: z.string(),
  reason: z.string(),
  status: z.enum(DRAFT_STATUSES),
  publishAt: z.date().nullable(),
  publishedAt: z.date().nullable(),
  createdById: z.string(),
  createdByName: z.string(),
  scheduledById: z.string().nullable(),
  isJumpConfirmed: z.boolean(),
  version: z.number(),
  createdAt: z.date(),
  updatedAt: z.date(),
  objects: z.array(Ref.extend({ label: z.string(), isDeletion: z.boolean() })),
  /** Why a publication at a time was refused. */
  failure: Reason.nullable(),
});

/** An object as its history has it: its fields are its kind's own. */
const Content = z.custom<object>((value) => typeof value === "object" && value !== null);

const DraftObject = Ref.extend({
  label: z.string(),
  base: z.number(),
  content: Content.nullable(),
  live: Content.nullable(),
  newest: z.number(),
  isStale: z.boolean(),
  changes: z.array(z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })),
  faults: z.array(z.object({ path: z.string(), reason: z.string(), detail: z.string() })),
});

export const DraftDetail = DraftItem.extend({ changes: z.array(DraftObject) });

export const CreateDraftAnswer = z.object({ id: z.string(), version: z.number() });

export const PublishDraftAnswer = z.object({ changeId: z.string(), objects: z.array(Ref) });

const { price: Price } = ModelDetail.shape;

export const DryRunAnswer = z.object({
  refusal: Refusal.nullable(),
  jump: Refusal.nullable(),
  isStepUpNeeded: z.boolean(),
  routes: z.array(
    z.object({ group: z.string(), model: z.string(), channelsBefore: z.number(), channelsAfter: z.number() }),
  ),
  isRoutesTruncated: z.boolean(),
  users: z.object({ count: z.number(), names: z.array(z.string()), groups: z.array(z.string()) }),
  settings: z.array(z.string()),
  prices: z.array(z.object({ model: z.string(), before: Price, after: Price })),
  /** `accounts`: of which group the accounts are whose ratio it is; null for those of any other. */
  ratios: z.array(
    z.object({
      group: z.string(),
      accounts: z.string().nullable(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  /** What the requests of the last days would have cost. */
  effect: z
    .object({
      days: z.number(),
      from: z.date(),
      to: z.date(),
      unitsCharged: z.bigint(),
      unitsBefore: z.bigint(),
      unitsAfter: z.bigint(),
      rows: z.array(
        z.object({
          model: z.string(),
          group: z.string(),
          requestCount: z.number(),
          unitsCharged: z.bigint(),
          unitsBefore: z.bigint(),
          unitsAfter: z.bigint(),
        }),
      ),
    })
    .nullable(),
});
