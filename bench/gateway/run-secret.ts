import { randomBytes } from "node:crypto";

/** A secret of this run: the channel's key is encrypted with it here and decrypted in the gateway. */
export const runSecret = randomBytes(24).toString("hex");
