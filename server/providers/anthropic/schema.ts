import { z } from "zod";

export const AnthropicSettings = z.object({
  /** Header `anthropic-version`. */
  apiVersion: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .default("2023-06-01"),
  /** Header `anthropic-beta`, comma separated, for features that need it. */
  beta: z.string().max(500).default(""),
  /** Sent when the client names no limit: Anthropic refuses a request without one. */
  tokensMaxDefault: z.number().int().min(1).max(200_000).default(4096),
});
export type AnthropicSettings = z.output<typeof AnthropicSettings>;
