import { z } from "zod";
import { defineSetting } from "./define";

/** What is noted of the database's work. */
export const databaseSettings = [
  defineSetting({
    key: "database.slowQueryMs",
    schema: z.number().int().min(10).max(600_000),
    default: 500,
    page: "general",
    section: "operations",
    unit: "ms",
  }),
] as const;
