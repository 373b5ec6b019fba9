import { describe, expect, it } from "vitest";
import { findSettingDefinition } from "./all";

const accepts = (entry: string) => findSettingDefinition("network.allowedHosts")?.schema.safeParse([entry]).success;

describe("the list of private hosts that may be called", () => {
  it.each([
    "localhost",
    "localhost:11434",
    "ollama.lan",
    "*.internal",
    "10.0.0.0/8",
    "192.168.1.20",
    "fd00::/8",
    "[::1]:8080",
  ])("takes %s", (entry) => expect(accepts(entry)).toBe(true));

  it.each(["", "http://localhost", "localhost/path", "a b", "*", "*.*"])("refuses %j", (entry) =>
    expect(accepts(entry)).toBe(false),
  );
});
