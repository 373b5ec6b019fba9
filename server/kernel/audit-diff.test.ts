import { describe, expect, it } from "vitest";
import { diffFields } from "./audit-diff";

describe("what an audit event keeps of a change", () => {
  it("lists the fields that differ, and only those", () => {
    const before = { name: "a", groupName: "default", balance: 5n };
    expect(diffFields(before, { ...before, name: "b" })).toEqual([{ path: "name", before: "a", after: "b" }]);
  });

  it("lists every field of a record that came or went", () => {
    expect(diffFields(null, { name: "a" })).toEqual([{ path: "name", before: null, after: "a" }]);
    expect(diffFields({ name: "a" }, null)).toEqual([{ path: "name", before: "a", after: null }]);
  });

  it("compares nested settings by path", () => {
    const change = diffFields(
      { settings: { apiVersion: "1", region: "eu" } },
      { settings: { apiVersion: "2", region: "eu" } },
    );
    expect(change).toEqual([{ path: "settings.apiVersion", before: "1", after: "2" }]);
  });

  it("says that a secret changed, never what it was or is", () => {
    const text = JSON.stringify(diffFields({ passwordHash: "old-hash" }, { passwordHash: "new-hash" }));
    expect(text).toContain("redacted");
    expect(text).not.toMatch(/old-hash|new-hash/);
  });

  it("hides nothing of a state that holds no secrets: the key of a configuration is its name", () => {
    expect(diffFields({ key: "a" }, { key: "b" }, { mayHoldSecrets: false })).toEqual([
      { path: "key", before: "a", after: "b" },
    ]);
  });
});
