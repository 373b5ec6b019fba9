import type { Agent } from "undici";
import { getSetting } from "@/server/configuration/setting/current";
import { createEgressDispatcher } from "@/server/kernel/egress";

const HOLDER = Symbol.for("gatehouse.paymentDispatcher");
const shared = globalThis as { [HOLDER]?: Agent };

const CONNECTIONS_PER_HOST_MAX = 8;

/** The guarded connections of this process to payment providers: apart from all others, so that money never queues. */
export function paymentDispatcher(): Agent {
  shared[HOLDER] ??= createEgressDispatcher({
    policy: () => ({ allowedHosts: getSetting("network.allowedHosts") }),
    connections: CONNECTIONS_PER_HOST_MAX,
    // The caller's own time limit covers the whole call.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return shared[HOLDER];
}
