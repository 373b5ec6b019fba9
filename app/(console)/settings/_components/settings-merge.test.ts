import { describe, expect, it } from "vitest";
import type { SettingItem } from "./setting-row";
import { rebasedDraft, staleFields } from "./settings-merge";
import type { SettingsDraft } from "./use-settings-draft";

const words = { mine: "yours", theirs: "saved meanwhile" };
const item = (fields: Partial<SettingItem> & { key: string }): SettingItem =>
  ({ isSecret: false, version: 1, value: null, ...fields }) as SettingItem;

const draft: SettingsDraft = new Map([
  ["a", { value: 5, base: 1, version: 1 }],
  ["b", { value: 6, base: 2, version: 1 }],
]);

describe("settings that somebody else saved meanwhile", () => {
  it("asks only about those whose version moved", () => {
    const latest = [item({ key: "a", value: 9, version: 2 }), item({ key: "b", value: 2, version: 1 })];
    expect(staleFields(draft, latest, words)).toEqual([{ path: "a", base: 1, mine: 5, theirs: 9, isConflict: true }]);
  });

  it("saves a chosen value over the newest version, and drops an edit whose other side was chosen", () => {
    const latest = [item({ key: "a", value: 9, version: 2 }), item({ key: "b", value: 8, version: 3 })];
    const values = new Map<string, unknown>([
      ["a", 5],
      ["b", 8],
    ]);
    expect([...rebasedDraft(draft, latest, { values, words })]).toEqual([["a", { value: 5, base: 9, version: 2 }]]);
  });

  it("decides on a secret without showing it", () => {
    const secret: SettingsDraft = new Map([["k", { value: "hunter2", base: null, version: 1 }]]);
    const latest = [item({ key: "k", isSecret: true, version: 2 })];
    const fields = staleFields(secret, latest, words);
    expect(JSON.stringify(fields)).not.toContain("hunter2");
    const keep = rebasedDraft(secret, latest, { values: new Map([["k", words.mine]]), words });
    expect(keep.get("k")).toEqual({ value: "hunter2", base: null, version: 2 });
    const drop = rebasedDraft(secret, latest, { values: new Map([["k", words.theirs]]), words });
    expect(drop.size).toBe(0);
  });
});
