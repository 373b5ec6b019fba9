import type { UserConfig } from "@/prisma/generated/sqlite/client";
import { authorize, isAllowed } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, notFound, prismaCode } from "@/server/kernel/errors";
import { checkValues, type Definition } from "../template/definition-schema";
import { faultsError } from "../template/faults";
import { isJsonObject, type JsonObject } from "../template/json-schema/json-schema";
import { linearPatterns } from "../template/pattern";
import { findVersion } from "../template/service/row";
import { readDefinition } from "../template/stored";
import type { ConfigContent, ConfigScope } from "./schema";
import { joinSecrets, marksOf, openSecrets, type PlainSecrets, secretStates } from "./secret-values";

export type ConfigView = ReturnType<typeof toConfigView>;
type TemplateFacts = { name: string; latest: number; label: string; secretFields: string[] };

/** A configuration as it leaves the service: of secrets only whether they are set, and a mark. */
function toConfigView(row: UserConfig, facts: { template: TemplateFacts; ownerName: string; now: Date }) {
  const { template, ownerName, now } = facts;
  const { id, userId, templateId, templateNumber, key, name, isActive, expiresAt, version, createdAt, updatedAt } = row;
  return {
    id,
    userId,
    ownerName,
    templateId,
    templateName: template.name,
    templateNumber,
    templateLabel: template.label,
    isTemplateNewer: template.latest > templateNumber,
    key,
    name,
    values: readValues(row),
    secrets: secretStates(template.secretFields, openSecrets(row.secrets)),
    scope: row.scope as ConfigScope,
    sessionId: row.sessionId,
    isActive,
    isExpired: expiresAt !== null && expiresAt <= now,
    expiresAt,
    version,
    createdAt,
    updatedAt,
  };
}

export function readValues(row: Pick<UserConfig, "values">): JsonObject {
  const values: unknown = JSON.parse(row.values);
  return isJsonObject(values) ? values : {};
}

/** What history, drafts and exports keep of a configuration. */
export function contentOf(row: UserConfig): ConfigContent {
  const { userId, templateId, templateNumber, key, name, sessionId, isActive } = row;
  return {
    userId,
    templateId,
    templateNumber,
    key,
    name,
    values: readValues(row),
    secrets: marksOf(openSecrets(row.secrets)),
    scope: row.scope as ConfigScope,
    sessionId,
    isActive,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}

/** Views of rows, with the names of their templates and owners. */
export async function toViews(ctx: ServiceContext, rows: UserConfig[]): Promise<ConfigView[]> {
  const templateIds = [...new Set(rows.map((row) => row.templateId))];
  const [templates, versions, owners] = await Promise.all([
    ctx.db.configTemplate.findMany({
      where: { id: { in: templateIds } },
      select: { id: true, name: true, latest: true },
    }),
    ctx.db.configTemplateVersion.findMany({
      where: { OR: [...new Set(rows.map(versionKey))].map(parseVersionKey) },
      select: { templateId: true, number: true, label: true, secretFields: true },
    }),
    ctx.db.user.findMany({
      where: { id: { in: [...new Set(rows.map((row) => row.userId))] } },
      select: { id: true, username: true },
    }),
  ]);
  const templateOf = new Map(templates.map((template) => [template.id, template]));
  const versionOf = new Map(versions.map((one) => [versionKey({ ...one, templateNumber: one.number }), one]));
  const nameOf = new Map(owners.map((owner) => [owner.id, owner.username]));
  return rows.map((row) => {
    const template = templateOf.get(row.templateId);
    const version = versionOf.get(versionKey(row));
    const facts = {
      name: template?.name ?? row.templateId,
      latest: template?.latest ?? row.templateNumber,
      label: version?.label ?? String(row.templateNumber),
      secretFields: version ? readPaths(version.secretFields) : [],
    };
    return toConfigView(row, { template: facts, ownerName: nameOf.get(row.userId) ?? row.userId, now: ctx.clock() });
  });
}

function versionKey(row: { templateId: string; templateNumber: number }): string {
  return `${row.templateId} ${row.templateNumber}`;
}

function parseVersionKey(key: string): { templateId: string; number: number } {
  const [templateId = "", number] = key.split(" ");
  return { templateId, number: Number(number) };
}

function readPaths(text: string): string[] {
  const paths: unknown = JSON.parse(text);
  return Array.isArray(paths) ? paths.filter((path) => typeof path === "string") : [];
}

/** The version of a template that a configuration is made from. Throws NOT_FOUND. */
export async function definitionOf(
  ctx: ServiceContext,
  from: { templateId: string; templateNumber: number },
): Promise<Definition> {
  return readDefinition(await findVersion(ctx, from.templateId, from.templateNumber));
}

/** Throws BAD_INPUT (config.invalid) with everything that does not fit the template. No value is named, only its place. */
export function requireFitting(definition: Definition, values: JsonObject, secrets: PlainSecrets): void {
  const faults = checkValues(definition, joinSecrets(values, secrets), linearPatterns);
  if (faults.length > 0) throw faultsError("config.invalid", "values", faults);
}

/** A configuration that the actor may read. Throws NOT_FOUND, also for somebody else's without the right to it. */
export async function findReadable(ctx: ServiceContext, id: string): Promise<UserConfig> {
  const row = await ctx.db.userConfig.findUnique({ where: { id } });
  if (!row) throw notFound("config");
  if (row.userId !== actorId(ctx) && !isAllowed(ctx, "config.readAny")) throw notFound("config");
  return row;
}

/** A configuration that the actor may change. Throws NOT_FOUND, FORBIDDEN for another's one may only read. */
export async function findManageable(ctx: ServiceContext, id: string): Promise<UserConfig> {
  const row = await findReadable(ctx, id);
  if (row.userId !== actorId(ctx)) authorize(ctx, "config.manageAny");
  return row;
}

/** Runs a change and words a taken key: CONFLICT (config.key_taken). */
export async function withKeyGuard<T>(key: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (prismaCode(error) !== "P2002") throw error;
    throw new AppError("CONFLICT", { reason: "config.key_taken", meta: { field: "key", key }, cause: error });
  }
}
