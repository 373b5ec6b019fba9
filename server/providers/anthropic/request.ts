import { type JsonObject, ProviderInputError, type Target } from "../contract";
import { asNumber, asObject, asString } from "../json-value";
import {
  type Message,
  type Part,
  readJsonFormat,
  readMessages,
  readStops,
  readTokensMax,
  readToolChoice,
  readTools,
  textOfParts,
} from "../openai-shape/chat-request";
import { findForModel, readThinkingSuffix, type Thinking } from "../site-options";
import { type ModelTraits, traitsOf } from "./model-traits";

type Turn = { role: "user" | "assistant"; content: JsonObject[] };

const TOKENS_MAX_DEFAULT = 4096;
const THINKING_TOKENS_MIN = 1024;
const THINKING_TOKENS: Record<string, number> = {
  minimal: 1024,
  low: 1024,
  medium: 2048,
  high: 4096,
  xhigh: 8192,
  max: 16_384,
};
const EFFORTS: Record<string, string> = {
  minimal: "low",
  low: "low",
  medium: "medium",
  high: "high",
  xhigh: "xhigh",
  max: "max",
};
const JSON_INSTRUCTION = "Answer with one JSON object and nothing else.";

function blockOf(part: Part): JsonObject {
  switch (part.kind) {
    case "text":
      return { type: "text", text: part.text, ...(part.cacheControl && { cache_control: part.cacheControl }) };
    case "image": {
      const source = part.data
        ? { type: "base64", media_type: part.data.mediaType, data: part.data.base64 }
        : { type: "url", url: part.url };
      return { type: "image", source, ...(part.cacheControl && { cache_control: part.cacheControl }) };
    }
    case "file": {
      const source = { type: "base64", media_type: part.data.mediaType, data: part.data.base64 };
      return { type: "document", source, ...(part.name && { title: part.name }) };
    }
    case "audio":
      throw new ProviderInputError("Audio parts are not supported by this model's provider.", "messages");
  }
}

// Anthropic refuses empty text blocks, which OpenAI clients send freely.
function blocksOf(parts: Part[]): JsonObject[] {
  return parts.filter((part) => part.kind !== "text" || part.text.trim() !== "").map(blockOf);
}

function turnOf(message: Exclude<Message, { role: "system" }>): Turn {
  if (message.role === "tool") {
    const content = message.parts.every((part) => part.kind === "text")
      ? textOfParts(message.parts)
      : blocksOf(message.parts);
    return { role: "user", content: [{ type: "tool_result", tool_use_id: message.toolCallId, content }] };
  }
  if (message.role === "assistant") {
    const calls = message.toolCalls.map((call) => ({
      type: "tool_use",
      id: call.id,
      name: call.name,
      input: call.arguments,
    }));
    return { role: "assistant", content: [...blocksOf(message.parts), ...calls] };
  }
  return { role: "user", content: blocksOf(message.parts) };
}

/** Turns alternate: neighbours of one role become one turn, above all the results of several tool calls. */
function turnsOf(messages: Message[]): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    if (message.role === "system") continue;
    const turn = turnOf(message);
    const previous = turns.at(-1);
    if (turn.content.length === 0) continue;
    if (previous?.role === turn.role) previous.content.push(...turn.content);
    else turns.push(turn);
  }
  return turns;
}

function systemOf(messages: Message[], wantsJson: boolean): JsonObject[] {
  const blocks = messages.flatMap((message) => (message.role === "system" ? blocksOf(message.parts) : []));
  return wantsJson ? [...blocks, { type: "text", text: JSON_INSTRUCTION }] : blocks;
}

function toolFields(body: JsonObject): JsonObject {
  const tools = readTools(body).map((tool) => ({
    name: tool.name,
    ...(tool.description && { description: tool.description }),
    input_schema: tool.parameters ?? { type: "object", properties: {} },
  }));
  if (tools.length === 0) return {};
  const choice = readToolChoice(body);
  const isSerial = body.parallel_tool_calls === false;
  if (!choice && !isSerial) return { tools };
  const kinds = { auto: "auto", none: "none", required: "any" } as const;
  const type = !choice ? "auto" : choice.mode === "named" ? "tool" : kinds[choice.mode];
  return {
    tools,
    tool_choice: {
      type,
      ...(choice?.mode === "named" && { name: choice.name }),
      ...(isSerial && type !== "none" && { disable_parallel_tool_use: true }),
    },
  };
}

function isForced(body: JsonObject): boolean {
  const mode = readToolChoice(body)?.mode;
  return mode === "required" || mode === "named";
}

type ThinkingInput = { traits: ModelTraits; tokensMax: number; suffix: Thinking; percent: number };

