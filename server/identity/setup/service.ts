import { refreshSettings } from "@/server/configuration/setting/current";
import { updateSettings } from "@/server/configuration/setting/service";
import { audit } from "@/server/kernel/audit";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { hashPassword } from "@/server/kernel/crypto";
import { type DatabaseEngine, env } from "@/server/kernel/env";
import { AppError, prismaCode } from "@/server/kernel/errors";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { withTransaction } from "@/server/kernel/transaction";
import { grant } from "@/server/money/ledger/service/grant";
import { DEFAULT_PRICES } from "@/server/supply/price/default-prices";
import { requireStrongPassword } from "../user/password";
import { insertUser } from "../user/service/create";
import { auditedFields, userTarget } from "../user/service/row";
import { checkDatabase, type DatabaseCheck } from "./check-database";
import type { SetupRootInput, SetupSiteInput } from "./schema";
import { readSetupState, SETUP_ID, type SetupState } from "./state";

/** 100 US dollars in quota units: enough that the first key answers, for whoever sets the site up. */
const ROOT_GRANT_UNITS = 50_000_000n;

/** What "allow local upstreams" lets channels reach: this machine and private networks, never link-local addresses. */
export const LOCAL_HOSTS = [
  "localhost",
  "127.0.0.0/8",
  "::1/128",
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "fc00::/7",
] as const;

/** How far the set-up is; the database's check only while nobody has an account yet. */
export async function getSetup(
  ctx: ServiceContext,
  engine: DatabaseEngine = env.databaseEngine,
): Promise<SetupState & { database: DatabaseCheck | null }> {
  const state = await readSetupState(ctx.db);
  return { ...state, database: state.hasRoot ? null : await checkDatabase(ctx, engine) };
}

/**
 * Makes the root account, the group "default" and the starting price table. Of two who do so at once, the one whose row
 * with the fixed primary key comes first wins. Throws CONFLICT (setup.root_exists) for everybody after.
 */
export async function createRoot(ctx: ServiceContext, input: SetupRootInput): Promise<{ username: string }> {
  authorize(ctx, "setup.continue");
  const state = await readSetupState(ctx.db);
  if (state.hasRoot) throw new AppError("CONFLICT", { reason: "setup.root_exists" });
  requireStrongPassword(input.password);
  const passwordHash = await hashPassword(input.password);
  return withTransaction(ctx, async (tx) => {
    await takeSetupLock(tx);
    await tx.db.group.upsert({
      where: { name: "default" },
      create: { name: "default", displayName: "Default", isSelectable: true },
      update: {},
    });
    const { username, email } = input;
    const user = await insertUser(tx, {
      username,
      email,
      passwordHash,
      displayName: username,
      role: "root",
      groupName: "default",
      notes: "",
    });
    await tx.db.setup.update({ where: { id: SETUP_ID }, data: { rootUserId: user.id } });
    await audit(tx, { action: "setup.createRoot", target: userTarget(user), after: auditedFields(user) });
    await grant(tx, {
      userId: user.id,
      amount: ROOT_GRANT_UNITS,
      reason: "set-up",
      idempotencyKey: `grant:setup:${user.id}`,
    });
    await insertDefaultPrices(tx);
    return { username };
  });
}

async function takeSetupLock(tx: ServiceContext): Promise<void> {
  try {
    await tx.db.setup.create({ data: { id: SETUP_ID, startedAt: tx.clock() } });
  } catch (error) {
    if (prismaCode(error) !== "P2002") throw error;
    throw new AppError("CONFLICT", { reason: "setup.root_exists", cause: error });
  }
}

async function insertDefaultPrices(tx: ServiceContext): Promise<void> {
  if ((await tx.db.modelPrice.count()) > 0) return;
  await tx.db.modelPrice.createMany({ data: [...DEFAULT_PRICES] });
  await bumpStateVersion(tx, "price");
}

/** Saves the site's name, its currency and whether channels may be local. Throws CONFLICT (setup.complete) afterwards. */
export async function saveSite(ctx: ServiceContext, input: SetupSiteInput): Promise<void> {
  authorize(ctx, "setup.continue");
  await requireIncomplete(ctx);
  const values = {
    "site.name": input.name,
    "site.currency": input.currency,
    "site.currencyRate": input.currency === "USD" || input.currency === "quota" ? "1" : input.currencyRate,
    "site.defaultLocale": input.defaultLocale,
    "network.allowedHosts": input.allowsLocalUpstreams ? [...LOCAL_HOSTS] : [],
  };
  await withTransaction(ctx, async (tx) => {
    const rows = await tx.db.setting.findMany({ where: { key: { in: Object.keys(values) } } });
    const versions = new Map(rows.map((row) => [row.key, row.version]));
    const changes = Object.entries(values).map(([key, value]) => ({ key, value, version: versions.get(key) ?? 0 }));
    await updateSettings(tx, { changes });
  });
  await refreshSettings(ctx.db, true);
}

/** Ends the set-up and locks it for good. */
export async function finishSetup(ctx: ServiceContext): Promise<void> {
  authorize(ctx, "setup.continue");
  await withTransaction(ctx, async (tx) => {
    const { count } = await tx.db.setup.updateMany({
      where: { id: SETUP_ID, completedAt: null },
      data: { completedAt: tx.clock() },
    });
    if (count === 0) throw new AppError("CONFLICT", { reason: "setup.complete" });
    await audit(tx, {
      action: "setup.finish",
      target: { kind: "setup", id: SETUP_ID, label: "setup" },
      after: { isComplete: true },
    });
  });
}

async function requireIncomplete(ctx: ServiceContext): Promise<void> {
  const state = await readSetupState(ctx.db);
  if (state.isComplete) throw new AppError("CONFLICT", { reason: "setup.complete" });
}
