import { CSV_START } from "@/server/files/csv";
import { logger } from "@/server/kernel/logger";

/** Answers with a CSV file made while it is sent. */
export function csvResponse(name: string, lines: AsyncGenerator<string>): Response {
  return fileResponse(marked(lines), { name, type: "text/csv; charset=utf-8" });
}

async function* marked(lines: AsyncGenerator<string>): AsyncGenerator<string> {
  yield CSV_START;
  yield* lines;
}

export type FileFacts = { name: string; type: string; byteCount?: number };

/**
 * Answers with a file made while it is sent: a chunk is asked for when the one before has left, so memory stays flat, and no
 * more are made once the client is gone. When `chunks` throws, the connection breaks, and nobody takes the half for a whole.
 */
export function fileResponse(
  chunks: AsyncGenerator<string | Uint8Array>,
  { name, type, byteCount }: FileFacts,
): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { value, done } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
      } catch (error) {
        logger.error({ err: error, file: name }, "a download broke off");
        throw error;
      }
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      ...(byteCount === undefined ? {} : { "content-length": String(byteCount) }),
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    },
  });
}
