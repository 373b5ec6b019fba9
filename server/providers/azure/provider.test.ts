import { describe, expect, it } from "vitest";
import { assemble, makeTarget, readFixture, readStream } from "../testing/fixture";
import { azureProvider } from "./provider";

const settings = { apiVersion: "2024-10-21" };
const target = makeTarget({ baseUrl: "https://res.openai.azure.com/", upstreamModel: "my gpt", settings });

describe("a request to Azure", () => {
  it("goes to the deployment, with Azure's key header", () => {
    const route = azureProvider.buildRoute({ endpoint: "chat", target, isStream: false });
    expect(route.url).toBe(
      "https://res.openai.azure.com/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21",
    );
    expect(route.headers).toMatchObject({ "api-key": "sk-test-0123456789", "accept-encoding": "identity" });
    expect(route.headers).not.toHaveProperty("authorization");
  });

  it.each([
    "https://res.openai.azure.com/openai",
    "https://res.openai.azure.com/openai/deployments/other/chat/completions?api-version=2020-01-01",
  ])("finds the resource in a pasted %s", (baseUrl) => {
    const { url } = azureProvider.buildRoute({
      endpoint: "embeddings",
      target: { ...target, baseUrl, upstreamModel: "e" },
      isStream: false,
    });
    expect(url).toBe("https://res.openai.azure.com/openai/deployments/e/embeddings?api-version=2024-10-21");
  });

  it("uses the newer surface when the address names it", () => {
    const v1 = { ...target, baseUrl: "https://res.openai.azure.com/openai/v1/" };
    expect(azureProvider.buildRoute({ endpoint: "chat", target: v1, isStream: false }).url).toBe(
      "https://res.openai.azure.com/openai/v1/chat/completions",
    );
    expect(azureProvider.modelsRequest(v1).url).toBe("https://res.openai.azure.com/openai/v1/models");
  });

  it("takes only versions that look like versions", () => {
    expect(azureProvider.settingsSchema.safeParse({ apiVersion: "2025-01-01-preview" }).success).toBe(true);
    expect(azureProvider.settingsSchema.safeParse({ apiVersion: "1&x=y" }).success).toBe(false);
  });
});

describe("an answer of Azure", () => {
  it("streams with its filter results", () => {
    const parser = azureProvider.createStreamParser({ endpoint: "chat", model: "m", includeUsage: false });
    const chunks = readStream(parser, [readFixture("azure", "chat.stream.sse")]);
    expect(assemble(chunks)).toMatchObject({ content: "Hi", finish: "stop", usage: null });
    expect(chunks[0]).toHaveProperty("prompt_filter_results");
    expect(parser.usage()).toEqual({ promptTokens: 8, cachedTokens: 0, completionTokens: 1 });
  });

  it("that filters the prompt is the client's affair, and names no link", () => {
    const body = readFixture("azure", "content-filter.error.json").toString();
    const error = azureProvider.mapError({ status: 400, body, headers: {}, target });
    expect(error).toMatchObject({ fault: "client", code: "content_filter", param: "prompt", retryable: false });
    expect(error.message).not.toContain("microsoft.com");
  });
});
