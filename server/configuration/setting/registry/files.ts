import { z } from "zod";
import { defineSetting } from "./define";

/** How long files that were made on request stay. */
export const fileSettings = [
  defineSetting({
    key: "exports.keptDays",
    schema: z.number().int().min(1).max(90),
    default: 7,
    page: "files",
    section: "exports",
    unit: "days",
  }),
] as const;
