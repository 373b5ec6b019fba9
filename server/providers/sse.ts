import type { SseEvent } from "./contract";

const LF = 10;
const CR = 13;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const EMPTY = Buffer.alloc(0);

/** An upstream that never ends a line would fill the memory. */
const LINE_BYTES_MAX = 8 * 1024 * 1024;

export type SseParser = {
  /** Throws when one line grows past 8 MiB. */
  feed(chunk: Buffer): SseEvent[];
  /** Call at the end of the body: gives an event whose closing blank line never came, as several vendors leave it out. */
  end(): SseEvent[];
};

/**
 * Incremental parser of a text/event-stream body. Lines are found in bytes and decoded whole, so a UTF-8 character split
 * between two reads stays whole; \n, \r\n and \r end a line, also when \r\n is split.
 */
export function createSseParser(): SseParser {
  let pending: Buffer = EMPTY;
  let skipsLf = false;
  let isStart = true;
  let eventName: string | undefined;
  let dataLines: string[] = [];

  function takeLine(line: string, out: SseEvent[]): void {
    if (line === "") {
      if (dataLines.length > 0) {
        const data = dataLines.length === 1 ? (dataLines[0] ?? "") : dataLines.join("\n");
        out.push(eventName === undefined ? { data } : { event: eventName, data });
      }
      dataLines = [];
      eventName = undefined;
      return;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const field = colon === -1 ? line : line.slice(0, colon);
    const rest = colon === -1 ? "" : line.slice(line.charCodeAt(colon + 1) === 32 ? colon + 2 : colon + 1);
    if (field === "data") dataLines.push(rest);
    else if (field === "event") eventName = rest;
  }

  function decodeLine(bytes: Buffer, from: number, to: number): string {
    let start = from;
    if (isStart) {
      isStart = false;
      if (bytes.subarray(from, Math.min(to, from + 3)).equals(BOM)) start += 3;
    }
    return bytes.toString("utf8", start, to);
  }

  function feed(chunk: Buffer): SseEvent[] {
    const out: SseEvent[] = [];
    let bytes = chunk;
    let from = 0;
    let scan = 0;
    if (skipsLf && chunk.length > 0) {
      skipsLf = false;
      if (chunk[0] === LF) from = scan = 1;
    }
    if (pending.length > 0) {
      scan = pending.length;
      bytes = Buffer.concat([pending, chunk.subarray(from)]);
      from = 0;
    }
    for (let at = scan; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte !== LF && byte !== CR) continue;
      takeLine(decodeLine(bytes, from, at), out);
      if (byte === CR) {
        if (at + 1 === bytes.length) skipsLf = true;
        else if (bytes[at + 1] === LF) at++;
      }
      from = at + 1;
    }
    pending = bytes.subarray(from);
    if (pending.length > LINE_BYTES_MAX) throw new Error("The upstream's stream has a line of more than 8 MiB.");
    return out;
  }

  function end(): SseEvent[] {
    const out: SseEvent[] = [];
    if (pending.length > 0) takeLine(decodeLine(pending, 0, pending.length), out);
    pending = EMPTY;
    takeLine("", out);
    return out;
  }

  return { feed, end };
}
