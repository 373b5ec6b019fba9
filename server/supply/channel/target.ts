import { decryptSecret } from "@/server/kernel/crypto";
import type { Target } from "@/server/providers/contract";
import type { ChannelDefinition } from "./definition";

/** Where a request of a channel goes, with one of its keys decrypted. Never to leave the process. */
export function targetOf(definition: ChannelDefinition, input: { secret: string; upstreamModel: string }): Target {
  return {
    baseUrl: definition.baseUrl,
    key: decryptSecret(input.secret),
    ...(definition.organization === "" ? {} : { organization: definition.organization }),
    settings: definition.settings,
    upstreamModel: input.upstreamModel,
  };
}

/** The name the upstream knows a model by. */
export function upstreamModelOf(definition: Pick<ChannelDefinition, "modelMapping">, model: string): string {
  return definition.modelMapping[model] ?? model;
}
