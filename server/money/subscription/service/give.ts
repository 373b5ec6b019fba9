import type { ServiceContext } from "@/server/kernel/context";
import { requireWithinLimit } from "@/server/money/approval/gate";
import type { OfferedVersion } from "../contract";
import { worthOfPeriod } from "../worth";
import { requireStaffMayAct } from "./row";

type Gift = { userId: string; planVersion: OfferedVersion; reason: string };

/**
 * For a period that nobody pays for: an allowance is money, so it is given to nobody of equal rank, oneself included, and
 * not above what one may credit by oneself. Throws as requireStaffMayAct does, FORBIDDEN (approval.above_limit).
 */
export async function requireMayGive(tx: ServiceContext, { userId, planVersion, reason }: Gift): Promise<void> {
  await requireStaffMayAct(tx, { userId, reason });
  await requireWithinLimit(tx, { amount: worthOfPeriod(planVersion), userIds: [userId] });
}
