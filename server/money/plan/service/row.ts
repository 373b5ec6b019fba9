import type { Plan, PlanVersion } from "@/prisma/generated/sqlite/client";
import { revise } from "@/server/configuration/revision/revise";
import { getSetting } from "@/server/configuration/setting/current";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { PLAN_RESTORE_DAYS, type PlanContent, type PlanTerms, storedTerms } from "../schema";
import { readTerms } from "../terms";
import { type SiteMoney, walletPrice } from "../wallet-price";

const DAY_MS = 86_400_000;

export type PlanRow = Plan & { versions: PlanVersion[] };

/** What is read with every plan: its versions, the newest first. */
export const PLAN_PARTS = { versions: { orderBy: { number: "desc" as const } } } as const;

export type PlanView = ReturnType<typeof toPlanView>;

/** A plan as staff see it. `countOf` answers how many run on a version. */
export function toPlanView(row: PlanRow, countOf: (versionId: string) => number) {
  const versions = row.versions.map((version) => ({
    id: version.id,
    number: version.number,
    isCurrent: version.id === row.currentVersionId,
    terms: readTerms(version),
    walletPrice: walletPrice({ minor: version.priceMinor, currency: version.currency }, siteMoney()),
    subscriberCount: countOf(version.id),
    creatorId: version.creatorId,
    createdAt: version.createdAt,
  }));
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    isActive: row.isActive,
    position: row.position,
    current: versions.find(({ isCurrent }) => isCurrent) ?? null,
    versions,
    subscriberCount: versions.reduce((sum, { subscriberCount }) => sum + subscriberCount, 0),
    version: row.version,
    createdAt: row.createdAt,
    deletedAt: row.deletedAt,
    restorableUntil: row.deletedAt && restorableUntil(row.deletedAt),
  };
}

/** How many subscriptions run on each version of some plans. */
export async function countSubscribers(ctx: ServiceContext, planIds: string[]): Promise<(versionId: string) => number> {
  const rows = await ctx.db.subscription.groupBy({
    by: ["planVersionId"],
    where: { planId: { in: planIds }, status: "active" },
    _count: { _all: true },
  });
  const counts = new Map(rows.map((row) => [row.planVersionId, row._count._all]));
  return (versionId) => counts.get(versionId) ?? 0;
}

/** What the site counts money in, and its rate to the dollar. */
export function siteMoney(): SiteMoney {
  return { currency: getSetting("site.currency"), rate: getSetting("site.currencyRate") };
}

export function restorableUntil(deletedAt: Date): Date {
  return new Date(deletedAt.getTime() + PLAN_RESTORE_DAYS * DAY_MS);
}

/** A plan, deleted ones too. Throws NOT_FOUND. */
export async function findPlan(ctx: ServiceContext, id: string): Promise<PlanRow> {
  const row = await ctx.db.plan.findUnique({ where: { id }, include: PLAN_PARTS });
  if (!row) throw notFound("plan");
  return row;
}

/** A plan that was not deleted. Throws NOT_FOUND. */
export async function findLivePlan(ctx: ServiceContext, id: string): Promise<PlanRow> {
  const row = await findPlan(ctx, id);
  if (row.deletedAt !== null) throw notFound("plan");
  return row;
}

/** Throws BAD_INPUT (plan.group_unknown) when a plan would open a group that is none. */
export async function requireGroups(ctx: ServiceContext, names: readonly string[]): Promise<void> {
  const known = await ctx.db.group.findMany({ where: { name: { in: [...names] } }, select: { name: true } });
  const unknown = names.find((name) => known.every((group) => group.name !== name));
  if (unknown === undefined) return;
  throw new AppError("BAD_INPUT", { reason: "plan.group_unknown", meta: { field: "groupNames", group: unknown } });
}

/** The fields of a plan that change without a new version. */
export function plateOf(row: Pick<Plan, "name" | "description" | "isActive" | "position">) {
  const { name, description, isActive, position } = row;
  return { name, description, isActive, position };
}

/** A plan as its history keeps it: its plate and the terms that are sold now. */
export function planContent(row: PlanRow): PlanContent {
  const current = row.versions.find(({ id }) => id === row.currentVersionId);
  if (!current) throw new AppError("INTERNAL", { message: `plan ${row.id} has no version` });
  return { ...plateOf(row), terms: storedTerms(readTerms(current)) };
}

type PlanChange = {
  id: string;
  action: string;
  /** Null: the plan was not there, or deleted. */
  before: PlanContent | null;
  reason: string | undefined;
  /** What the audit event shows instead of the difference of the contents. */
  audited?: { before: object | null; after: object | null };
};

/** Writes the revision of a plan that this transaction has changed: what it is now is read from the database. */
export async function revisePlan(tx: ServiceContext, { id, ...change }: PlanChange): Promise<void> {
  const row = await findPlan(tx, id);
  const after = row.deletedAt === null ? planContent(row) : null;
  await revise(tx, { kind: "plan", id, label: row.name, after, ...change });
}

/** Terms as the audit trail keeps them: flat, with numbers as texts, so that a difference is one line a field. */
export function auditedTerms(terms: PlanTerms) {
  const { priceMinor, currency, period, limits, groupNames, features } = terms;
  return {
    priceMinor: priceMinor.toString(),
    currency,
    period,
    periodQuota: limits.periodQuota?.toString() ?? null,
    windows: limits.windows.map(({ kind, quota }) => `${kind}: ${quota}`),
    groupNames,
    features: [...features.texts, ...features.monthly.map(({ name, value }) => `${name}: ${value}`)],
  };
}
