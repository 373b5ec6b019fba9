import { setImmediate as turn } from "node:timers/promises";
import type { ServiceContext } from "@/server/kernel/context";
import type { LogFilter } from "../log/schema";
import { streamLogs } from "../log/stream";
import type { ExportAudience } from "./audience";
import { columnsFor } from "./columns";
import { writerOf } from "./format";
import { KnownNames } from "./known-names";
import type { ExportFormat } from "./schema";

/** Small enough that writing one keeps nobody waiting, large enough that reading them is not all overhead. */
const ROWS_A_CHUNK = 500;

export type TextChunk = { text: string; rowCount: number };

export type TextOptions = { filter: LogFilter; format: ExportFormat; audience: ExportAudience; hasHead: boolean };

/** The rows of a filter as text, newest first, a chunk at a time: no more than one is in memory, however many there are. */
export async function* exportText(ctx: ServiceContext, options: TextOptions): AsyncGenerator<TextChunk> {
  const { filter, format, audience, hasHead } = options;
  const writer = writerOf(format, columnsFor(audience));
  const known = new KnownNames(ctx);
  if (hasHead && writer.head !== "") yield { text: writer.head, rowCount: 0 };
  for await (const rows of streamLogs(ctx, filter, { chunkSize: ROWS_A_CHUNK })) {
    const names = await known.of(rows);
    yield { text: rows.map((row) => writer.line(row, names)).join(""), rowCount: rows.length };
    await turn();
  }
}
