import { describe, expect, it } from "vitest";
import { decryptSecret, encryptSecret, hashPassword, newTokenKey, verifyPassword } from "./crypto";

describe("secrets at rest", () => {
  it("come back as they went in", () => {
    expect(decryptSecret(encryptSecret("sk-密钥"))).toBe("sk-密钥");
  });

  it("look different each time, and show nothing of the plain text", () => {
    const [one, two] = [encryptSecret("sk-plain"), encryptSecret("sk-plain")];
    expect(one).not.toBe(two);
    expect(one).not.toContain("plain");
  });

  it("are refused when a byte was changed", () => {
    const value = encryptSecret("sk-plain");
    const flipped = value.slice(0, -2) + (value.endsWith("AA") ? "BB" : "AA");
    expect(() => decryptSecret(flipped)).toThrow();
  });

  it("are refused under a key that is not configured", () => {
    const [version, , ...rest] = encryptSecret("sk-plain").split(".");
    expect(() => decryptSecret([version, "deadbeef", ...rest].join("."))).toThrow(/not configured/);
  });
});

describe("passwords", () => {
  it("match their own hash only", async () => {
    const hash = await hashPassword("correct horse");
    expect(await verifyPassword("correct horse", hash)).toBe(true);
    expect(await verifyPassword("correct horsE", hash)).toBe(false);
  });

  it("match nothing when the stored hash is of an unknown kind", async () => {
    expect(await verifyPassword("x", "md5$abc")).toBe(false);
  });
});

describe("API keys", () => {
  it("are sk- and 48 characters", () => {
    expect(newTokenKey()).toMatch(/^sk-[0-9A-Za-z]{48}$/);
  });
});
