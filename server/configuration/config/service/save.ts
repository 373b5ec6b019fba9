import type { UserConfig } from "@/prisma/generated/sqlite/client";
import { authorize, requireUserId } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, notFound, staleVersion } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { withTransaction } from "@/server/kernel/transaction";
import { revise } from "../../revision/revise";
import type { JsonObject } from "../../template/json-schema/json-schema";
import { findTemplate } from "../../template/service/row";
import { copyKey } from "../copy-key";
import { lifetimeOf } from "../lifetime";
import { contentOf, definitionOf, findManageable, readValues, requireFitting, withKeyGuard } from "../row";
import {
  CONFIGS_MAX,
  type ConfigCreateInput,
  type ConfigDeleteInput,
  type ConfigDuplicateInput,
  type ConfigUpdateInput,
} from "../schema";
import { openSecrets, type PlainSecrets, sealSecrets, splitSecrets } from "../secret-values";

/**
 * Makes a configuration from a template. Throws BAD_INPUT: config.invalid with every fault, config.masked_secret,
 * config.needs_expiry, config.expiry_past; CONFLICT (config.key_taken); PRECONDITION_FAILED: config.template_archived,
 * config.too_many; FORBIDDEN for another's without the right to it.
 */
export async function createConfig(
  ctx: ServiceContext,
  input: ConfigCreateInput,
  fixed: { id?: string; secrets?: PlainSecrets } = {},
): Promise<{ id: string; version: number }> {
  authorize(ctx, "config.manageOwn");
  const userId = input.userId ?? requireUserId(ctx);
  if (userId !== actorId(ctx)) authorize(ctx, "config.manageAny");
  const { id = newId("cfg"), secrets: given = {} } = fixed;
  const lifetime = lifetimeOf(ctx, input);
  return withKeyGuard(input.key, () =>
    withTransaction(ctx, async (tx) => {
      await bumpStateVersion(tx, "config");
      await requireOwner(tx, userId);
      const template = await findTemplate(tx, input.templateId);
      if (!template.isActive) throw new AppError("PRECONDITION_FAILED", { reason: "config.template_archived" });
      const templateNumber = input.templateNumber ?? template.latest;
      const definition = await definitionOf(tx, { templateId: template.id, templateNumber });
      const { values, secrets } = splitSecrets(input.values, definition.secretFields, given);
      requireFitting(definition, values, secrets);
      const { key, name, isActive } = input;
      const from = { userId, templateId: template.id, templateNumber };
      const stored = { values: JSON.stringify(values), secrets: sealSecrets(secrets) };
      const row = await tx.db.userConfig.create({
        data: { id, ...from, key, name, isActive, ...stored, ...lifetime, createdAt: tx.clock() },
      });
      await note(tx, { row, action: "config.create", before: null, reason: input.reason });
      return { id, version: row.version };
    }),
  );
}

/**
 * Changes the fields given. `values` takes the place of all values but the secret ones. Throws like `createConfig`, and
 * NOT_FOUND, CONFLICT for a stale version.
 */
export async function updateConfig(ctx: ServiceContext, input: ConfigUpdateInput): Promise<{ version: number }> {
  authorize(ctx, "config.manageOwn");
  const { id, version, reason } = input;
  return withKeyGuard(input.key ?? "", () =>
    withTransaction(ctx, async (tx) => {
      await bumpStateVersion(tx, "config");
      const row = await findManageable(tx, id);
      const { scope, expiresAt } = { ...contentScope(row), ...definedOf(input) };
      const data = {
        key: input.key ?? row.key,
        name: input.name ?? row.name,
        isActive: input.isActive ?? row.isActive,
        ...lifetimeOf(tx, { scope, expiresAt }, row),
        ...(await valuesAfter(tx, row, input)),
      };
      const { count } = await tx.db.userConfig.updateMany({
        where: { id, version },
        data: { ...data, version: { increment: 1 } },
      });
      if (count === 0) throw staleVersion("config");
      const after = { ...row, ...data };
      await note(tx, { row: after, action: actionOf(row, after), before: row, reason });
      return { version: version + 1 };
    }),
  );
}

type ScopeFields = Pick<ReturnType<typeof contentScope>, "scope" | "expiresAt">;

function contentScope(row: UserConfig) {
  return { scope: contentOf(row).scope, expiresAt: row.expiresAt };
}

function definedOf({ scope, expiresAt }: ConfigUpdateInput): Partial<ScopeFields> {
  return { ...(scope === undefined ? {} : { scope }), ...(expiresAt === undefined ? {} : { expiresAt }) };
}

