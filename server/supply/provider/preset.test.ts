import { describe, expect, it } from "vitest";
import { findProvider, listProviders } from "@/server/providers/registry";
import { findPreset, PROVIDER_PRESETS } from "./preset-schema";
import { PROVIDER_FORMS, type ProviderId } from "./schema";

const target = { key: "sk-test", upstreamModel: "m", settings: {} };

describe("provider presets", () => {
  it("have ids of their own that fit the column", () => {
    const ids = PROVIDER_PRESETS.map((preset) => preset.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[a-z0-9-]{1,32}$/.test(id))).toBe(true);
  });

  it.each(PROVIDER_PRESETS.map((preset) => [preset.id, preset] as const))(
    "%s names https pages and a provider with settings it accepts",
    (_id, preset) => {
      for (const url of [preset.docsUrl, preset.keyUrl ?? "https://x"]) expect(new URL(url).protocol).toBe("https:");
      expect(preset.baseUrl !== "" || preset.baseUrlExample !== undefined).toBe(true);
      expect(PROVIDER_FORMS[preset.provider].settings.safeParse(preset.settings ?? {}).success).toBe(true);
    },
  );

  it.each([
    ["openai", "https://api.openai.com/v1/chat/completions"],
    ["zhipu", "https://open.bigmodel.cn/api/paas/v4/chat/completions"],
    ["volcengine", "https://ark.cn-beijing.volces.com/api/v3/chat/completions"],
    ["perplexity", "https://api.perplexity.ai/chat/completions"],
    ["github", "https://models.github.ai/inference/chat/completions"],
    ["deepinfra", "https://api.deepinfra.com/v1/openai/chat/completions"],
    ["qianfan", "https://qianfan.baidubce.com/v2/chat/completions"],
    ["ollama", "http://localhost:11434/v1/chat/completions"],
    ["anthropic", "https://api.anthropic.com/v1/messages"],
    ["gemini", "https://generativelanguage.googleapis.com/v1beta/models/m:generateContent"],
  ])("%s leads to %s", (id, url) => {
    const preset = findPreset(id);
    const provider = findProvider(preset?.provider ?? "");
    const settings = provider?.settingsSchema.parse(preset?.settings ?? {}) as Record<string, unknown>;
    const route = provider?.buildRoute({
      endpoint: "chat",
      target: { ...target, settings, baseUrl: preset?.baseUrl ?? "" },
      isStream: false,
    });
    expect(route?.url).toBe(url);
  });
});

describe("provider forms", () => {
  it("describe exactly the registered providers", () => {
    expect(Object.keys(PROVIDER_FORMS).sort()).toEqual(
      listProviders()
        .map((provider) => provider.id)
        .sort(),
    );
    for (const provider of listProviders()) {
      const form = PROVIDER_FORMS[provider.id as ProviderId];
      expect(form.settings).toBe(provider.settingsSchema);
      expect(form.label).toBe(provider.label);
      expect(form.endpoints).toEqual(provider.endpoints);
    }
  });

  it("have a field for every setting of the provider", () => {
    for (const form of Object.values(PROVIDER_FORMS)) {
      expect(form.fields.map((field) => field.name).sort()).toEqual(Object.keys(form.settings.shape).sort());
    }
  });
});
