import { z } from "zod";

export const AzureSettings = z.object({
  /** Query `api-version` of the deployment paths; unused when the base URL ends in /openai/v1. */
  apiVersion: z
    .string()
    .regex(/^(?:\d{4}-\d{2}-\d{2}(?:-preview)?|preview|latest)$/)
    .default("2024-10-21"),
  omitStreamOptions: z.boolean().default(false),
});
export type AzureSettings = z.output<typeof AzureSettings>;
