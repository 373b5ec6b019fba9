"use client";

import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchStreamLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { type ReactNode, useState } from "react";
import type { AppRouter } from "@/server/trpc/root";
import { createQueryClient } from "./query-client";
import { transformer } from "./transformer";

const context = createTRPCContext<AppRouter>();

/** `const trpc = useTRPC()`, then `useQuery(trpc.user.get.queryOptions({ id }))`. */
export const useTRPC = context.useTRPC;
/** The bare client, for a call outside queries and mutations: `client.search.lookup.query({ q })`. */
export const useTRPCClient = context.useTRPCClient;

const BATCH_URL_LENGTH_MAX = 2_000;
let browserQueryClient: QueryClient | undefined;

function getQueryClient(): QueryClient {
  // On the server every render has its own; in the browser one must outlive a suspended first render.
  if (typeof window === "undefined") return createQueryClient();
  browserQueryClient ??= createQueryClient();
  return browserQueryClient;
}

function createClient() {
  return createTRPCClient<AppRouter>({
    // Streamed: a slow answer of a batch (what filters can be set to) does not keep back the quick one (the rows).
    links: [httpBatchStreamLink({ url: "/api/trpc", transformer, maxURLLength: BATCH_URL_LENGTH_MAX })],
  });
}

export function TRPCProvider({ children }: { children: ReactNode }) {
  const queryClient = getQueryClient();
  const [client] = useState(createClient);
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  );
}
