import { expect, test } from "vitest";
import { reasonKey } from "@/server/kernel/reason-key-schema";
import { readAppError } from "./app-error";

test("a refusal is read with its reason, parameters and request id", () => {
  const error = Object.assign(new Error("x"), {
    data: { app: { code: "CONFLICT", reason: "user.username_taken", meta: { field: "username" }, requestId: "req_1" } },
  });
  expect(readAppError(error)).toEqual({
    code: "CONFLICT",
    reason: "user.username_taken",
    meta: { field: "username" },
    requestId: "req_1",
    fields: [],
  });
});

test("an answer that never came is a network fault", () => {
  expect(readAppError(new TypeError("fetch failed")).code).toBe("NETWORK");
});

test("a reason names its message: noun, errors, rest", () => {
  expect(reasonKey("user.username_taken")).toBe("user.errors.username_taken");
  expect(reasonKey("user.role.too_high")).toBe("user.errors.role.too_high");
  expect(reasonKey("odd")).toBeNull();
});
