import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { badRequest, GatewayError } from "./errors";

const UNPACK = {
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

/** Thrown when the client leaves before its body is complete: there is nobody to answer. */
export class ClientGoneError extends Error {
  override name = "ClientGoneError";
}

/**
 * The whole body of a request, unpacked, at most `bytesMax` before and after unpacking. Throws GatewayError 413 as soon as
 * the limit is passed (or announced), 400 for a body that cannot be unpacked, ClientGoneError when the client leaves.
 */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > bytesMax) throw tooLarge(bytesMax);
  const bytes = await collect(request, bytesMax);
  const encoding = request.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  return encoding === "identity" || encoding === "" ? bytes : unpack(bytes, encoding, bytesMax);
}

function collect(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    request.on("data", (part: Buffer) => {
      length += part.length;
      if (length > bytesMax) {
        request.pause();
        reject(tooLarge(bytesMax));
      } else parts.push(part);
    });
    request.on("end", () => resolve(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)));
    request.on("error", () => reject(new ClientGoneError()));
    request.on("close", () => {
      if (!request.complete) reject(new ClientGoneError());
    });
  });
}

async function unpack(bytes: Buffer, encoding: string, bytesMax: number): Promise<Buffer> {
  if (!isKnown(encoding)) {
    throw badRequest("unsupported_encoding", `The content encoding '${encoding.slice(0, 40)}' is not supported.`);
  }
  try {
    return await UNPACK[encoding](bytes, { maxOutputLength: bytesMax });
  } catch (error) {
    const isTooLarge = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    throw isTooLarge ? tooLarge(bytesMax) : badRequest("invalid_encoding", "The request body could not be unpacked.");
  }
}

function isKnown(encoding: string): encoding is keyof typeof UNPACK {
  return Object.hasOwn(UNPACK, encoding);
}

function tooLarge(bytesMax: number): GatewayError {
  return new GatewayError({
    status: 413,
    type: "invalid_request_error",
    code: "request_too_large",
    message: `The request body is larger than the limit of ${bytesMax} bytes.`,
    shouldRetry: false,
  });
}
