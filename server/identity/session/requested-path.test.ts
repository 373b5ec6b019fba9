import { expect, test } from "vitest";
import { signInPathFor } from "./requested-path";

test.each([
  [null, "/login"],
  ["/", "/login"],
  ["/logs?open=req_1&status=4xx", "/login?callbackUrl=%2Flogs%3Fopen%3Dreq_1%26status%3D4xx"],
  ["/users?_rsc=abc", "/login?callbackUrl=%2Fusers"],
  ["//", "/login"],
  // A path that looks like another host stays a path of this one.
  ["//evil.example/x", "/login?callbackUrl=%2Fx"],
])("somebody signed out who asks for %j is sent to %s", (path, expected) => expect(signInPathFor(path)).toBe(expected));
