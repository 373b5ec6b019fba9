import type { ApprovalStatus } from "./schema";

type StateFields = { status: string; expiresAt: Date };

/** What a request is worth now: one nobody decided in time has lapsed, without anybody writing so. */
export function approvalState(row: StateFields, now: Date): ApprovalStatus {
  if (row.status === "pending" && row.expiresAt <= now) return "expired";
  return row.status as ApprovalStatus;
}

/** The same rule as a database filter. */
export function whereApprovalState(state: ApprovalStatus, now: Date): object {
  if (state === "pending") return { status: "pending", expiresAt: { gt: now } };
  if (state === "expired") return { status: "pending", expiresAt: { lte: now } };
  return { status: state };
}
