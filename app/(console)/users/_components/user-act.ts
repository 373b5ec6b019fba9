import type { Viewer } from "@/components/layout/viewer";
import { can, outranks, type Permission, type Role } from "@/server/identity/permission/schema";

/** What every dialog about an account needs to know of it. */
export type UserSubject = {
  id: string;
  username: string;
  displayName: string;
  email: string | null;
  role: Role;
  status: "enabled" | "disabled";
  groupName: string;
  notes: string;
  balance: bigint;
  version: number;
  deletedAt: Date | null;
  legalHoldAt: Date | null;
};

export const USER_ACTS = [
  "edit",
  "adjust",
  "transfer",
  "setRole",
  "resetPassword",
  "disable",
  "enable",
  "delete",
  "restore",
  "hold",
  "release",
] as const;
export type UserAct = (typeof USER_ACTS)[number];

const PERMISSION = {
  edit: "user.update",
  adjust: "ledger.adjust",
  transfer: "ledger.transfer",
  setRole: "user.setRole",
  resetPassword: "user.resetPassword",
  disable: "user.disable",
  enable: "user.disable",
  delete: "user.delete",
  restore: "user.restore",
  hold: "user.holdLegally",
  release: "user.holdLegally",
} as const satisfies Record<UserAct, Permission>;

/** Which acts a viewer is offered on an account, in the order of the menu. The server decides again. */
export function actsOn(user: UserSubject, viewer: Pick<Viewer, "id" | "role">): UserAct[] {
  const isSelf = user.id === viewer.id;
  // A root may step down and credit its own account; otherwise only those above an account act on it.
  if (isSelf) return viewer.role === "root" ? ["adjust", "setRole"] : [];
  if (!outranks(viewer.role, user.role)) return [];
  return USER_ACTS.filter((act) => fits(act, user) && can(viewer.role, PERMISSION[act]));
}

function fits(act: UserAct, user: UserSubject): boolean {
  if (act === "hold") return user.legalHoldAt === null;
  if (act === "release") return user.legalHoldAt !== null;
  if (user.deletedAt !== null) return act === "restore";
  if (act === "restore") return false;
  if (act === "disable") return user.status === "enabled";
  if (act === "enable") return user.status === "disabled";
  return true;
}
