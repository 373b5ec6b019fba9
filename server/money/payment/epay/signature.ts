import { createHash, timingSafeEqual } from "node:crypto";

const UNSIGNED = new Set(["sign", "sign_type"]);

/**
 * The protocol's signature: all fields but `sign`, `sign_type` and empty ones, by name in byte order, as `k=v` joined with
 * `&` without URL encoding, then the key; MD5 in lower-case hex. Weak, and what the protocol has.
 */
export function signEpay(fields: Readonly<Record<string, string>>, key: string): string {
  const text = Object.entries(fields)
    .filter(([name, value]) => !UNSIGNED.has(name) && value !== "")
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  return createHash("md5")
    .update(text + key)
    .digest("hex");
}

/** Whether fields carry the signature of this key, in constant time. */
export function isEpaySigned(fields: Readonly<Record<string, string>>, key: string): boolean {
  const expected = Buffer.from(signEpay(fields, key));
  const actual = Buffer.from((fields.sign ?? "").toLowerCase());
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
