import { once } from "node:events";
import type pg from "pg";

/** What the driver hides behind its types: the socket, and the messages of a copy. */
type Wire = {
  stream: NodeJS.WritableStream & { writableNeedDrain?: boolean };
  query(sql: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
};

/** Sends chunks of rows in the text format of COPY … FROM STDIN. Ends when the server has taken all of them. */
export function copyIn(client: pg.Client, sql: string, chunks: Iterable<Buffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: unknown;
    const send = async (wire: Wire) => {
      for (const chunk of chunks) {
        wire.sendCopyFromChunk(chunk);
        if (wire.stream.writableNeedDrain) await once(wire.stream, "drain");
      }
      wire.endCopyFrom();
    };
    const copy = {
      submit: (wire: Wire) => wire.query(sql),
      handleCopyInResponse: (wire: Wire) => {
        send(wire).catch(reject);
      },
      handleCommandComplete: () => undefined,
      handleError: (error: unknown) => {
        failure = error;
        reject(error);
      },
      handleReadyForQuery: () => {
        if (failure === undefined) resolve();
      },
    };
    client.query(copy as unknown as pg.Submittable);
  });
}
