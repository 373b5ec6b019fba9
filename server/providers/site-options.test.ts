import { describe, expect, it } from "vitest";
import { anthropicProvider } from "./anthropic/provider";
import type { Target } from "./contract";
import { geminiProvider } from "./gemini/provider";
import { findForModel, type SiteOptions } from "./site-options";

const messages = [{ role: "user", content: "hi" }];
const NOTHING: SiteOptions = {
  claude: { tokensMax: [], betas: [], hasThinkingSuffix: false, thinkingPercent: 80 },
  gemini: { safety: [], versions: [], hasThinkingSuffix: false, thinkingPercent: 60 },
};

function claude(upstreamModel: string, over: Partial<SiteOptions["claude"]>, body: object = {}, settings: object = {}) {
  const site = { ...NOTHING, claude: { ...NOTHING.claude, ...over } };
  const target: Target = { baseUrl: "https://a.example", key: "k", settings: { ...settings }, upstreamModel, site };
  const sent = anthropicProvider.buildRequest({
    endpoint: "chat",
    target,
    body: { messages, ...body },
    isStream: false,
  });
  return { headers: sent.headers, json: JSON.parse(sent.body) };
}

function gemini(upstreamModel: string, over: Partial<SiteOptions["gemini"]>, body: object = {}, settings: object = {}) {
  const site = { ...NOTHING, gemini: { ...NOTHING.gemini, ...over } };
  const target: Target = { baseUrl: "https://g.example", key: "k", settings: { ...settings }, upstreamModel, site };
  const sent = geminiProvider.buildRequest({ endpoint: "chat", target, body: { messages, ...body }, isStream: false });
  return { url: sent.url, json: JSON.parse(sent.body) };
}

it("an entry names a model, or the beginning of many; the first that fits counts", () => {
  const entries = [{ model: "claude-3*" }, { model: "claude-opus" }, { model: "*" }];
  expect(findForModel(entries, "claude-3-haiku")).toBe(entries[0]);
  expect(findForModel(entries, "claude-opus")).toBe(entries[1]);
  expect(findForModel(entries, "other")).toBe(entries[2]);
});

describe("Claude", () => {
  const tokensMax = [{ model: "claude-3-7*", tokens: 16_000 }];

  it("is given the site's maximum of the model, where neither client nor channel names one", () => {
    expect(claude("claude-3-7-sonnet", { tokensMax }).json.max_tokens).toBe(16_000);
    expect(claude("claude-3-5-haiku", { tokensMax }).json.max_tokens).toBe(4_096);
    expect(claude("claude-3-7-sonnet", { tokensMax }, { max_tokens: 7 }).json.max_tokens).toBe(7);
    expect(claude("claude-3-7-sonnet", { tokensMax }, {}, { tokensMaxDefault: 500 }).json.max_tokens).toBe(500);
  });

  it("gets the beta features of the model with those of the channel", () => {
    const betas = [{ model: "claude-3-7*", beta: "output-128k-2025-02-19" }];
    const settings = { beta: "files-api" };
    expect(claude("claude-3-7-sonnet", { betas }).headers["anthropic-beta"]).toBe("output-128k-2025-02-19");
    expect(claude("claude-3-7-sonnet", { betas }, {}, settings).headers["anthropic-beta"]).toBe(
      "files-api,output-128k-2025-02-19",
    );
    expect(claude("claude-opus-4", { betas }).headers).not.toHaveProperty("anthropic-beta");
  });

  it("thinks with its share when the name says so, and is asked for by its own name", () => {
    const on = { hasThinkingSuffix: true };
    const { json } = claude("claude-3-7-sonnet-thinking", on, { max_tokens: 10_000, temperature: 0.2 });
    expect(json).toMatchObject({
      model: "claude-3-7-sonnet",
      max_tokens: 10_000,
      thinking: { type: "enabled", budget_tokens: 8_000 },
    });
    expect(json).not.toHaveProperty("temperature");
    expect(claude("claude-opus-4-6-thinking", on).json.thinking).toEqual({ type: "adaptive" });
    const declined = claude("claude-3-7-sonnet-nothinking", on, { reasoning_effort: "high" }).json;
    expect(declined).toMatchObject({ model: "claude-3-7-sonnet" });
    expect(declined).not.toHaveProperty("thinking");
  });

  it("does not think with less than it takes, and the ending is part of the name where the option is off", () => {
    const tight = claude("claude-3-7-sonnet-thinking", { hasThinkingSuffix: true }, { max_tokens: 1_000 }).json;
    expect(tight).not.toHaveProperty("thinking");
    expect(claude("claude-3-7-sonnet-thinking", {}).json.model).toBe("claude-3-7-sonnet-thinking");
  });
});

describe("Gemini", () => {
  it("is called by the version of the model, unless the channel has one", () => {
    const versions = [{ model: "gemini-1.0-pro", version: "v1" }];
    expect(gemini("gemini-1.0-pro", { versions }).url).toContain("/v1/models/");
    expect(gemini("gemini-2.5-pro", { versions }).url).toContain("/v1beta/models/");
    expect(gemini("gemini-1.0-pro", { versions }, {}, { apiVersion: "v1alpha" }).url).toContain("/v1alpha/models/");
  });

  it("blocks in each category what the site says, unless the channel says something", () => {
    const safety = [{ category: "HARM_CATEGORY_HARASSMENT", threshold: "OFF" }];
    expect(gemini("gemini-2.5-pro", { safety }).json.safetySettings).toEqual(safety);
    const ofChannel = gemini("gemini-2.5-pro", { safety }, {}, { safetyThreshold: "BLOCK_NONE" }).json.safetySettings;
    expect(ofChannel).toHaveLength(4);
    expect(gemini("gemini-2.5-pro", {}).json).not.toHaveProperty("safetySettings");
  });

  it("thinks when the name says so, by what its generation understands", () => {
    const on = { hasThinkingSuffix: true };
    const thinking = (model: string, body = {}) => gemini(model, on, body).json.generationConfig.thinkingConfig;
    expect(thinking("gemini-2.5-flash-thinking", { max_tokens: 1_000 })).toEqual({ thinkingBudget: 600 });
    expect(thinking("gemini-2.5-flash-thinking")).toEqual({ thinkingBudget: -1 });
    expect(thinking("gemini-2.5-flash-nothinking")).toEqual({ thinkingBudget: 0 });
    expect(thinking("gemini-3-pro-thinking")).toEqual({ thinkingLevel: "high" });
    expect(gemini("gemini-2.5-flash-thinking", on).url).toContain("/models/gemini-2.5-flash:");
  });
});
