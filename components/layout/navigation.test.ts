import { expect, test } from "vitest";
import en from "../i18n/messages/en/shell.json";
import { isCurrent, isOpenTo, NAVIGATION, navigationFor } from "./navigation";

const pathsOf = (role: Parameters<typeof navigationFor>[0], isSelfUse = false) =>
  navigationFor(role, { isSelfUse }).flatMap((group) => group.items.map((item) => item.path));

test("customers see their own pages and no others", () => {
  expect(pathsOf("user")).toEqual([
    "/",
    "/activity",
    "/logs",
    "/inspect",
    "/models",
    "/tokens",
    "/providers",
    "/wallet",
    "/plans",
    "/configs",
    "/templates",
  ]);
});

test("root sees every page", () => {
  expect(pathsOf("root")).toEqual(NAVIGATION.flatMap((group) => group.items.map((item) => item.path)));
});

test("a site that serves its owners alone shows nothing of money, to nobody, and all the rest", () => {
  const money = NAVIGATION.find(({ messageKey }) => messageKey === "money")?.items.map(({ path }) => path) ?? [];
  expect(money).toContain("/wallet");
  for (const role of ["root", "user"] as const) {
    expect(pathsOf(role, true)).toEqual(pathsOf(role).filter((path) => !money.includes(path)));
  }
});

test("settings are not shown to those who may not read them", () => {
  for (const role of ["operator", "support", "user"] as const) expect(pathsOf(role)).not.toContain("/settings");
});

test("a record's page belongs to its list, and only home to home", () => {
  expect(isCurrent("/channels", "/channels/chn_1")).toBe(true);
  expect(isCurrent("/users", "/users-archive")).toBe(false);
  expect(isCurrent("/", "/logs")).toBe(false);
});

test("a page that is not in somebody's menu is not open to them either, its records included", () => {
  expect(isOpenTo("user", "/desk")).toBe(false);
  expect(isOpenTo("user", "/users/usr_1")).toBe(false);
  expect(isOpenTo("support", "/users/usr_1")).toBe(true);
  expect(isOpenTo("user", "/receipt/pay_1")).toBe(true);
});

// There are fewer letters than pages: some are opened by the palette alone.
test("every page and group has its name, and no two pages share a key", () => {
  for (const group of NAVIGATION) {
    expect(en.groups).toHaveProperty(group.messageKey);
    for (const item of group.items) expect(en.pages).toHaveProperty(item.messageKey);
  }
  const keys = NAVIGATION.flatMap((group) => group.items.flatMap((item) => item.goKey ?? []));
  expect(new Set(keys).size).toBe(keys.length);
});
