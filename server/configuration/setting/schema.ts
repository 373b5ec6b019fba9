import { z } from "zod";
import { RowNumberOrNone } from "@/server/kernel/row-number-schema";
import { SETTING_PAGES } from "./registry/define";

export { SETTING_PAGES };

/** What decides a setting's value: its default, somebody in the console, or a variable of the environment, which wins. */
export const SETTING_SOURCES = ["default", "console", "environment"] as const;
export type SettingSource = (typeof SETTING_SOURCES)[number];

/** Read the settings of one page, or all of them. */
export const ListSettingsInput = z.object({ page: z.enum(SETTING_PAGES).optional() });

/** Save some settings of a page at once: all of them or none. `value: null` goes back to the default. */
export const UpdateSettingsInput = z.object({
  changes: z
    .array(
      z.object({
        key: z.string().min(1).max(128),
        value: z.unknown(),
        /** The version the editor read; 0 when the setting stood at its default. */
        version: RowNumberOrNone,
      }),
    )
    .min(1)
    .max(100),
  reason: z.string().trim().max(500).optional(),
  /** Somebody saw that a price moves ten-fold or more, and means it. */
  isJumpConfirmed: z.boolean().default(false),
});
export type UpdateSettingsInput = z.input<typeof UpdateSettingsInput>;