/** The stored values after a change, checked against the version they shall have. Untouched values are not looked at again. */
async function valuesAfter(
  tx: ServiceContext,
  row: UserConfig,
  input: { values?: JsonObject | undefined; templateNumber?: number | undefined },
): Promise<{ values: string; secrets: string; templateNumber: number }> {
  const templateNumber = input.templateNumber ?? row.templateNumber;
  if (input.values === undefined && templateNumber === row.templateNumber) {
    return { values: row.values, secrets: row.secrets, templateNumber };
  }
  const definition = await definitionOf(tx, { templateId: row.templateId, templateNumber });
  const stored = openSecrets(row.secrets);
  requireSecretsKept(stored, definition.secretFields);
  const { values, secrets } = splitSecrets(input.values ?? readValues(row), definition.secretFields, stored);
  requireFitting(definition, values, secrets);
  return { values: JSON.stringify(values), secrets: sealSecrets(secrets, row.secrets), templateNumber };
}

/** A version in which a secret field is none would show what was given as a secret. */
function requireSecretsKept(stored: PlainSecrets, secretFields: readonly string[]): void {
  const path = Object.keys(stored).find((field) => !secretFields.includes(field));
  if (path !== undefined) throw new AppError("PRECONDITION_FAILED", { reason: "config.secret_lost", meta: { path } });
}

function actionOf(before: UserConfig, after: UserConfig): string {
  if (before.isActive === after.isActive) return "config.update";
  return after.isActive ? "config.activate" : "config.deactivate";
}

/** Deletes a configuration with its secrets; its history stays. Throws NOT_FOUND, FORBIDDEN, CONFLICT for a stale version. */
export async function deleteConfig(ctx: ServiceContext, input: ConfigDeleteInput): Promise<void> {
  authorize(ctx, "config.manageOwn");
  const { id, version, reason } = input;
  await withTransaction(ctx, async (tx) => {
    await bumpStateVersion(tx, "config");
    const row = await findManageable(tx, id);
    const { count } = await tx.db.userConfig.deleteMany({ where: { id, version } });
    if (count === 0) throw staleVersion("config");
    await note(tx, { row, action: "config.delete", before: row, isGone: true, reason });
  });
}

/** Copies a configuration under another key, secrets included, for the same owner. Throws like `createConfig`. */
export async function duplicateConfig(ctx: ServiceContext, input: ConfigDuplicateInput): Promise<{ id: string }> {
  authorize(ctx, "config.manageOwn");
  return withTransaction(ctx, async (tx) => {
    // Writers of the area wait for each other here, so a key that is free stays free.
    await bumpStateVersion(tx, "config");
    const row = await findManageable(tx, input.id);
    const { userId, templateId, templateNumber, isActive } = row;
    const { scope, expiresAt } = contentScope(row);
    const copy = { userId, templateId, templateNumber, isActive, scope, expiresAt, values: readValues(row) };
    const key = input.key ?? copyKey(row.key, await keysOf(tx, row));
    const name = input.name ?? row.name;
    return createConfig(tx, { ...copy, key, name }, { secrets: openSecrets(row.secrets) });
  });
}

async function keysOf(tx: ServiceContext, { userId, templateId }: UserConfig): Promise<string[]> {
  const rows = await tx.db.userConfig.findMany({ where: { userId, templateId }, select: { key: true } });
  return rows.map(({ key }) => key);
}

type Note = {
  row: UserConfig;
  action: string;
  before: UserConfig | null;
  isGone?: boolean;
  reason?: string | undefined;
};

/** The revision and audit event of a change, visible to the owner. */
export async function note(tx: ServiceContext, { row, action, before, isGone, reason }: Note): Promise<void> {
  await revise(tx, {
    kind: "config",
    id: row.id,
    label: row.name || row.key,
    action,
    before: before && contentOf(before),
    after: isGone ? null : contentOf(row),
    reason,
    ownerId: row.userId,
  });
}

async function requireOwner(tx: ServiceContext, userId: string): Promise<void> {
  const [owner, count] = await Promise.all([
    tx.db.user.findFirst({ where: { id: userId, deletedAt: null }, select: { id: true } }),
    tx.db.userConfig.count({ where: { userId } }),
  ]);
  if (!owner) throw notFound("user");
  if (count >= CONFIGS_MAX) {
    throw new AppError("PRECONDITION_FAILED", { reason: "config.too_many", meta: { limit: CONFIGS_MAX } });
  }
}
