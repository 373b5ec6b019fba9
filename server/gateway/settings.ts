import { getSetting } from "@/server/configuration/setting/current";
import type { LimitSettings } from "./limits";

/** The settings the request path reads, gathered once for each change of a setting instead of once a request. */
export type GatewaySettings = {
  limits: LimitSettings;
  reserveCompletionTokens: number;
  allowsUnpricedModels: boolean;
  quotaErrorStatus: 429 | 402;
  retryMax: number;
  retriesAfterTimeout: boolean;
  connectTimeoutMs: number;
  firstByteTimeoutMs: number;
  idleTimeoutMs: number;
  totalTimeoutMs: number;
  clientGonePolicy: "delivered" | "drain";
  drainMs: number;
  interruptedPolicy: "delivered" | "free";
  autoDisable: AutoDisableSettings;
};

export type AutoDisableSettings = {
  isEnabled: boolean;
  statuses: readonly number[];
  keywords: readonly string[];
  failures: number;
  windowMs: number;
};

const MS_PER_SECOND = 1_000;

export function readGatewaySettings(): GatewaySettings {
  return {
    limits: {
      perUser: getSetting("limits.requestsPerMinutePerUser"),
      perToken: getSetting("limits.requestsPerMinutePerToken"),
      concurrentPerUser: getSetting("limits.concurrentRequestsPerUser"),
    },
    reserveCompletionTokens: getSetting("gateway.reserveCompletionTokens"),
    allowsUnpricedModels: getSetting("gateway.allowUnpricedModels"),
    quotaErrorStatus: getSetting("gateway.quotaErrorStatus"),
    retryMax: getSetting("gateway.retryMax"),
    retriesAfterTimeout: getSetting("gateway.retryAfterTimeout"),
    connectTimeoutMs: getSetting("gateway.connectTimeoutSeconds") * MS_PER_SECOND,
    firstByteTimeoutMs: getSetting("gateway.firstByteTimeoutSeconds") * MS_PER_SECOND,
    idleTimeoutMs: getSetting("gateway.idleTimeoutSeconds") * MS_PER_SECOND,
    totalTimeoutMs: getSetting("gateway.totalTimeoutSeconds") * MS_PER_SECOND,
    clientGonePolicy: getSetting("gateway.clientGonePolicy"),
    drainMs: getSetting("gateway.drainSeconds") * MS_PER_SECOND,
    interruptedPolicy: getSetting("gateway.interruptedPolicy"),
    autoDisable: {
      isEnabled: getSetting("supply.autoDisableEnabled"),
      statuses: getSetting("supply.autoDisableStatuses"),
      keywords: getSetting("supply.autoDisableKeywords"),
      failures: getSetting("supply.autoDisableFailures"),
      windowMs: getSetting("supply.autoDisableWindowSeconds") * MS_PER_SECOND,
    },
  };
}
