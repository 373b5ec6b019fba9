import { z } from "zod";

export const GeminiSettings = z.object({
  /** Path segment after the host, unless the base URL names one. */
  apiVersion: z
    .string()
    .regex(/^v\d+(?:beta|alpha)?$/)
    .default("v1beta"),
  /** Applied to every harm category; empty leaves Google's own defaults. */
  safetyThreshold: z
    .enum(["", "OFF", "BLOCK_NONE", "BLOCK_ONLY_HIGH", "BLOCK_MEDIUM_AND_ABOVE", "BLOCK_LOW_AND_ABOVE"])
    .default(""),
});
export type GeminiSettings = z.output<typeof GeminiSettings>;
