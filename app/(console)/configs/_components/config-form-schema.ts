import { z } from "zod";
import { CONFIG_SCOPES, ConfigCreateInput } from "@/server/configuration/config/schema";

/** What a configuration is called and how long it holds; its values have an editor of their own. */
export const ConfigPlateSchema = ConfigCreateInput.pick({ key: true, name: true, isActive: true }).extend({
  scope: z.enum(CONFIG_SCOPES),
  expiresAt: z.date().nullable(),
});
export type ConfigPlateValues = z.output<typeof ConfigPlateSchema>;
