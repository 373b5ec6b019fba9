import { z } from "zod";
import { ListSettingsInput, UpdateSettingsInput } from "@/server/configuration/setting/schema";
import { listPublicSettings, listSettings, updateSettings } from "@/server/configuration/setting/service";
import { PublicSettings, SettingEntry } from "../answers/setting";
import { Nothing, operation, tagged } from "../operation";

export const settingOperations = tagged("Settings", [
  operation("listPublicSettings", {
    method: "GET",
    path: "/settings/public",
    scope: null,
    summary: "The settings that anybody may know, by key",
    output: PublicSettings,
    verb: () => listPublicSettings(),
  }),
  operation("listSettings", {
    method: "GET",
    path: "/settings",
    scope: "settings:read",
    summary: "List settings with their values; secrets only tell whether they are set",
    input: ListSettingsInput,
    output: z.array(SettingEntry),
    verb: listSettings,
  }),
  operation("updateSettings", {
    method: "PATCH",
    path: "/settings",
    scope: "settings:write",
    summary: "Save some settings: all of them or none. Each change names the version that was read",
    input: UpdateSettingsInput,
    output: Nothing,
    verb: updateSettings,
  }),
]);
