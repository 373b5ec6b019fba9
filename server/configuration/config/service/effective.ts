import type { UserConfig } from "@/prisma/generated/sqlite/client";
import { authorize, requireUserId } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import type { JsonObject } from "../../template/json-schema/json-schema";
import { mergeValues } from "../../template/json-schema/values-json-schema";
import { findTemplate } from "../../template/service/row";
import { definitionOf, readValues } from "../row";
import { CONFIG_SCOPES, type ConfigEffectiveInput, type ConfigScope } from "../schema";
import { openSecrets, type PlainSecrets, type SecretState, secretStates } from "../secret-values";

export type EffectiveConfig = {
  templateId: string;
  templateNumber: number;
  key: string;
  values: JsonObject;
  secrets: SecretState[];
  /** What lies over the template's defaults, lowest first. */
  layers: { id: string; scope: ConfigScope; expiresAt: Date | null }[];
};

/**
 * What holds under a key of a template: its defaults, and over them what is active and not over for the account, for this
 * session, and for a while. A secret is told to be set or not. The version is that of the topmost layer, or the newest where
 * there is none. Throws NOT_FOUND; FORBIDDEN for another's without the right to it.
 */
export async function effectiveConfig(ctx: ServiceContext, input: ConfigEffectiveInput): Promise<EffectiveConfig> {
  authorize(ctx, "config.manageOwn");
  const userId = input.userId ?? requireUserId(ctx);
  if (userId !== actorId(ctx)) authorize(ctx, "config.readAny");
  const template = await findTemplate(ctx, input.templateId);
  const layers = await findLayers(ctx, { ...input, userId });
  const templateNumber = layers.at(-1)?.templateNumber ?? template.latest;
  const { defaults, secretFields } = await definitionOf(ctx, { templateId: template.id, templateNumber });
  return {
    templateId: template.id,
    templateNumber,
    key: input.key,
    values: layers.map(readValues).reduce(mergeValues, defaults),
    secrets: secretStates(secretFields, mergeSecrets(layers)),
    layers: layers.map(({ id, scope, expiresAt }) => ({ id, scope: scope as ConfigScope, expiresAt })),
  };
}

type Wanted = { userId: string; templateId: string; key: string };

async function findLayers(ctx: ServiceContext, { userId, templateId, key }: Wanted): Promise<UserConfig[]> {
  const now = ctx.clock();
  const sessionId = ctx.actor.kind === "user" && ctx.actor.id === userId ? ctx.actor.sessionId : null;
  const rows = await ctx.db.userConfig.findMany({
    where: {
      userId,
      templateId,
      key,
      isActive: true,
      AND: [
        // What is over is never served, whether it was swept or not.
        { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
        { OR: [{ scope: { not: "session" } }, ...(sessionId === null ? [] : [{ scope: "session", sessionId }])] },
      ],
    },
  });
  const rank = (row: UserConfig) => CONFIG_SCOPES.indexOf(row.scope as ConfigScope);
  return rows.sort((one, other) => rank(one) - rank(other));
}

function mergeSecrets(layers: readonly UserConfig[]): PlainSecrets {
  return Object.assign({}, ...layers.map((row) => openSecrets(row.secrets)));
}
