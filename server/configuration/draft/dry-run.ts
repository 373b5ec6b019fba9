import { findSettingDefinition } from "@/server/configuration/setting/registry/all";
import type { SettingPage } from "@/server/configuration/setting/registry/define";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { differs, type Wanted } from "../revision/apply";
import { parseContent } from "../revision/parse";
import { type PricesAfter, readPriceEffect } from "./price-effect";
import { type Refusal, rehearse, tryOut } from "./rehearse";
import { compareRoutes, countRoutes, type RouteChange, touchedModels } from "./route-effect";
import { findDraft, readChanges, wantedOf } from "./row";
import type { DraftIdInput } from "./schema";

const USERS_NAMED_MAX = 5;
const ROUTES_SHOWN_MAX = 500;
/** Pages whose settings decide who gets in, who pays what and where requests go. */
const DELICATE_PAGES = new Set<SettingPage>(["sign-in", "security", "network", "payment", "prices"]);

export type DryRun = {
  /** Why publishing would be refused; null: it would go through. */
  refusal: Refusal | null;
  /** Publishing needs a yes to this price that moves ten-fold or more. */
  jump: Refusal | null;
  /** Publishing asks for the password: stored keys would go to another address. */
  isStepUpNeeded: boolean;
  routes: RouteChange[];
  isRoutesTruncated: boolean;
  /** Accounts in the groups whose routes, ratios or prices change. */
  users: { count: number; names: string[]; groups: string[] };
  /** Changed settings that need a second look. */
  settings: string[];
} & PricesAfter;

/** What publishing a draft would do, found out by doing it in a transaction that is taken back. Throws NOT_FOUND. */
export async function dryRunDraft(ctx: ServiceContext, { id }: DraftIdInput): Promise<DryRun> {
  authorize(ctx, "draft.manage");
  const wanted = await readWanted(ctx, wantedOf(readChanges(await findDraft(ctx, id))));
  const models = await touchedModels(ctx, wanted.fitting);
  const before = await countRoutes(ctx, models);
  const outcome = await tryOut(ctx, (asked, isJumpConfirmed) =>
    rehearse(asked, wanted.all, { isJumpConfirmed, read: (tx) => countRoutes(tx, models) }),
  );
  const routes = outcome.after === null ? [] : compareRoutes(before, outcome.after);
  const prices = await readPriceEffect(ctx, wanted.fitting);
  return {
    refusal: outcome.refusal,
    jump: outcome.jump,
    isStepUpNeeded: outcome.isStepUpNeeded,
    routes: routes.slice(0, ROUTES_SHOWN_MAX),
    isRoutesTruncated: routes.length > ROUTES_SHOWN_MAX,
    ...prices,
    users: await readUsers(ctx, await touchedGroups(ctx, routes, prices)),
    settings: wanted.fitting.filter(isDelicate).map((object) => object.id),
  };
}

/** The objects that publishing would change. What does not fit takes no part in the effects; the rehearsal refuses it. */
async function readWanted(ctx: ServiceContext, all: Wanted[]): Promise<{ all: Wanted[]; fitting: Wanted[] }> {
  const fitting: Wanted[] = [];
  for (const object of all) {
    const { content, faults } = await parseContent(ctx, object, object.content);
    if (faults.length === 0 && (await differs(ctx, { ...object, content }))) fitting.push({ ...object, content });
  }
  return { all, fitting };
}

async function touchedGroups(
  ctx: ServiceContext,
  routes: readonly RouteChange[],
  prices: PricesAfter,
): Promise<string[]> {
  const models = prices.prices.map(({ model }) => model);
  const served =
    models.length === 0
      ? []
      : await ctx.db.ability.findMany({
          where: { model: { in: models }, isEnabled: true },
          distinct: ["groupName"],
          select: { groupName: true },
        });
  const groups = [
    ...routes.map(({ group }) => group),
    ...prices.ratios.map(({ group, accounts }) => accounts ?? group),
    ...served.map(({ groupName }) => groupName),
  ];
  return [...new Set(groups)].sort();
}

async function readUsers(ctx: ServiceContext, groups: string[]): Promise<DryRun["users"]> {
  if (groups.length === 0) return { count: 0, names: [], groups };
  const where = { groupName: { in: groups }, deletedAt: null };
  const [count, users] = await Promise.all([
    ctx.db.user.count({ where }),
    ctx.db.user.findMany({ where, select: { username: true }, orderBy: { username: "asc" }, take: USERS_NAMED_MAX }),
  ]);
  return { count, names: users.map(({ username }) => username), groups };
}

function isDelicate({ kind, id }: Wanted): boolean {
  const definition = kind === "setting" ? findSettingDefinition(id) : undefined;
  return definition !== undefined && (definition.isPrice === true || DELICATE_PAGES.has(definition.page));
}
