import { z } from "zod";

/** Readers of the JSON that channels keep as text. What does not fit reads as empty: a bad row must not stop a list. */

const TextList = z.array(z.string());
const TextMap = z.record(z.string(), z.string());
const StatusMap = z.record(z.string(), z.coerce.number().int());
const AnyMap = z.record(z.string(), z.unknown());

function read<Schema extends z.ZodType>(schema: Schema, text: string, empty: z.output<Schema>): z.output<Schema> {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : empty;
  } catch {
    return empty;
  }
}

export const readTextList = (text: string): string[] => read(TextList, text, []);
export const readTextMap = (text: string): Record<string, string> => read(TextMap, text, {});
export const readStatusMap = (text: string): Record<string, number> => read(StatusMap, text, {});
export const readSettings = (text: string): Record<string, unknown> => read(AnyMap, text, {});
