import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The kernel's limit for a socket's path is 108 bytes on Linux and 104 on macOS. */
const LONGEST_PATH_BYTES = 100;

/**
 * Where the console listens for the gateway: in the data folder, which only the owner can enter. A path too long for a
 * socket is replaced by one in a fresh owner-only folder; in a shared one another user could answer in our place. The port
 * is in its name: two of us on the same data must not take each other's pages.
 */
export function socketPathIn(dataDir, port) {
  const path = join(dataDir, `console-${port}.sock`);
  if (Buffer.byteLength(path) <= LONGEST_PATH_BYTES) return path;
  return join(mkdtempSync(join(tmpdir(), "gatehouse-")), "console.sock");
}
