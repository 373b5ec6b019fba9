import { type JsonObject, ProviderInputError, type Target } from "../contract";
import { asArray, asNumber, asString } from "../json-value";
import {
  readJsonFormat,
  readMessages,
  readStops,
  readTokensMax,
  readToolChoice,
  readTools,
} from "../openai-shape/chat-request";
import { readThinkingSuffix, type Thinking } from "../site-options";
import { contentsOf, systemInstructionOf } from "./contents";

const HARM_CATEGORIES = [
  "HARM_CATEGORY_HARASSMENT",
  "HARM_CATEGORY_HATE_SPEECH",
  "HARM_CATEGORY_SEXUALLY_EXPLICIT",
  "HARM_CATEGORY_DANGEROUS_CONTENT",
];
// Google's own translation of reasoning_effort for the 2.5 models; from 3 on there are levels.
const THINKING_BUDGETS: Record<string, number> = {
  none: 0,
  minimal: 1024,
  low: 1024,
  medium: 8192,
  high: 24_576,
  xhigh: 24_576,
};
const THINKING_LEVELS: Record<string, string> = {
  none: "low",
  minimal: "low",
  low: "low",
  medium: "medium",
  high: "high",
  xhigh: "high",
};
const STOPS_MAX = 5;

/** A model's name without the ending that speaks of thinking, and what that said. */
type Suffixed = { name: string; thinking: Thinking; percent: number };

/** `models/gemini-2.5-flash` and `gemini-2.5-flash` are the same model. */
export function bareModel(model: string): string {
  return model.replace(/^models\//, "");
}

/** From Gemini 3 on there are levels of thinking instead of budgets. */
function hasLevels(model: string): boolean {
  return /gemini-(?:[3-9]|\d\d)/.test(model);
}

/** The model's name asks for thinking, or for none. */
function thinkingBySuffix(body: JsonObject, model: Suffixed): JsonObject | null {
  const isAsked = model.thinking === "asked";
  if (hasLevels(model.name)) return { thinkingLevel: isAsked ? "high" : "low" };
  if (!model.name.includes("2.5")) return null;
  const tokensMax = readTokensMax(body);
  if (!isAsked) return { thinkingBudget: 0 };
  // -1: as much as the model finds right.
  return { thinkingBudget: tokensMax === null ? -1 : Math.floor((tokensMax * model.percent) / 100) };
}

function thinkingConfigOf(body: JsonObject, suffixed: Suffixed): JsonObject | null {
  const { name: model } = suffixed;
  const effort = asString(body.reasoning_effort);
  if (effort === null) return suffixed.thinking === "unsaid" ? null : thinkingBySuffix(body, suffixed);
  if (hasLevels(model)) {
    const level = THINKING_LEVELS[effort];
    return level === undefined ? null : { thinkingLevel: level };
  }
  const budget = model.includes("2.5") ? THINKING_BUDGETS[effort] : undefined;
  return budget === undefined ? null : { thinkingBudget: budget };
}

function generationConfigOf(body: JsonObject, model: Suffixed): JsonObject {
  const stops = readStops(body).slice(0, STOPS_MAX);
  const format = readJsonFormat(body);
  const thinkingConfig = thinkingConfigOf(body, model);
  const numbers: [string, number | null][] = [
    ["temperature", asNumber(body.temperature)],
    ["topP", asNumber(body.top_p)],
    ["topK", asNumber(body.top_k)],
    ["maxOutputTokens", readTokensMax(body)],
    ["candidateCount", body.n === 1 ? null : asNumber(body.n)],
    ["presencePenalty", asNumber(body.presence_penalty) || null],
    ["frequencyPenalty", asNumber(body.frequency_penalty) || null],
    ["seed", asNumber(body.seed)],
  ];
  return {
    ...Object.fromEntries(numbers.filter(([, value]) => value !== null)),
    ...(stops.length > 0 && { stopSequences: stops }),
    ...(format !== null && { responseMimeType: "application/json" }),
    ...(format !== null && format !== "any" && { responseJsonSchema: format }),
    ...(thinkingConfig && { thinkingConfig }),
  };
}

function toolFields(body: JsonObject): JsonObject {
  const functionDeclarations = readTools(body).map((tool) => ({
    name: tool.name,
    ...(tool.description && { description: tool.description }),
    // Plain JSON Schema; the older field `parameters` knows only a part of it and refuses the rest.
    ...(tool.parameters && { parametersJsonSchema: tool.parameters }),
  }));
  if (functionDeclarations.length === 0) return {};
  const choice = readToolChoice(body);
  const modes = { auto: "AUTO", none: "NONE", required: "ANY", named: "ANY" } as const;
  return {
    tools: [{ functionDeclarations }],
    ...(choice && {
      toolConfig: {
        functionCallingConfig: {
          mode: modes[choice.mode],
          ...(choice.mode === "named" && { allowedFunctionNames: [choice.name] }),
        },
      },
    }),
  };
}

/** One threshold of the channel for everything, else what the site says of each category. */
function safetyOf({ settings, site }: Target): JsonObject[] {
  const threshold = asString(settings.safetyThreshold);
  if (threshold) return HARM_CATEGORIES.map((category) => ({ category, threshold }));
  return (site?.gemini.safety ?? []).map((entry) => ({ category: entry.category, threshold: entry.threshold }));
}

/** An OpenAI chat body as a generateContent request. */
export function buildGenerateBody(body: JsonObject, target: Target): JsonObject {
  const messages = readMessages(body);
  const site = target.site?.gemini;
  const { model, thinking } = readThinkingSuffix(bareModel(target.upstreamModel), site);
  const systemInstruction = systemInstructionOf(messages);
  const generationConfig = generationConfigOf(body, {
    name: model,
    thinking,
    percent: site?.thinkingPercent ?? 0,
  });
  const safetySettings = safetyOf(target);
  return {
    contents: contentsOf(messages, model),
    ...(systemInstruction && { systemInstruction }),
    ...toolFields(body),
    ...(safetySettings.length > 0 && { safetySettings }),
    ...(Object.keys(generationConfig).length > 0 && { generationConfig }),
  };
}

/** An OpenAI embeddings body as batchEmbedContents, which serves one text as well as many. */
export function buildEmbedBody(body: JsonObject, target: Target): JsonObject {
  const inputs = typeof body.input === "string" ? [body.input] : asArray(body.input);
  const dimensions = asNumber(body.dimensions);
  const model = `models/${bareModel(target.upstreamModel)}`;
  if (inputs.length === 0) throw new ProviderInputError("`input` must be a text or a list of texts.", "input");
  return {
    requests: inputs.map((text) => {
      if (typeof text !== "string")
        throw new ProviderInputError("Token arrays are not supported by this model's provider.", "input");
      return {
        model,
        content: { parts: [{ text }] },
        ...(dimensions !== null && { outputDimensionality: dimensions }),
      };
    }),
  };
}
