import type { RedemptionUse } from "@/prisma/generated/sqlite/client";
import { AppError, staleVersion } from "@/server/kernel/errors";
import { codeState } from "../state";
import type { CodeRow } from "./row";

/** Why a code that exists was not redeemed: what concerns this user first, then the code, then the calendar. */
export function refusalOf(code: CodeRow, earlierUse: RedemptionUse | null, now: Date): AppError {
  if (earlierUse) {
    return new AppError("CONFLICT", { reason: "redemption.used_by_you", meta: { at: earlierUse.createdAt.getTime() } });
  }
  switch (codeState(code, now)) {
    case "void":
      return new AppError("PRECONDITION_FAILED", { reason: "redemption.void" });
    case "used":
      return new AppError("CONFLICT", {
        reason: code.batch.kind === "gift" ? "redemption.exhausted" : "redemption.used",
      });
    case "scheduled":
      return new AppError("PRECONDITION_FAILED", {
        reason: "redemption.not_yet",
        meta: { at: code.batch.validFrom?.getTime() ?? null },
      });
    case "expired":
      return new AppError("PRECONDITION_FAILED", {
        reason: "redemption.expired",
        meta: { at: (code.validUntil ?? code.batch.validUntil)?.getTime() ?? null },
      });
    case "active":
      // Its dates were changed between the reading and the claim: the next try sees them.
      return staleVersion("redemption");
  }
}
