import type { ServiceContext } from "@/server/kernel/context";
import { makeTrafficDays } from "./days";
import { makeTops } from "./tops";

/** What is made of the roll-ups that the settlement writes: days of traffic, and the biggest of each day. */
export async function rollUpDays(ctx: ServiceContext): Promise<{ days: number; tops: number }> {
  const days = await makeTrafficDays(ctx);
  const tops = await makeTops(ctx);
  return { days: days.made, tops: tops.made };
}
