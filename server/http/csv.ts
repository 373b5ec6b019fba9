/** A cell that begins so is run as a formula by spreadsheets. */
const FORMULA_START = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/;
const NEEDS_QUOTES = /[",\r\n]/;

/** Excel takes a file for UTF-8 only with this mark before it. */
export const CSV_START = "\ufeff";

/** One line of a CSV file (RFC 4180). What would be read as a formula gets an apostrophe before it; numbers stay numbers. */
export function csvLine(cells: readonly (string | bigint | number | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(value: string | bigint | number | null): string {
  const text = value === null ? "" : String(value);
  const safe = FORMULA_START.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Answers with a CSV file made while it is sent. */
export function csvResponse(fileName: string, lines: AsyncGenerator<string>): Response {
  return fileResponse(fileName, "text/csv", marked(lines));
}

async function* marked(lines: AsyncGenerator<string>): AsyncGenerator<string> {
  yield CSV_START;
  yield* lines;
}

/** Answers with a file made while it is sent: a chunk is asked for when the one before has left, so memory stays flat. */
export function fileResponse(fileName: string, type: string, chunks: AsyncGenerator<string>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    },
  });
}
