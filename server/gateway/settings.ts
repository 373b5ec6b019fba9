import { getSetting } from "@/server/configuration/setting/current";
import { readSiteOptions } from "@/server/configuration/setting/site-options";
import type { SiteOptions } from "@/server/providers/site-options";
import { type StatusMatcher, statusMatcher } from "@/server/supply/channel/status-schema";
import type { AffinitySettings } from "./affinity";
import { type AnswerCheck, checkAnswersBy } from "./answer-text";
import type { BodySettings } from "./body-keeper";
import { ContentFilter } from "./content-filter";
import type { LimitSettings, WindowSettings } from "./limits";
import type { OfflineSettings } from "./offline/serving";
import type { OwnSettings } from "./own-offer";
import { ownFeePrice } from "./own-price";
import type { GroupSettings } from "./token-groups";

/** The settings the request path reads, gathered once for each change of a setting instead of once a request. */
export type GatewaySettings = {
  limits: LimitSettings;
  reserveCompletionTokens: number;
  /** On a site that serves its owners alone, a model without a price is free. */
  allowsUnpricedModels: boolean;
  quotaErrorStatus: 429 | 402;
  retryMax: number;
  /** Null: the cause of a failure decides whether another channel is asked. */
  isRetried: StatusMatcher | null;
  retriesAfterTimeout: boolean;
  connectTimeoutMs: number;
  firstByteTimeoutMs: number;
  idleTimeoutMs: number;
  totalTimeoutMs: number;
  /** Silence of a stream after which a sign of life goes out; 0: none does. */
  pingMs: number;
  hidesUpstreamErrors: boolean;
  /** At most; what the environment allows may be less. */
  bodyLimitBytes: number;
  blocksBrowserExtensions: boolean;
  /** What the site sets for vendors' models; null where it sets nothing. */
  site: SiteOptions | null;
  /** Null: every request is drawn anew. */
  affinity: AffinitySettings | null;
  /** Null where prompts, or answers, are not held against the content filter. */
  promptFilter: ContentFilter | null;
  answerCheck: AnswerCheck | null;
  clientGonePolicy: "delivered" | "drain";
  drainMs: number;
  interruptedPolicy: "delivered" | "free";
  autoDisable: AutoDisableSettings;
  groups: GroupSettings;
  /** Null: customers' own providers are switched off. */
  ownProviders: OwnSettings;
  bodies: BodySettings;
  /** Null: requests are refused while the database is away. */
  offline: OfflineSettings | null;
};

export type AutoDisableSettings = {
  isEnabled: boolean;
  statuses: readonly number[];
  keywords: readonly string[];
  failures: number;
  windowMs: number;
};

const MS_PER_SECOND = 1_000;
const SECONDS_PER_MINUTE = 60;
const BYTES_PER_KIB = 1_024;
const BYTES_PER_MIB = 1_024 * BYTES_PER_KIB;

function readAffinity(): AffinitySettings | null {
  const minutes = getSetting("supply.affinityMinutes");
  if (minutes === 0) return null;
  const ttlMs = minutes * SECONDS_PER_MINUTE * MS_PER_SECOND;
  return { ttlMs, switchesOnSuccess: getSetting("supply.affinitySwitchOnSuccess") };
}

function readOffline(): OfflineSettings | null {
  if (getSetting("gateway.offlinePolicy") === "refuse") return null;
  const maxAgeMs = getSetting("gateway.offlineMinutes") * SECONDS_PER_MINUTE * MS_PER_SECOND;
  return { limitUnits: BigInt(getSetting("gateway.offlineUnitsPerAccount")), maxAgeMs };
}

let compiled: { rules: string; filter: ContentFilter } | null = null;

function readContentFilters(): Pick<GatewaySettings, "promptFilter" | "answerCheck"> {
  const lines = getSetting("content.rules");
  const checksPrompts = getSetting("content.checkPrompts");
  const checksAnswers = getSetting("content.checkAnswers");
  if (lines.length === 0 || !(checksPrompts || checksAnswers)) return { promptFilter: null, answerCheck: null };
  // Thousands of rules take a while to compile: other settings change without that.
  const rules = lines.join("\n");
  if (compiled?.rules !== rules) compiled = { rules, filter: new ContentFilter(lines) };
  const { filter } = compiled;
  return { promptFilter: checksPrompts ? filter : null, answerCheck: checksAnswers ? checkAnswersBy(filter) : null };
}

function readWindowSettings(): WindowSettings | null {
  const limits = {
    requests: getSetting("limits.windowRequestsPerUser"),
    successes: getSetting("limits.windowSuccessesPerUser"),
    tokens: getSetting("limits.windowTokensPerUser"),
  };
  const byGroup = getSetting("limits.windowByGroup");
  const isOff = [limits, ...byGroup].every(({ requests, successes, tokens }) => requests + successes + tokens === 0);
  if (isOff) return null;
  return {
    minutes: getSetting("limits.windowMinutes"),
    limits,
    byGroup: new Map(byGroup.map((row) => [row.group, row])),
  };
}

export function readGatewaySettings(): GatewaySettings {
  return {
    limits: {
      perUser: getSetting("limits.requestsPerMinutePerUser"),
      perToken: getSetting("limits.requestsPerMinutePerToken"),
      concurrentPerUser: getSetting("limits.concurrentRequestsPerUser"),
      window: readWindowSettings(),
    },
    reserveCompletionTokens: getSetting("gateway.reserveCompletionTokens"),
    allowsUnpricedModels: getSetting("site.selfUse"),
    quotaErrorStatus: getSetting("gateway.quotaErrorStatus"),
    retryMax: getSetting("gateway.retryMax"),
    isRetried: statusMatcher(getSetting("gateway.retryStatuses")),
    retriesAfterTimeout: getSetting("gateway.retryAfterTimeout"),
    connectTimeoutMs: getSetting("gateway.connectTimeoutSeconds") * MS_PER_SECOND,
    firstByteTimeoutMs: getSetting("gateway.firstByteTimeoutSeconds") * MS_PER_SECOND,
    idleTimeoutMs: getSetting("gateway.idleTimeoutSeconds") * MS_PER_SECOND,
    totalTimeoutMs: getSetting("gateway.totalTimeoutSeconds") * MS_PER_SECOND,
    pingMs: getSetting("gateway.pingSeconds") * MS_PER_SECOND,
    hidesUpstreamErrors: getSetting("gateway.hideUpstreamErrors"),
    bodyLimitBytes: getSetting("gateway.bodyLimitMib") * BYTES_PER_MIB || Number.POSITIVE_INFINITY,
    blocksBrowserExtensions: getSetting("gateway.blockBrowserExtensions"),
    site: readSiteOptions(),
    affinity: readAffinity(),
    ...readContentFilters(),
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
    groups: { enforced: getSetting("access.enforceTokenGroups"), auto: getSetting("access.autoGroups") },
    ownProviders: getSetting("providers.ownEnabled") ? { fee: ownFeePrice(getSetting("providers.feeUnits")) } : null,
    bodies: {
      keep: getSetting("logs.keepBodies"),
      limitBytes: getSetting("logs.bodyLimitKib") * BYTES_PER_KIB,
    },
    offline: readOffline(),
  };
}
