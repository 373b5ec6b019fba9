import { ownProviderPolicy, upstreamConnections } from "@/server/configuration/setting/outbound";
import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { checkBaseUrl, definitionOf, parseProviderSettings } from "../channel/definition";
import { targetOf } from "../channel/target";
import { readModels } from "../channel/upstream-models";
import type { ChannelTestResult } from "../channel-test/schema";
import { type TestRunOptions, testRow } from "../channel-test/service";
import { presetOf } from "./definition";
import { findOwnRow, requireOwnProviders } from "./row";
import type { FetchOwnModelsInput, TestOwnProviderInput } from "./schema";

/**
 * Tests one's own provider with a real request, through the adapter and guard that the gateway uses; the bill for it is the
 * owner's, at their upstream. An upstream that fails is a result. Throws NOT_FOUND, PRECONDITION_FAILED.
 */
export async function testOwnProvider(
  ctx: ServiceContext,
  input: TestOwnProviderInput,
  options: TestRunOptions = {},
): Promise<ChannelTestResult> {
  authorize(ctx, "provider.manageOwn");
  const ownerId = requireUserId(ctx);
  requireOwnProviders();
  const { name, ...rest } = input;
  const row = await findOwnRow(ctx, { ownerId, name });
  return testRow(ctx, { row, input: rest, dispatcher: upstreamConnections("ownProvider") }, options);
}

/**
 * Asks an upstream for its models. A stored key is only ever sent to the stored address: a form that is not saved brings its
 * own. Throws UPSTREAM (channel.models_failed, with the upstream's words).
 */
export async function fetchOwnModels(ctx: ServiceContext, input: FetchOwnModelsInput): Promise<{ models: string[] }> {
  authorize(ctx, "provider.manageOwn");
  const ownerId = requireUserId(ctx);
  requireOwnProviders();
  const connections = upstreamConnections("ownProvider");
  if ("draft" in input) {
    const { type, key = "" } = input.draft;
    const preset = presetOf(type);
    const baseUrl = input.draft.baseUrl || preset.baseUrl;
    await checkBaseUrl(baseUrl, ownProviderPolicy());
    const settings = parseProviderSettings(preset.provider, { ...preset.settings });
    return { models: await readModels(preset.provider, { baseUrl, key, settings, upstreamModel: "" }, connections) };
  }
  const row = await findOwnRow(ctx, { ownerId, name: input.name });
  const [key] = row.keys;
  if (!key) throw new AppError("PRECONDITION_FAILED", { reason: "channel.key_missing" });
  const target = targetOf(definitionOf(row), { secret: key.secret, headers: row.headers, upstreamModel: "" });
  return { models: await readModels(row.provider, target, connections) };
}
