import { defaultShouldDehydrateQuery, QueryClient } from "@tanstack/react-query";
import superjson from "superjson";
import { readAppError } from "../feedback/app-error";

const STALE_MS = 10_000;
const RETRIES_MAX = 2;

// Repeating a call that was refused for what it asks gives the same answer, later.
function shouldRetry(failures: number, error: unknown): boolean {
  const { code } = readAppError(error);
  return failures < RETRIES_MAX && (code === "NETWORK" || code === "UNAVAILABLE" || code === "RATE_LIMITED");
}

/** The cache of server state for one browser page (or one server render). */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: STALE_MS, retry: shouldRetry, refetchOnWindowFocus: false },
      mutations: { retry: false },
      dehydrate: {
        serializeData: superjson.serialize,
        shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) || query.state.status === "pending",
      },
      hydrate: { deserializeData: superjson.deserialize },
    },
  });
}
