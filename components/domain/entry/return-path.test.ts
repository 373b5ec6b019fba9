import { expect, test } from "vitest";
import { returnPath } from "./return-path";

const ORIGIN = "https://gate.example";

test("a path of this site is kept with its query", () => {
  expect(returnPath("/users?open=usr_1#top", ORIGIN)).toBe("/users?open=usr_1#top");
  expect(returnPath("https://gate.example/logs", ORIGIN)).toBe("/logs");
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "https://evil.example/",
  "javascript:alert(1)",
  "http://[",
  "/login?x=1",
  null,
])("%s leads home", (url) => {
  expect(returnPath(url, ORIGIN)).toBe("/");
});
