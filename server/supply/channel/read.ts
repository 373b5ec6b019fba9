import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { NEWEST_FIRST, olderThan, toPage } from "@/server/kernel/paging/keyset";
import { definitionOf } from "./definition";
import { type ChannelRow, lastErrorOf, SHOWN_KEY_COLUMNS, type ShownKey } from "./row";
import type { ChannelFilter, ChannelSelection, ListChannelsInput } from "./schema";
import { readTextList } from "./stored-json";

const SELECTION_MAX = 5_000;

/** Lists channels, the newest first. Keys show as counts and models as a number; see getChannel for the rest. */
export async function listChannels(ctx: ServiceContext, input: ListChannelsInput) {
  authorize(ctx, "channel.read");
  const { cursor, limit, ...filter } = input;
  const rows = await ctx.db.channel.findMany({
    where: { AND: [whereOf(filter), olderThan(cursor)] },
    orderBy: NEWEST_FIRST,
    take: limit + 1,
    include: { keys: { select: SHOWN_KEY_COLUMNS } },
  });
  return toPage(rows, limit, toListItem);
}

function toListItem(row: ChannelRow & { keys: ShownKey[] }) {
  return {
    id: row.id,
    name: row.name,
    provider: row.provider,
    preset: row.preset,
    baseUrl: row.baseUrl,
    status: row.status,
    statusReason: row.statusReason,
    statusChangedAt: row.statusChangedAt,
    modelCount: readTextList(row.models).length,
    groups: readTextList(row.groups),
    priority: row.priority,
    weight: row.weight,
    tag: row.tag ?? "",
    notes: row.notes,
    keyCount: row.keys.length,
    enabledKeyCount: row.keys.filter((key) => key.status === "enabled").length,
    lastError: lastErrorOf(row, row.keys),
    usedQuota: row.usedQuota,
    responseTimeMs: row.responseTimeMs,
    testedAt: row.testedAt,
    version: row.version,
    createdAt: row.createdAt,
    deletedAt: row.deletedAt,
  };
}

/** One channel with its definition and the shown part of its keys. Throws NOT_FOUND. */
export async function getChannel(ctx: ServiceContext, input: { id: string }) {
  authorize(ctx, "channel.read");
  const row = await ctx.db.channel.findFirst({
    where: { id: input.id, ownerId: null },
    include: { keys: { select: SHOWN_KEY_COLUMNS, orderBy: [{ position: "asc" }, { id: "asc" }] } },
  });
  if (!row) throw notFound("channel");
  return {
    ...toListItem(row),
    ...definitionOf(row),
    isAutoBan: row.isAutoBan,
    keys: row.keys,
    updatedAt: row.updatedAt,
  };
}

/** The values the list can be filtered by: tags and groups in use, the commonest first. */
export async function listChannelFacets(ctx: ServiceContext) {
  authorize(ctx, "channel.read");
  const tags = await ctx.db.channel.groupBy({
    by: ["tag"],
    where: { ownerId: null, deletedAt: null, tag: { not: null } },
    _count: { tag: true },
    orderBy: { _count: { tag: "desc" } },
    take: 100,
  });
  const groups = await ctx.db.group.findMany({ select: { name: true }, orderBy: { name: "asc" }, take: 500 });
  return {
    tags: tags.flatMap((row) => (row.tag === null ? [] : [{ value: row.tag, count: row._count.tag }])),
    groups: groups.map((group) => group.name),
  };
}

/** Ids and names of the channels a selection means, at most 5,000, in the order of the list. Unknown ids keep their place. */
export async function resolveSelection(ctx: ServiceContext, selection: ChannelSelection) {
  authorize(ctx, "channel.read");
  const where = "ids" in selection ? { ownerId: null, id: { in: [...selection.ids] } } : whereOf(selection.filter);
  const rows = await ctx.db.channel.findMany({
    where,
    select: { id: true, name: true },
    orderBy: NEWEST_FIRST,
    take: SELECTION_MAX,
  });
  if (!("ids" in selection)) return rows.map(({ id, name }) => ({ id, label: name }));
  const names = new Map(rows.map((row) => [row.id, row.name]));
  return [...new Set(selection.ids)].map((id) => ({ id, label: names.get(id) ?? id }));
}

function whereOf(filter: ChannelFilter) {
  const { search, status, provider, group, tag, model, hasError, isDeleted } = filter;
  const some = <T>(values: T[] | undefined) => (values && values.length > 0 ? values : undefined);
  const text = search?.toLowerCase();
  return {
    // Customers' own providers are no channels of the site.
    ownerId: null,
    deletedAt: isDeleted ? { not: null } : null,
    AND: [
      text ? { OR: [{ searchText: { contains: text } }, { id: text }] } : {},
      some(status) ? { status: { in: some(status) ?? [] } } : {},
      some(provider) ? { provider: { in: some(provider) ?? [] } } : {},
      some(tag) ? { tag: { in: some(tag) ?? [] } } : {},
      some(group) ? { abilities: { some: { groupName: { in: some(group) ?? [] } } } } : {},
      model ? { abilities: { some: { model } } } : {},
      hasError ? { OR: [{ status: "auto_disabled" }, { keys: { some: { lastError: { not: "" } } } }] } : {},
    ],
  };
}
