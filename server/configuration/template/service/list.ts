import type { ConfigTemplate } from "@/prisma/generated/sqlite/client";
import { authorize, isAllowed } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { isJsonObject, type JsonObject } from "../json-schema/json-schema";
import { TEMPLATES_MAX, type TemplateGetInput, type TemplateListInput } from "../schema";
import { readVersion } from "../stored";
import { findTemplate, findVersion } from "./row";

type Named = { schema: string; label: string };

function toTemplateView(row: ConfigTemplate, newest: Named, configCount: number) {
  const { id, categoryId, name, description, isSystem, isActive, latest, version, createdAt, updatedAt } = row;
  const { label } = newest;
  const texts = textsOf(JSON.parse(newest.schema));
  const record = {
    id,
    categoryId,
    name,
    description,
    isSystem,
    isActive,
    latest,
    label,
    version,
    createdAt,
    updatedAt,
  };
  return { ...record, texts, configCount };
}

/** What a schema calls itself in other languages: {"zh-CN": {title, description}}. */
function textsOf(schema: JsonObject): Record<string, { title?: string; description?: string }> {
  const texts = schema["x-i18n"];
  if (!isJsonObject(texts)) return {};
  return Object.fromEntries(
    Object.entries(texts).map(([locale, text]) => {
      const { title, description } = isJsonObject(text) ? text : {};
      return [
        locale,
        {
          ...(typeof title === "string" ? { title } : {}),
          ...(typeof description === "string" ? { description } : {}),
        },
      ];
    }),
  );
}

/**
 * Templates by name, each with its newest version's label and how many configurations are made from it. Who may not manage
 * them gets those that are active, in active categories, and counts their own configurations.
 */
export async function listTemplates(ctx: ServiceContext, input: TemplateListInput) {
  authorize(ctx, "template.read");
  const { q, categoryId, isActive, isSystem } = input;
  const rows = await ctx.db.configTemplate.findMany({
    where: {
      deletedAt: null,
      ...(categoryId === undefined ? {} : { categoryId }),
      ...(isActive === undefined ? {} : { isActive }),
      ...(isSystem === undefined ? {} : { isSystem }),
      AND: [await visible(ctx)],
    },
    include: { versions: { orderBy: { number: "desc" }, take: 1, select: { schema: true, label: true } } },
    orderBy: { name: "asc" },
    take: TEMPLATES_MAX,
  });
  const counts = await ctx.db.userConfig.groupBy({
    by: ["templateId"],
    where: isAllowed(ctx, "config.readAny") || ctx.actor.kind === "system" ? {} : { userId: ctx.actor.id },
    _count: { _all: true },
  });
  const countOf = new Map(counts.map((row) => [row.templateId, row._count._all]));
  const views = rows.flatMap(({ versions: [newest], ...row }) =>
    newest ? [toTemplateView(row, newest, countOf.get(row.id) ?? 0)] : [],
  );
  return views.filter((view) => isFound(view, q?.toLowerCase()));
}

export type TemplateView = Awaited<ReturnType<typeof listTemplates>>[number];

function isFound(view: ReturnType<typeof toTemplateView>, search: string | undefined): boolean {
  if (!search) return true;
  const texts = Object.values(view.texts).map(({ title = "", description = "" }) => `${title} ${description}`);
  return [view.name, view.description, view.id, ...texts].join(" ").toLowerCase().includes(search);
}

async function visible(ctx: ServiceContext): Promise<object> {
  if (isAllowed(ctx, "template.manage")) return {};
  const hidden = await ctx.db.configCategory.findMany({ where: { isActive: false }, select: { id: true } });
  return { isActive: true, categoryId: { notIn: hidden.map(({ id }) => id) } };
}

/**
 * A template with its versions, newest first, and the definition of one: the newest unless another is named. Archived ones
 * too, because configurations made from them go on. Throws NOT_FOUND.
 */
export async function getTemplate(ctx: ServiceContext, input: TemplateGetInput) {
  authorize(ctx, "template.read");
  const row = await findTemplate(ctx, input.id);
  const number = input.number ?? row.latest;
  const [versions, chosen, newest, used] = await Promise.all([
    ctx.db.configTemplateVersion.findMany({
      where: { templateId: row.id },
      orderBy: { number: "desc" },
      select: { number: true, label: true, notes: true, createdById: true, createdAt: true },
    }),
    findVersion(ctx, row.id, number),
    findVersion(ctx, row.id, row.latest),
    ctx.db.userConfig.groupBy({
      by: ["templateNumber"],
      where: { templateId: row.id, ...ownOnly(ctx) },
      _count: { _all: true },
    }),
  ]);
  const countOf = new Map(used.map((one) => [one.templateNumber, one._count._all]));
  const configCount = used.reduce((sum, one) => sum + one._count._all, 0);
  if (!row.isActive && configCount === 0 && !isAllowed(ctx, "template.manage")) throw notFound("template");
  return {
    ...toTemplateView(row, newest, configCount),
    number,
    definition: readVersion(chosen),
    versions: versions.map((version) => ({ ...version, configCount: countOf.get(version.number) ?? 0 })),
  };
}

export type TemplateDetail = Awaited<ReturnType<typeof getTemplate>>;

function ownOnly(ctx: ServiceContext): { userId?: string } {
  return isAllowed(ctx, "config.readAny") || ctx.actor.kind === "system" ? {} : { userId: ctx.actor.id };
}
