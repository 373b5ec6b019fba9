import { isDeepStrictEqual } from "node:util";
import type { ServiceContext } from "@/server/kernel/context";
import { logger } from "@/server/kernel/logger";
import { putChannelSecrets, readChannelSecrets } from "@/server/supply/channel/carry-secrets";
import { openSecrets as openConfigSecrets } from "../config/secret-values";
import type { ObjectRef, RevisionKind } from "../revision/schema";
import { parseStored } from "../setting/current";
import { findSettingDefinition } from "../setting/registry/all";
import { updateSettings } from "../setting/service";
import type { DocumentSecrets } from "./schema";

export const NO_SECRETS: DocumentSecrets = { settings: {}, channels: {}, configs: {} };

/** An object whose secrets cannot be decrypted, because their key is no longer configured. */
export type Unreadable = ObjectRef & { label: string };

export type ReadSecrets = { secrets: DocumentSecrets; unreadable: Unreadable[] };

/** The secrets of the site's objects of some kinds, in plain text, and the objects whose secrets nobody can read any more. */
export async function readSecrets(ctx: ServiceContext, kinds: readonly RevisionKind[]): Promise<ReadSecrets> {
  const settings = kinds.includes("setting") ? await settingSecrets(ctx) : NONE;
  const channels = kinds.includes("channel") ? await readChannelSecrets(ctx) : NONE;
  const configs = kinds.includes("config") ? await configSecrets(ctx) : NONE;
  return {
    secrets: { settings: settings.secrets, channels: channels.secrets, configs: configs.secrets },
    unreadable: [
      ...settings.unreadable.map((object) => ({ kind: "setting" as const, ...object })),
      ...channels.unreadable.map((object) => ({ kind: "channel" as const, ...object })),
      ...configs.unreadable.map((object) => ({ kind: "config" as const, ...object })),
    ],
  };
}

type OfKind<Secrets> = { secrets: Secrets; unreadable: { id: string; label: string }[] };

const NONE = { secrets: {}, unreadable: [] };

async function settingSecrets(ctx: ServiceContext): Promise<OfKind<DocumentSecrets["settings"]>> {
  const rows = await ctx.db.setting.findMany({ orderBy: { key: "asc" } });
  const opened = rows
    .filter(({ key }) => findSettingDefinition(key)?.isSecret === true)
    .map(({ key, value }) => ({ key, value: parseStored(key, value) }));
  return {
    secrets: Object.fromEntries(opened.flatMap(({ key, value }) => (value === undefined ? [] : [[key, value]]))),
    unreadable: opened.filter(({ value }) => value === undefined).map(({ key }) => ({ id: key, label: key })),
  };
}

async function configSecrets(ctx: ServiceContext): Promise<OfKind<DocumentSecrets["configs"]>> {
  const rows = await ctx.db.userConfig.findMany({ where: { scope: "global" }, orderBy: { id: "asc" } });
  const read: OfKind<DocumentSecrets["configs"]> = { secrets: {}, unreadable: [] };
  for (const { id, key, name, secrets } of rows) {
    const opened = openConfig(id, secrets);
    if (opened === null) read.unreadable.push({ id, label: name || key });
    else if (Object.keys(opened).length > 0) read.secrets[id] = opened;
  }
  return read;
}

function openConfig(configId: string, stored: string): Record<string, string> | null {
  try {
    return openConfigSecrets(stored);
  } catch (error) {
    logger.error({ err: error, configId }, "the secrets of a configuration cannot be decrypted");
    return null;
  }
}

/** Whether an object's secrets would be others than now. What the document says nothing of stays. */
export function changesSecrets(kind: RevisionKind, now: Side, then: Side): boolean {
  const [here, there] = [secretsOf(kind, now), secretsOf(kind, then)];
  return there !== undefined && !isDeepStrictEqual(here, there);
}

type Side = { secrets: DocumentSecrets; id: string };

function secretsOf(kind: RevisionKind, { secrets, id }: Side): unknown {
  if (kind === "setting") return secrets.settings[id];
  if (kind === "channel") return secrets.channels[id];
  return kind === "config" ? secrets.configs[id] : undefined;
}

/** Saves secret settings, before the others: a way to sign in that is switched on asks for its secret. */
export async function applySettingSecrets(tx: ServiceContext, values: Record<string, unknown>, reason: string) {
  const keys = Object.keys(values);
  if (keys.length === 0) return;
  const rows = await tx.db.setting.findMany({ where: { key: { in: keys } }, select: { key: true, version: true } });
  const versions = new Map(rows.map(({ key, version }) => [key, version]));
  const changes = keys.map((key) => ({ key, value: values[key], version: versions.get(key) ?? 0 }));
  await updateSettings(tx, { changes, reason, isJumpConfirmed: false });
}

type ChannelSecrets = DocumentSecrets["channels"][string] & { id: string; status: "enabled" | "disabled" };

/** Gives channels their keys and the values of their headers, after they are there. */
export async function applyChannelSecrets(tx: ServiceContext, channels: readonly ChannelSecrets[], reason: string) {
  for (const channel of channels) await putChannelSecrets(tx, { ...channel, reason });
}