/** The client's own `thinking` goes through; `reasoning_effort` becomes what the model's generation understands. */
function thinkingFields(body: JsonObject, { traits, tokensMax, suffix, percent }: ThinkingInput): JsonObject {
  const own = asObject(body.thinking);
  if (own) return { thinking: own };
  if (suffix === "declined") return {};
  if (suffix === "asked") return thinkingBySuffix(body, { traits, tokensMax, percent });
  const effort = asString(body.reasoning_effort);
  const budgetWanted = effort === null ? undefined : THINKING_TOKENS[effort];
  if (effort === null || budgetWanted === undefined || traits.thinking === "none") return {};
  if (traits.thinking === "adaptive") return { thinking: { type: "adaptive" }, effort: EFFORTS[effort] };
  // The budget must leave room for an answer, and a forced tool excludes thinking.
  if (tokensMax <= THINKING_TOKENS_MIN || isForced(body)) return {};
  return {
    thinking: { type: "enabled", budget_tokens: Math.min(budgetWanted, Math.max(THINKING_TOKENS_MIN, tokensMax >> 1)) },
  };
}

/** The model's name asks for thinking: with a share of the answer's tokens, or as the newer models decide by themselves. */
function thinkingBySuffix(body: JsonObject, { traits, tokensMax, percent }: Omit<ThinkingInput, "suffix">): JsonObject {
  if (traits.thinking === "none" || isForced(body)) return {};
  if (traits.thinking === "adaptive") return { thinking: { type: "adaptive" } };
  const budget = Math.floor((tokensMax * percent) / 100);
  return budget < THINKING_TOKENS_MIN ? {} : { thinking: { type: "enabled", budget_tokens: budget } };
}

function samplingFields(body: JsonObject, traits: ModelTraits, isThinking: boolean): JsonObject {
  if (!traits.hasSampling || isThinking) return {};
  // 1 is the default of both formats; sending it would only trip the models that refuse the pair. Anthropic's scale ends at 1.
  const temperature = asNumber(body.temperature);
  const topP = asNumber(body.top_p);
  const topK = asNumber(body.top_k);
  const hasTemperature = temperature !== null && temperature !== 1;
  return {
    ...(hasTemperature && { temperature: Math.min(1, temperature) }),
    ...(topP !== null && topP !== 1 && (traits.hasBothSampling || !hasTemperature) && { top_p: topP }),
    ...(topK !== null && { top_k: topK }),
  };
}

/** What is sent for a client that names no maximum: what the channel says, unless that is the default and the site says more of the model. */
function tokensMaxOf({ settings, site }: Target, model: string): number {
  const ofChannel = asNumber(settings.tokensMaxDefault) ?? TOKENS_MAX_DEFAULT;
  if (ofChannel !== TOKENS_MAX_DEFAULT) return ofChannel;
  return findForModel(site?.claude.tokensMax ?? [], model)?.tokens ?? ofChannel;
}

/** An OpenAI chat body as a Messages request. Fields Anthropic has no word for (logprobs, seed, penalties) are left out. */
export function buildMessagesBody(input: { body: JsonObject; target: Target; isStream: boolean }): JsonObject {
  const { body, target, isStream } = input;
  if (asNumber(body.n) !== null && body.n !== 1)
    throw new ProviderInputError("`n` other than 1 is not supported by this model's provider.", "n");
  const messages = readMessages(body);
  const site = target.site?.claude;
  const { model, thinking: suffix } = readThinkingSuffix(target.upstreamModel, site);
  const tokensMax = readTokensMax(body) ?? tokensMaxOf(target, model);
  const traits = traitsOf(model);
  const format = readJsonFormat(body);
  const system = systemOf(messages, format === "any");
  const stops = readStops(body).filter((stop) => stop.trim() !== "");
  const { effort, ...thinking } = thinkingFields(body, {
    traits,
    tokensMax,
    suffix,
    percent: site?.thinkingPercent ?? 0,
  });
  const outputConfig = {
    ...(effort !== undefined && { effort }),
    ...(format !== null && format !== "any" && { format: { type: "json_schema", schema: format } }),
  };
  const user = asString(body.user);
  return {
    model,
    max_tokens: tokensMax,
    ...(system.length > 0 && { system }),
    messages: turnsOf(messages),
    ...(stops.length > 0 && { stop_sequences: stops }),
    ...samplingFields(body, traits, thinking.thinking !== undefined),
    ...toolFields(body),
    ...thinking,
    ...(Object.keys(outputConfig).length > 0 && { output_config: outputConfig }),
    ...(user && { metadata: { user_id: user } }),
    ...(isStream && { stream: true }),
  };
}
