import { describe, expect, it } from "vitest";
import en from "@/components/i18n/messages/en/setting.json";
import zh from "@/components/i18n/messages/zh-CN/setting.json";
import { SETTINGS } from "@/server/configuration/setting/registry/all";
import { SETTING_PAGES, SETTING_SECTIONS } from "@/server/configuration/setting/registry/define";

describe.each([
  ["English", en],
  ["Chinese", zh],
])("the pages of settings in %s", (_language, words) => {
  it("have a name each, and so do the headings on them", () => {
    expect(Object.keys(words.pages).sort()).toEqual([...SETTING_PAGES].sort());
    expect(SETTING_SECTIONS.filter((section) => !(section in words.sections))).toEqual([]);
  });

  it("are all in use: no page of the menu is empty", () => {
    const used = new Set<string>(SETTINGS.map(({ page }) => page));
    expect(SETTING_PAGES.filter((page) => !used.has(page))).toEqual([]);
  });
});
