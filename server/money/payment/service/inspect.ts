import { getSetting } from "@/server/configuration/setting/current";
import { outboundConnections, sitePolicy } from "@/server/configuration/setting/outbound";
import type { SettingKey } from "@/server/configuration/setting/registry/all";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { assertEgressAllowed } from "@/server/kernel/egress";
import { egressFetch } from "@/server/kernel/egress-fetch";
import { callbackPath, callbackUrl } from "../address";
import { PAYMENT_PROVIDERS, type PaymentProviderId } from "../provider-schema";
import { providerOf } from "../registry";

export type AddressFault = "missing" | "http" | "local" | "path" | "unreachable" | "elsewhere";

export type ProviderSetup = {
  provider: PaymentProviderId;
  isOn: boolean;
  missing: SettingKey[];
  /** Where the provider reports; null for one that never does. */
  callbackUrl: string | null;
};

export type PaymentSetup = { publicUrl: string; faults: AddressFault[]; providers: ProviderSetup[] };

const TIMEOUT_MS = 5_000;
/** What our own route says to a GET without a payment in it, so that a stranger's site is told from ours. */
const OUR_ANSWERS = new Set(["fail", "bad signature"]);

/**
 * Looks at how payment is set up: what each provider lacks, where it reports to, and what is wrong with that address, as
 * far as it can be seen from inside. Changes nothing.
 */
export async function inspectPaymentSetup(ctx: ServiceContext): Promise<PaymentSetup> {
  authorize(ctx, "payment.inspectSetup");
  const publicUrl = getSetting("site.publicUrl");
  const providers = PAYMENT_PROVIDERS.map((id) => setupOf(id));
  const faults = staticFaults(publicUrl);
  const reporting = providers.find(({ isOn, callbackUrl: url }) => isOn && url !== null);
  if (publicUrl !== "" && reporting) faults.push(...(await reachFaults(reporting.provider)));
  return { publicUrl, faults, providers };
}

function setupOf(id: PaymentProviderId): ProviderSetup {
  const provider = providerOf(id);
  const missing = provider.missing();
  return {
    provider: id,
    isOn: missing.length === 0,
    missing,
    callbackUrl: provider.callback && getSetting("site.publicUrl") !== "" ? callbackUrl(id) : null,
  };
}

/** What can be said of an address without calling it. */
export function staticFaults(publicUrl: string): AddressFault[] {
  if (!URL.canParse(publicUrl)) return ["missing"];
  const { protocol, hostname, pathname } = new URL(publicUrl);
  const faults: AddressFault[] = [];
  if (protocol !== "https:") faults.push("http");
  if (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    /^(127\.|10\.|192\.168\.|\[::1\])/.test(hostname)
  ) {
    faults.push("local");
  }
  if (pathname !== "/") faults.push("path");
  return faults;
}

/** Calls our own callback address from here: a proxy that swallows it, or another site at that name, shows. */
async function reachFaults(id: PaymentProviderId): Promise<AddressFault[]> {
  const url = callbackUrl(id);
  try {
    await assertEgressAllowed(url, sitePolicy());
    const answer = await egressFetch(outboundConnections("payment"), { url, timeoutMs: TIMEOUT_MS });
    const isOurs = OUR_ANSWERS.has(answer.body.trim()) && new URL(answer.url).pathname === callbackPath(id);
    return isOurs ? [] : ["elsewhere"];
  } catch {
    return ["unreachable"];
  }
}
