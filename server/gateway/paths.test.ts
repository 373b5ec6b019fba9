import { describe, expect, it } from "vitest";
import { readPath } from "./paths";

describe("paths", () => {
  it.each([
    ["/v1/chat/completions", { kind: "completion", endpoint: "chat" }],
    ["/v1/completions", { kind: "completion", endpoint: "completions" }],
    ["/v1/embeddings", { kind: "completion", endpoint: "embeddings" }],
    ["/v1/models", { kind: "models" }],
    ["/v1/models/openai%2Fgpt-4o", { kind: "model", model: "openai/gpt-4o" }],
    ["/v1/models/openai/gpt-4o", { kind: "model", model: "openai/gpt-4o" }],
    ["/v1/dashboard/billing/usage", { kind: "billing", report: "usage" }],
    ["/dashboard/billing/subscription", { kind: "billing", report: "subscription" }],
  ])("%s is served", (path, expected) => expect(readPath(path)).toEqual(expected));

  it.each([
    "/chat/completions",
    "/v1/v1/chat/completions",
    "/api/v1/chat/completions",
    "/api/v1/models",
    "/openai/models/gpt-4o",
    "/v1",
    "/v1/nothing",
  ])("%s gets an error that names the right base", (path) =>
    expect(readPath(path)).toMatchObject({ kind: "unknown", message: expect.stringContaining("/v1/") }),
  );

  it.each(["/", "/channels", "/models", "/api/trpc/x", "/v10/chat", "/constructor"])("%s is the console's", (path) =>
    expect(readPath(path)).toBeNull(),
  );
});
