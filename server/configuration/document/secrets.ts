import { isDeepStrictEqual } from "node:util";
import type { ServiceContext } from "@/server/kernel/context";
import { putChannelSecrets, readChannelSecrets } from "@/server/supply/channel/carry-secrets";
import { openSecrets as openConfigSecrets } from "../config/secret-values";
import type { RevisionKind } from "../revision/schema";
import { parseStored } from "../setting/current";
import { findSettingDefinition } from "../setting/registry/all";
import { updateSettings } from "../setting/service";
import type { DocumentSecrets } from "./schema";

export const NO_SECRETS: DocumentSecrets = { settings: {}, channels: {}, configs: {} };

/** The secrets of the site's objects of some kinds, in plain text. Throws INTERNAL when their key is no longer configured. */
export async function readSecrets(ctx: ServiceContext, kinds: readonly RevisionKind[]): Promise<DocumentSecrets> {
  return {
    settings: kinds.includes("setting") ? await settingSecrets(ctx) : {},
    channels: kinds.includes("channel") ? await readChannelSecrets(ctx) : {},
    configs: kinds.includes("config") ? await configSecrets(ctx) : {},
  };
}

async function settingSecrets(ctx: ServiceContext): Promise<DocumentSecrets["settings"]> {
  const rows = await ctx.db.setting.findMany({ orderBy: { key: "asc" } });
  const secret = rows.filter(({ key }) => findSettingDefinition(key)?.isSecret === true);
  return Object.fromEntries(secret.map(({ key, value }) => [key, parseStored(key, value)]));
}

async function configSecrets(ctx: ServiceContext): Promise<DocumentSecrets["configs"]> {
  const rows = await ctx.db.userConfig.findMany({ where: { scope: "global" }, orderBy: { id: "asc" } });
  const opened = rows.map(({ id, secrets }) => [id, openConfigSecrets(secrets)] as const);
  return Object.fromEntries(opened.filter(([, secrets]) => Object.keys(secrets).length > 0));
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
