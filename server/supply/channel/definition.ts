import { setTimeout } from "node:timers/promises";
import { sitePolicy } from "@/server/configuration/setting/outbound";
import type { ServiceContext } from "@/server/kernel/context";
import { assertEgressAllowed, type EgressPolicy } from "@/server/kernel/egress";
import { AppError } from "@/server/kernel/errors";
import type { JsonObject } from "@/server/providers/contract";
import { findProvider } from "@/server/providers/registry";
import { parseBaseUrl } from "./base-url";
import { headersColumn, shownHeaders } from "./headers";
import { proxyColumn, shownProxy } from "./proxy";
import type { ChannelRow } from "./row";
import { type ChannelPatch, type CreateChannelInput, HEADER_MARK, NO_PROXY } from "./schema";
import {
  readLimits,
  readRetries,
  readSettings,
  readStatusMap,
  readTextList,
  readTextMap,
  readTimeouts,
} from "./stored-json";

const RESOLVE_TIMEOUT_MS = 3_000;

/** What a person decides about a channel: everything but its keys, its status and what the system notes down. */
export type ChannelDefinition = Required<ChannelPatch>;

export function definitionOf(row: ChannelRow): ChannelDefinition {
  return {
    name: row.name,
    provider: row.provider as ChannelDefinition["provider"],
    preset: row.preset,
    baseUrl: row.baseUrl,
    models: readTextList(row.models),
    groups: readTextList(row.groups),
    priority: row.priority,
    weight: row.weight,
    tag: row.tag ?? "",
    modelMapping: readTextMap(row.modelMapping),
    statusCodeMapping: readStatusMap(row.statusCodeMapping),
    isAutoBan: row.isAutoBan,
    testModel: row.testModel ?? "",
    organization: row.organization ?? "",
    settings: readSettings(row.settings),
    notes: row.notes,
    headers: shownHeaders(row.headers),
    proxy: shownProxy(row.proxy),
    limits: readLimits(row.limits),
    timeouts: readTimeouts(row.timeouts),
    retries: readRetries(row.retries),
  };
}

/** The encrypted columns of a channel as they are, for the values that shall stay. */
export type StoredSecrets = Pick<ChannelRow, "headers" | "proxy">;
const NOTHING_STORED: StoredSecrets = { headers: "", proxy: "" };

/** The columns of a definition. */
export function columnsOf(definition: ChannelDefinition, stored = NOTHING_STORED) {
  return {
    name: definition.name,
    searchText: searchTextOf(definition),
    provider: definition.provider,
    preset: definition.preset,
    baseUrl: definition.baseUrl,
    models: JSON.stringify(definition.models),
    groups: JSON.stringify(definition.groups),
    priority: definition.priority,
    weight: definition.weight,
    tag: definition.tag === "" ? null : definition.tag,
    modelMapping: JSON.stringify(definition.modelMapping),
    statusCodeMapping: JSON.stringify(definition.statusCodeMapping),
    isAutoBan: definition.isAutoBan,
    testModel: definition.testModel === "" ? null : definition.testModel,
    organization: definition.organization === "" ? null : definition.organization,
    settings: JSON.stringify(definition.settings),
    notes: definition.notes,
    headers: headersColumn(definition.headers, stored.headers),
    proxy: proxyColumn(definition.proxy, stored.proxy),
    limits: JSON.stringify(definition.limits),
    timeouts: JSON.stringify(definition.timeouts),
    retries: JSON.stringify(definition.retries),
  };
}

const SEARCH_TEXT_LENGTH_MAX = 400;

function searchTextOf(definition: ChannelDefinition): string {
  const { name, tag, preset, provider, baseUrl, notes } = definition;
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).host : "";
  return [name, tag, preset, provider, host, notes].join(" ").toLowerCase().slice(0, SEARCH_TEXT_LENGTH_MAX);
}

/** Whether stored keys would go to another address, or through a proxy that was not theirs: a password is asked for first. */
export function sendsKeysElsewhere(definition: ChannelDefinition, row: ChannelRow): boolean {
  if (parseBaseUrl(definition.baseUrl).origin !== parseBaseUrl(row.baseUrl).origin) return true;
  const { proxy } = definition;
  return proxy !== "" && proxy !== NO_PROXY && !HEADER_MARK.test(proxy);
}

export function definitionFromInput(input: CreateChannelInput): ChannelDefinition {
  const { status: _status, keys: _keys, ...definition } = input;
  return definition;
}

/**
 * Checks what the schema cannot know: the provider's own settings (out: parsed), the groups there are, and that the
 * address may be reached. Throws BAD_INPUT (channel.*), or FORBIDDEN (egress.refused) for an address the site keeps shut.
 */
export async function checkDefinition(
  ctx: ServiceContext,
  definition: ChannelDefinition,
  before?: ChannelDefinition,
): Promise<ChannelDefinition> {
  const settings = parseProviderSettings(definition.provider, definition.settings);
  await checkGroups(
    ctx,
    definition.groups.filter((group) => !before?.groups.includes(group)),
  );
  // In a transaction nobody waits for a name server: whoever opened it has asked before.
  if (definition.baseUrl !== before?.baseUrl && !ctx.tx) await checkBaseUrl(definition.baseUrl);
  return { ...definition, settings };
}

export function parseProviderSettings(providerId: string, settings: JsonObject): JsonObject {
  const provider = findProvider(providerId);
  if (!provider)
    throw new AppError("BAD_INPUT", { reason: "channel.provider_unknown", meta: { provider: providerId } });
  const parsed = provider.settingsSchema.safeParse(settings);
  if (parsed.success) return parsed.data as JsonObject;
  const detail = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  throw new AppError("BAD_INPUT", { reason: "channel.settings_invalid", meta: { detail } });
}

/** A name that does not resolve now may do so later: only a known wrong address is refused when it is saved. */
export async function checkBaseUrl(baseUrl: string, policy: EgressPolicy = sitePolicy()): Promise<void> {
  const url = parseBaseUrl(baseUrl);
  const isUnresolved = (error: unknown) => error instanceof AppError && error.reason === "egress.host_unknown";
  const checked = assertEgressAllowed(url, policy).catch((error) => {
    if (!isUnresolved(error)) throw error;
  });
  const limit = new AbortController();
  try {
    await Promise.race([checked, setTimeout(RESOLVE_TIMEOUT_MS, undefined, { signal: limit.signal })]);
  } finally {
    limit.abort();
  }
}

async function checkGroups(ctx: ServiceContext, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const known = await ctx.db.group.findMany({ where: { name: { in: [...names] } }, select: { name: true } });
  const knownNames = new Set(known.map((group) => group.name));
  const unknown = names.filter((name) => !knownNames.has(name));
  if (unknown.length === 0) return;
  throw new AppError("BAD_INPUT", { reason: "channel.group_unknown", meta: { groups: unknown.join(", ") } });
}
