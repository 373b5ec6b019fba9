import { expect, it } from "vitest";
import { encryptSecret } from "@/server/kernel/crypto";
import { headersColumn, shownHeaders } from "./headers";
import { CreateChannelInput } from "./schema";
import { readHeaders } from "./stored-json";

const SECRET = "value-of-a-header-1234";

it("shows a header by a mark that another value changes, never by its value", () => {
  const column = headersColumn({ "x-team": SECRET }, "");
  expect(column).not.toContain(SECRET);
  const shown = shownHeaders(column);
  expect(shown["x-team"]).toMatch(/^secret:/);
  expect(JSON.stringify(shown)).not.toContain(SECRET);
  expect(shownHeaders(headersColumn({ "x-team": "another value" }, ""))).not.toEqual(shown);
});

it("keeps what is stored where a mark comes back, even an old one, and takes what is new", () => {
  const column = headersColumn({ "x-a": SECRET, "x-b": "b" }, "");
  expect(headersColumn(shownHeaders(column), column)).toBe(column);
  const next = headersColumn({ "x-a": "secret:0123456789", "x-c": "c" }, column);
  expect(readHeaders(next)).toEqual({ "x-a": SECRET, "x-c": "c" });
});

it("never stores a mark: of a name without a value nothing is left", () => {
  expect(headersColumn({ "x-a": "secret:0123456789" }, "")).toBe("");
});

it("leaves headers alone that cannot be decrypted, until others are typed", () => {
  const foreign = encryptSecret("{}").replace(/^v1\.[^.]+/, "v1.00000000");
  expect(shownHeaders(foreign)).toEqual({});
  expect(headersColumn({}, foreign)).toBe(foreign);
  expect(readHeaders(headersColumn({ "x-a": "1" }, foreign))).toEqual({ "x-a": "1" });
});

it("takes no header that is the connection's own, and none that breaks out of its line", () => {
  const input = { name: "n", provider: "openai", baseUrl: "https://a.example", models: ["m"] };
  const isTaken = (headers: object) => CreateChannelInput.safeParse({ ...input, headers }).success;
  expect(isTaken({ "X-Team": "red" })).toBe(true);
  for (const headers of [
    { Host: "x" },
    { "content-length": "1" },
    { "x a": "1" },
    { "x-a": "1\r\nx-b: 2" },
    { "x-a": "é" },
  ]) {
    expect(isTaken(headers)).toBe(false);
  }
});
