import type { LogRow } from "@/server/money/ledger/rows";
import type { Usage } from "@/server/providers/contract";
import { SPECIAL_TOKENS, type SpecialTokens, withSpecial } from "@/server/providers/special-token-schema";
import { completionTokensLikely, promptTokensLikely } from "./estimate";
import { charge, clamp } from "./price";
import type { RelayResult } from "./relay";
import type { GatewayRequest } from "./request";
import type { GatewaySettings } from "./settings";
import type { ModelPrice } from "./snapshot";

/** What a request is charged for. `charge` in quota units. */
export type Bill = { usage: Usage; usageSource: LogRow["usageSource"]; charge: bigint };

const NOTHING: Usage = { promptTokens: 0, cachedTokens: 0, completionTokens: 0 };

type BillInput = {
  request: GatewayRequest;
  price: ModelPrice;
  settings: Pick<GatewaySettings, "interruptedPolicy">;
};

/**
 * The bill of a relayed request, by how it ended (pain-points §1.3):
 * completed: the provider's usage, else an estimate. Broken off by the upstream or a time-out: what was delivered, or
 * nothing, by setting. The client left: what was delivered (a drained stream knows the provider's figure).
 * Whoever got nothing and caused no reported usage pays nothing.
 */
export function billOf(result: RelayResult, { request, price, settings }: BillInput): Bill {
  const isInterrupted = result.outcome === "upstream_error" || result.outcome === "timeout";
  if (isInterrupted && (!result.isDelivered || settings.interruptedPolicy === "free")) return free(result.usage);
  if (result.usage) {
    const usage = {
      promptTokens: clamp(result.usage.promptTokens),
      cachedTokens: clamp(result.usage.cachedTokens),
      completionTokens: clamp(result.usage.completionTokens),
      ...(result.usage.special ? withSpecial(clampSpecial(result.usage.special)) : {}),
    };
    return { usage, usageSource: "provider", charge: charge(price, usage) };
  }
  if (!result.isDelivered) return free(null);
  const usage = {
    promptTokens: promptTokensLikely(request),
    cachedTokens: 0,
    completionTokens: request.endpoint === "embeddings" ? 0 : completionTokensLikely(result.contentBytes),
  };
  return { usage, usageSource: "estimated", charge: charge(price, usage) };
}

function free(usage: Usage | null): Bill {
  return usage ? { usage, usageSource: "provider", charge: 0n } : { usage: NOTHING, usageSource: "none", charge: 0n };
}

function clampSpecial(special: SpecialTokens): SpecialTokens {
  return Object.fromEntries(SPECIAL_TOKENS.map((kind) => [kind, clamp(special[kind] ?? 0)]));
}
