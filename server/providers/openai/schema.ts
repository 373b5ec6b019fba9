import { z } from "zod";

export const OpenAiSettings = z.object({
  /** The base URL is used as it stands; otherwise /v1 is added when it names no version. */
  isBaseUrlComplete: z.boolean().default(false),
  /** Some older servers refuse the field `stream_options`; usage of streams is then estimated unless they send it anyway. */
  omitStreamOptions: z.boolean().default(false),
});
export type OpenAiSettings = z.output<typeof OpenAiSettings>;
