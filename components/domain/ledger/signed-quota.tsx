import { Quota } from "@/components/ui/quota";

/** A change of a balance: a sign before it, and gains in green. */
export function SignedQuota({ units }: { units: bigint }) {
  return <Quota units={units} isSigned className={units > 0n ? "text-ok" : undefined} />;
}
