import { readSiteOptions } from "@/server/configuration/setting/site-options";
import { decryptSecret } from "@/server/kernel/crypto";
import type { Target } from "@/server/providers/contract";
import type { ChannelDefinition } from "./definition";
import { readHeaders } from "./stored-json";

/** Where a request of a channel goes, with one of its keys and its headers decrypted. Never to leave the process. */
export function targetOf(
  definition: ChannelDefinition,
  input: { secret: string; headers: string; upstreamModel: string },
): Target {
  const headers = readHeaders(input.headers);
  const site = readSiteOptions();
  return {
    baseUrl: definition.baseUrl,
    key: decryptSecret(input.secret),
    ...(definition.organization === "" ? {} : { organization: definition.organization }),
    settings: definition.settings,
    upstreamModel: input.upstreamModel,
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(site === null ? {} : { site }),
  };
}

/** The name the upstream knows a model by. */
export function upstreamModelOf(definition: Pick<ChannelDefinition, "modelMapping">, model: string): string {
  return definition.modelMapping[model] ?? model;
}
