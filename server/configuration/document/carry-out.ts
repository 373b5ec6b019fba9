import type { ServiceContext } from "@/server/kernel/context";
import { joinSecrets } from "../config/secret-values";
import { type ApplyOptions, applyObjects, prepareObjects, type Wanted } from "../revision/apply";
import { isJsonObject } from "../template/json-schema/json-schema";
import type { PlannedObject } from "./plan";
import type { DocumentSecrets } from "./schema";
import { applyChannelSecrets, applySettingSecrets } from "./secrets";

export type PreparedImport = {
  wanted: Wanted[];
  settingSecrets: Record<string, unknown>;
  channelSecrets: Parameters<typeof applyChannelSecrets>[1];
  count: number;
  hasSecrets: boolean;
};

/**
 * Puts a plan's changes in the shape in which they are made, and does what must not wait in a transaction. Throws as
 * `prepareObjects` does.
 */
export async function prepareImport(
  ctx: ServiceContext,
  changing: readonly PlannedObject[],
  secrets: DocumentSecrets,
): Promise<PreparedImport> {
  const objects = changing.filter((object) => !isSecretSetting(object));
  const wanted = await prepareObjects(
    ctx,
    objects.map((object) => toWanted(object, secrets)),
  );
  const ofSettings = changing.filter(isSecretSetting).map(({ id }) => [id, secrets.settings[id]] as const);
  return {
    wanted,
    settingSecrets: Object.fromEntries(ofSettings),
    channelSecrets: objects.flatMap((object) => channelSecretsOf(object, secrets)),
    count: changing.length,
    hasSecrets: changing.some(({ isSecretChanged }) => isSecretChanged),
  };
}

/**
 * Makes the changes in the caller's transaction, which carries the change's id. Secret settings come first, because a way to
 * sign in that is switched on asks for its secret; keys of channels last, when the channels are there.
 */
export async function carryOut(tx: ServiceContext, prepared: PreparedImport, options: ApplyOptions): Promise<void> {
  await applySettingSecrets(tx, prepared.settingSecrets, options.reason);
  await applyObjects(tx, prepared.wanted, options);
  await applyChannelSecrets(tx, prepared.channelSecrets, options.reason);
}

function isSecretSetting({ kind, effect, content }: PlannedObject): boolean {
  return kind === "setting" && effect !== "delete" && content === null;
}

function toWanted({ kind, id, label, content, expected, documentId }: PlannedObject, secrets: DocumentSecrets): Wanted {
  const ofConfig = kind === "config" ? secrets.configs[documentId ?? ""] : undefined;
  const values = content?.values;
  const isJoined = ofConfig !== undefined && isJsonObject(values);
  return {
    kind,
    id,
    label,
    expected,
    content: isJoined ? { ...content, values: joinSecrets(values, ofConfig) } : content,
  };
}

function channelSecretsOf(planned: PlannedObject, secrets: DocumentSecrets) {
  const { kind, id, documentId, content, isSecretChanged } = planned;
  const ofChannel = kind === "channel" && documentId !== null ? secrets.channels[documentId] : undefined;
  if (!ofChannel || content === null || !isSecretChanged) return [];
  return [{ ...ofChannel, id, status: content.status === "disabled" ? ("disabled" as const) : ("enabled" as const) }];
}
