import type { Dispatcher } from "undici";
import { upstreamConnections } from "@/server/configuration/setting/outbound";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { egressFetch } from "@/server/kernel/egress-fetch";
import { AppError, notFound } from "@/server/kernel/errors";
import type { Provider, Target } from "@/server/providers/contract";
import { parseJson } from "@/server/providers/json-value";
import { findProvider } from "@/server/providers/registry";
import { withTargetHeaders } from "@/server/providers/target-headers";
import { checkBaseUrl, definitionOf, parseProviderSettings } from "./definition";
import { readProxy } from "./proxy";
import { type FetchModelsInput, HEADER_MARK } from "./schema";
import { targetOf } from "./target";

export type UpstreamModels = {
  models: string[];
  /** What the upstream has and the channel has not. Empty for a channel that is not saved yet. */
  added: string[];
  /** What the channel offers and the upstream does not list, model mapping applied. */
  removed: string[];
};

/**
 * Asks an upstream for its models and compares with what the channel offers. A stored key is only ever sent to the stored
 * address: a form that is not saved brings its own key. Throws UPSTREAM (channel.models_failed, with the upstream's words).
 */
export async function fetchUpstreamModels(ctx: ServiceContext, input: FetchModelsInput): Promise<UpstreamModels> {
  authorize(ctx, "channel.manage");
  if ("draft" in input) {
    const { key = "", provider, organization, settings, baseUrl, proxy } = input.draft;
    await checkBaseUrl(baseUrl);
    const target: Target = {
      baseUrl,
      key,
      ...(organization === "" ? {} : { organization }),
      settings: parseProviderSettings(provider, settings),
      upstreamModel: "",
    };
    // A mark says nothing here: nothing of this form is stored yet.
    const models = await readModels(
      provider,
      target,
      upstreamConnections("supply", HEADER_MARK.test(proxy) ? "" : proxy),
    );
    return { models, added: [], removed: [] };
  }
  const row = await ctx.db.channel.findFirst({
    where: { id: input.channelId, ownerId: null, deletedAt: null },
    include: { keys: true },
  });
  if (!row) throw notFound("channel");
  const key = row.keys.find((candidate) => candidate.status === "enabled") ?? row.keys[0];
  if (!key) throw new AppError("PRECONDITION_FAILED", { reason: "channel.key_missing" });
  const definition = definitionOf(row);
  const models = await readModels(
    row.provider,
    targetOf(definition, { secret: key.secret, headers: row.headers, upstreamModel: "" }),
    upstreamConnections("supply", readProxy(row.proxy)),
  );
  return { models, ...compareModels(definition, models) };
}

/** What differs between a channel's offer and an upstream's list. A mapped name counts as the name it is mapped to. */
export function compareModels(
  definition: { models: readonly string[]; modelMapping: Readonly<Record<string, string>> },
  upstream: readonly string[],
): { added: string[]; removed: string[] } {
  const listed = new Set(upstream);
  const asked = new Map(definition.models.map((model) => [model, definition.modelMapping[model] ?? model]));
  const offered = new Set([...asked.keys(), ...asked.values()]);
  return {
    added: upstream.filter((model) => !offered.has(model)),
    removed: [...asked].filter(([, upstreamModel]) => !listed.has(upstreamModel)).map(([model]) => model),
  };
}

/** The models an upstream lists. Throws UPSTREAM (channel.models_failed, channel.models_empty). */
export async function readModels(providerId: string, target: Target, dispatcher: Dispatcher): Promise<string[]> {
  const provider = findProvider(providerId);
  if (!provider)
    throw new AppError("BAD_INPUT", { reason: "channel.provider_unknown", meta: { provider: providerId } });
  const { method, url, headers } = provider.modelsRequest(target);
  const response = await egressFetch(dispatcher, {
    url,
    method,
    headers: withTargetHeaders(headers, target),
  });
  if (response.status < 200 || response.status > 299) throw modelsFailed(provider, target, response);
  const models = provider.parseModels(parseJson(response.body));
  if (models.length === 0) throw new AppError("UPSTREAM", { reason: "channel.models_empty" });
  return models;
}

type Answer = { status: number; body: string; headers: Record<string, string | string[] | undefined> };

function modelsFailed(provider: Provider, target: Target, response: Answer): AppError {
  const { status, body, headers } = response;
  const { detail } = provider.mapError({ status, body, headers, target });
  return new AppError("UPSTREAM", { reason: "channel.models_failed", meta: { status, detail } });
}
