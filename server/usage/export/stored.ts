import { z } from "zod";
import { EXPORT_AUDIENCES } from "./audience";
import { WrittenLogFilter } from "./schema";

/** What an export keeps of its question: the filter with its range fixed, and for whose eyes the answer is. */
const StoredQuestion = z.object({
  filter: WrittenLogFilter.extend({ from: z.coerce.date(), to: z.coerce.date() }),
  audience: z.enum(EXPORT_AUDIENCES),
});
export type StoredQuestion = z.output<typeof StoredQuestion>;

export function writeQuestion(question: StoredQuestion): string {
  return JSON.stringify(question);
}

/** Throws for a text that `writeQuestion` did not make. */
export function readQuestion(text: string): StoredQuestion {
  return StoredQuestion.parse(JSON.parse(text));
}

/** Where the parts of an export lie in the file storage. */
export function folderOf(exportId: string): string {
  return `exports/${exportId}`;
}

/** Gzip files one behind the other are one gzip file: the parts are never put together before they are fetched. */
export function partPath(exportId: string, position: number, extension: string): string {
  return `${folderOf(exportId)}/${position}.${extension}.gz`;
}
