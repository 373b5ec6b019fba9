import type { Agent } from "undici";
import { getSetting } from "@/server/configuration/setting/current";
import { createEgressDispatcher } from "@/server/kernel/egress";

const HOLDER = Symbol.for("gatehouse.supplyDispatcher");
const shared = globalThis as { [HOLDER]?: Agent };

const CONNECTIONS_PER_HOST_MAX = 16;

/** The guarded connections of this process for tests and model lists: apart from the gateway's, so neither starves the other. */
export function supplyDispatcher(): Agent {
  shared[HOLDER] ??= createEgressDispatcher({
    policy: () => ({ allowedHosts: getSetting("network.allowedHosts") }),
    connections: CONNECTIONS_PER_HOST_MAX,
    // The caller's own time limit covers the whole call.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return shared[HOLDER];
}
