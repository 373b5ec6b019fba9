import { ownProviderPolicy } from "@/server/configuration/setting/outbound";
import { decryptSecret } from "@/server/kernel/crypto";
import { AppError } from "@/server/kernel/errors";
import { secretMark } from "@/server/kernel/secret-mark";
import {
  type ChannelDefinition,
  checkBaseUrl,
  columnsOf,
  definitionOf,
  parseProviderSettings,
  type StoredSecrets,
} from "../channel/definition";
import type { ChannelRow } from "../channel/row";
import { readTextList } from "../channel/stored-json";
import { findPreset } from "../provider/preset-schema";
import type { ProviderPreset } from "../provider/schema";
import { type CreateOwnProviderInput, CUSTOM_TYPE, OWN_PROVIDER_FEATURES, type OwnProviderFeature } from "./schema";

/** What its owner decides about a provider, without its key. Header values are what was typed, or marks of what is stored. */
export type OwnProviderDefinition = Omit<CreateOwnProviderInput, "key">;

/** A row of `channels` that has an owner. */
export type OwnProviderRow = ChannelRow;

export function ownDefinitionOf(row: OwnProviderRow): OwnProviderDefinition {
  const channel = definitionOf(row);
  const features = readTextList(row.features);
  return {
    name: row.ownerKey ?? "",
    label: channel.name,
    type: channel.preset || CUSTOM_TYPE,
    baseUrl: channel.baseUrl,
    models: channel.models,
    defaultModel: row.defaultModel ?? "",
    features: OWN_PROVIDER_FEATURES.filter((feature: OwnProviderFeature) => features.includes(feature)),
    headers: channel.headers,
    limits: channel.limits,
    timeouts: channel.timeouts,
    retries: channel.retries,
    priority: channel.priority,
    isEnabled: row.status === "enabled",
    isDefault: row.isOwnerDefault,
  };
}

/** The columns of a definition; `stored` is the row as it is. Status, default and owner are set by the verbs. */
export function ownColumnsOf(definition: OwnProviderDefinition, stored?: StoredSecrets) {
  return {
    ...columnsOf(channelOf(definition), stored),
    ownerKey: definition.name,
    defaultModel: definition.defaultModel === "" ? null : definition.defaultModel,
    features: JSON.stringify(definition.features),
  };
}

/** The channel that serves it: in no group, so that no routing of the site's finds it. */
function channelOf(definition: OwnProviderDefinition): ChannelDefinition {
  const preset = presetOf(definition.type);
  return {
    name: definition.label,
    provider: preset.provider,
    preset: preset.id,
    baseUrl: definition.baseUrl,
    models: definition.models,
    groups: [],
    priority: definition.priority,
    weight: 1,
    tag: "",
    modelMapping: {},
    statusCodeMapping: {},
    isAutoBan: true,
    testModel: definition.defaultModel,
    organization: "",
    settings: parseProviderSettings(preset.provider, { ...preset.settings }),
    notes: "",
    headers: definition.headers,
    // Never one of theirs: a proxy sees who calls whom, and lies where the operator chose.
    proxy: "",
    limits: definition.limits,
    timeouts: definition.timeouts,
    retries: definition.retries,
  };
}

export function presetOf(type: string): ProviderPreset {
  const preset = findPreset(type);
  if (!preset) throw new AppError("BAD_INPUT", { reason: "ownProvider.type_unknown", meta: { type, field: "type" } });
  return preset;
}

/**
 * Fills in what may be left empty and checks what the schema cannot know. Throws BAD_INPUT (ownProvider.*, channel.base_url_*),
 * or FORBIDDEN (egress.refused) for an address that is closed to customers.
 */
export async function checkOwnDefinition(
  typed: OwnProviderDefinition,
  before?: OwnProviderDefinition,
): Promise<OwnProviderDefinition> {
  const preset = presetOf(typed.type);
  const definition = { ...typed, label: typed.label || typed.name, baseUrl: typed.baseUrl || preset.baseUrl };
  if (definition.baseUrl === "") {
    throw new AppError("BAD_INPUT", { reason: "ownProvider.base_url_missing", meta: { field: "baseUrl" } });
  }
  if (definition.defaultModel !== "" && !definition.models.includes(definition.defaultModel)) {
    throw new AppError("BAD_INPUT", {
      reason: "ownProvider.default_model_unlisted",
      meta: { field: "defaultModel", model: definition.defaultModel },
    });
  }
  if (definition.baseUrl !== before?.baseUrl) await checkBaseUrl(definition.baseUrl, ownProviderPolicy());
  return definition;
}

/** A provider as histories keep it: a key is told by its mark, which changes with it and tells nothing of it. */
export function historyOf(row: OwnProviderRow, secret: string | null): object {
  return { ...ownDefinitionOf(row), key: markOf(secret) };
}

function markOf(secret: string | null): string | null {
  if (secret === null) return null;
  try {
    const key = decryptSecret(secret);
    return key === "" ? null : secretMark(key);
  } catch {
    // Its key of encryption is not configured any more.
    return "secret:unreadable";
  }
}
