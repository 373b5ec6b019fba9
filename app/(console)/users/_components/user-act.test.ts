import { expect, test } from "vitest";
import { actsOn, type UserSubject } from "./user-act";

const CUSTOMER: UserSubject = {
  id: "usr_customer",
  username: "ada",
  displayName: "Ada",
  email: null,
  role: "user",
  status: "enabled",
  groupName: "default",
  notes: "",
  balance: 0n,
  version: 1,
  deletedAt: null,
  legalHoldAt: null,
};

test("an admin is offered everything on a customer, one of enable and disable", () => {
  const admin = { id: "usr_admin", role: "admin" } as const;
  expect(actsOn(CUSTOMER, admin)).toEqual([
    "edit",
    "adjust",
    "transfer",
    "setRole",
    "resetPassword",
    "disable",
    "delete",
    "hold",
  ]);
  expect(actsOn({ ...CUSTOMER, status: "disabled" }, admin)).toContain("enable");
});

test("an operator edits, adjusts and transfers, support does nothing", () => {
  expect(actsOn(CUSTOMER, { id: "usr_operator", role: "operator" })).toEqual(["edit", "adjust", "transfer"]);
  expect(actsOn(CUSTOMER, { id: "usr_support", role: "support" })).toEqual([]);
});

test("nobody is offered anything on an equal, but root may step down and credit itself", () => {
  expect(actsOn({ ...CUSTOMER, role: "admin" }, { id: "usr_admin", role: "admin" })).toEqual([]);
  expect(actsOn({ ...CUSTOMER, role: "root" }, { id: "usr_customer", role: "root" })).toEqual(["adjust", "setRole"]);
});

test("a deleted account can only be restored, or kept from being cleaned up", () => {
  const root = { id: "usr_root", role: "root" } as const;
  expect(actsOn({ ...CUSTOMER, deletedAt: new Date() }, root)).toEqual(["restore", "hold"]);
  expect(actsOn({ ...CUSTOMER, deletedAt: new Date(), legalHoldAt: new Date() }, root)).toEqual(["restore", "release"]);
});
