import type { useTRPC } from "@/components/trpc/provider";

/** What is read anew after any change of money: balances, the ledger and what waits for a second person. */
export function moneyFilters(trpc: ReturnType<typeof useTRPC>) {
  return [trpc.user, trpc.ledger, trpc.approval, trpc.order, trpc.wallet, trpc.audit].map((part) => part.pathFilter());
}
