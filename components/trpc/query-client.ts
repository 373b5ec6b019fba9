import { defaultShouldDehydrateQuery, hashKey, QueryClient, type QueryKey } from "@tanstack/react-query";
import superjson from "superjson";
import { readAppError } from "../feedback/app-error";

const STALE_MS = 10_000;
const RETRIES_MAX = 2;

// Repeating a call that was refused for what it asks gives the same answer, later.
function shouldRetry(failures: number, error: unknown): boolean {
  const { code } = readAppError(error);
  return failures < RETRIES_MAX && (code === "NETWORK" || code === "UNAVAILABLE" || code === "RATE_LIMITED");
}

/** Amounts in an input are big integers, which JSON, and with it the library's own key, does not know. */
function hashWithAmounts(key: QueryKey): string {
  return hashKey(JSON.parse(JSON.stringify(key, (_, value) => (typeof value === "bigint" ? `${value}n` : value))));
}

/** The cache of server state for one browser page (or one server render). */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        retry: shouldRetry,
        refetchOnWindowFocus: false,
        queryKeyHashFn: hashWithAmounts,
      },
      mutations: { retry: false },
      dehydrate: {
        serializeData: superjson.serialize,
        shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) || query.state.status === "pending",
      },
      hydrate: { deserializeData: superjson.deserialize },
    },
  });
}
