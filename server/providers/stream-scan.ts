import type { Usage } from "./contract";
import { findUsage } from "./usage-scan";

const EMPTY = Buffer.alloc(0);
const LF = 10;
const CR = 13;
// Every dialect names its counts so. Searching forwards is much cheaper than the backwards search that follows.
const COUNT_MARK = '_tokens"';
const HELD_BYTES_MAX = 8 * 1024 * 1024;
// The keys that matter, in one pass: what the customer reads, why a choice ended, and an error. A quote inside a JSON string is
// escaped, so the pattern only ever meets keys.
const KEYS = /"(?:content|reasoning_content|reasoning|text|arguments|refusal|finish_reason|error)": ?["{]/g;
const QUOTE = 34;
const EVENT_ENDS = ["\n\n", "\n\r\n", "\r\r"] as const;

export type StreamScan = {
  /**
   * Bytes as they came; back come the whole events in them, unchanged (often the very same buffer), empty while an event is
   * incomplete. Half events are held, so an error event of ours can never land inside one. Throws past 8 MiB held.
   */
  feed(chunk: Buffer): Buffer;
  /** What is held when the upstream's body has ended well: an event without its closing blank line, now with one. */
  end(): Buffer;
  usage(): Usage | null;
  /** The upstream sent `[DONE]`. */
  isDone(): boolean;
  /** A choice named its finish reason: complete in substance even where `[DONE]` is not customary. */
  hasFinishReason(): boolean;
  /** The upstream sent an error inside the stream. */
  hasError(): boolean;
  /** Bytes of answer text given on so far, without JSON escapes resolved. */
  contentBytes(): number;
};

/** The usual case at the price of two bytes: a read that ends where an event ends. */
function endsWithEvent(bytes: Buffer): boolean {
  const last = bytes.length - 1;
  if (bytes[last] !== LF) return false;
  return bytes[last - 1] === LF || (bytes[last - 1] === CR && bytes[last - 2] === LF);
}

/** The end of the last whole event in the text, 0 when there is none. */
function lastEventEnd(text: string): number {
  let end = 0;
  for (const mark of EVENT_ENDS) {
    const at = text.lastIndexOf(mark);
    if (at !== -1) end = Math.max(end, at + mark.length);
  }
  return end;
}

function isDoneMark(text: string): boolean {
  if (!text.includes("[DONE]")) return false;
  const at = text.lastIndexOf("[DONE]");
  const dataAt = at - (text[at - 1] === " " ? 6 : 5);
  return (
    dataAt >= 0 &&
    text.startsWith("data:", dataAt) &&
    (dataAt === 0 || text[dataAt - 1] === "\n" || text[dataAt - 1] === "\r")
  );
}

type Findings = { contentBytes: number; hasFinishReason: boolean; hasError: boolean };

/** Where the string that begins at `start` ends: its closing quote. */
function stringEnd(text: string, start: number): number {
  let close = text.indexOf('"', start);
  while (close !== -1 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
  return close === -1 ? text.length : close;
}

function scanKeys(text: string, findings: Findings): void {
  KEYS.lastIndex = 0;
  while (KEYS.test(text)) {
    const start = KEYS.lastIndex;
    const isString = text.charCodeAt(start - 1) === QUOTE;
    // Back over the opening, a space and `":` to the key's last letter: no two of the three kinds share one.
    const keyEnd = text[start - 2] === " " ? start - 5 : start - 4;
    if (text[keyEnd] === "r") findings.hasError = true;
    else if (text[keyEnd] === "n") findings.hasFinishReason ||= isString;
    else if (isString) {
      const end = stringEnd(text, start);
      findings.contentBytes += end - start;
      KEYS.lastIndex = end;
    }
  }
}

function isEscaped(text: string, quoteAt: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(quoteAt - 1 - slashes) === 92) slashes++;
  return slashes % 2 === 1;
}

/** The first and last position of the event that holds position `at`. */
function eventAround(text: string, at: number): { from: number; to: number } {
  const from = lastEventEnd(text.slice(0, at));
  const ends = EVENT_ENDS.map((mark) => ({ mark, found: text.indexOf(mark, at) })).filter((end) => end.found !== -1);
  const to = Math.min(...ends.map((end) => end.found + end.mark.length));
  return { from, to: Number.isFinite(to) ? to : text.length };
}

/**
 * Watches an OpenAI-shaped stream that passes through, at the cost of a few searches a read instead of a parse a chunk.
 * With `stripUsage` the event that carries only usage (`"choices":[]`) is taken out: the gateway asked for it, the client did not.
 */
export function createStreamScan(input: {
  stripUsage: boolean;
  parseUsage: (json: unknown) => Usage | null;
}): StreamScan {
  let held: Buffer = EMPTY;
  let usage: Usage | null = null;
  let isDone = false;
  const findings: Findings = { contentBytes: 0, hasFinishReason: false, hasError: false };

  function scan(whole: Buffer, text: string): Buffer {
    scanKeys(text, findings);
    isDone = isDone || isDoneMark(text);
    const found = text.includes(COUNT_MARK) ? findUsage(text) : null;
    if (!found) return whole;
    usage = input.parseUsage(found.json) ?? usage;
    if (!input.stripUsage) return whole;
    const { from, to } = eventAround(text, found.at);
    if (!/"choices":\s?\[\s*\]/.test(text.slice(from, to))) return whole;
    if (from === 0 && to === whole.length) return EMPTY;
    return from === 0 ? whole.subarray(to) : Buffer.concat([whole.subarray(0, from), whole.subarray(to)]);
  }

  function feed(chunk: Buffer): Buffer {
    const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const text = bytes.toString("latin1");
    const end = endsWithEvent(bytes) ? bytes.length : lastEventEnd(text);
    held = end === bytes.length ? EMPTY : bytes.subarray(end);
    if (held.length > HELD_BYTES_MAX) throw new Error("The upstream's stream has an event of more than 8 MiB.");
    if (end === 0) return EMPTY;
    return end === bytes.length ? scan(bytes, text) : scan(bytes.subarray(0, end), text.slice(0, end));
  }

  function end(): Buffer {
    if (held.length === 0) return EMPTY;
    const rest = Buffer.concat([held, Buffer.from("\n\n")]);
    held = EMPTY;
    return scan(rest, rest.toString("latin1"));
  }

  return {
    feed,
    end,
    usage: () => usage,
    isDone: () => isDone,
    hasFinishReason: () => findings.hasFinishReason,
    hasError: () => findings.hasError,
    contentBytes: () => findings.contentBytes,
  };
}
