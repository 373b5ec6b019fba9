import { promisify } from "node:util";
import { constants, zstdCompress, zstdDecompress } from "node:zlib";

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Packs the text of a body, off the event loop. */
export function packBody(text: string): Promise<Buffer> {
  return compress(text, { params: { [constants.ZSTD_c_compressionLevel]: 3 } });
}

/** The text of a packed body, at most `bytesMax` of it. Throws for bytes that are none. */
export async function unpackBody(bytes: Uint8Array, bytesMax: number): Promise<string> {
  const unpacked = await decompress(bytes, { maxOutputLength: bytesMax });
  return unpacked.toString("utf8");
}
