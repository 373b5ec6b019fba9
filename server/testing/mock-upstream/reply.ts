import type { Behaviour } from "./behaviour";

export type MockUsage = { prompt: number; cached: number; completion: number };

export type Reply = {
  id: string;
  model: string;
  createdAtSeconds: number;
  /** The answer in pieces, as a stream would send them; joined, it is the whole. */
  pieces: string[];
  tool: { name: string; arguments: string } | null;
  finish: "stop" | "length" | "tool";
  usage: MockUsage | null;
};

export type Question = {
  model: string;
  /** The last thing the user said. */
  lastText: string;
  /** Length in characters of everything sent, for the token count. */
  promptChars: number;
  tokensMax: number | null;
  firstToolName: string | null;
};

const CHARS_PER_TOKEN = 4;
// Real upstreams cache prompts from 1024 tokens on, in steps of 128.
const CACHE_FROM_TOKENS = 1024;
const CACHE_STEP_TOKENS = 128;
const WORDS =
  "the quick upstream sends these words one by one until the answer has the length that was asked for".split(" ");

let counter = 0;

export function tokensOf(chars: number): number {
  return Math.max(1, Math.ceil(chars / CHARS_PER_TOKEN));
}

function piecesOf(question: Question, behaviour: Behaviour): string[] {
  if (behaviour.isEmpty) return [];
  if (behaviour.words !== null) {
    return Array.from({ length: behaviour.words }, (_, at) => `${at === 0 ? "" : " "}${WORDS[at % WORDS.length]}`);
  }
  const echo = `${question.model} heard: ${question.lastText.slice(0, 2000) || "nothing"}`;
  return echo.match(/\s*\S+/g) ?? [echo];
}

/** The answer itself, in no vendor's format yet: an echo of the prompt, with usage that follows from the lengths. */
export function composeReply(question: Question, behaviour: Behaviour): Reply {
  counter += 1;
  const tool = behaviour.callsTool
    ? {
        name: question.firstToolName ?? "get_weather",
        arguments: JSON.stringify({ city: "Kathmandu", note: question.lastText }),
      }
    : null;
  const full = tool ? [] : piecesOf(question, behaviour);
  const isCut = question.tokensMax !== null && full.length > question.tokensMax;
  const pieces = isCut ? full.slice(0, question.tokensMax ?? 0) : full;
  const prompt = tokensOf(question.promptChars);
  const cached = prompt >= CACHE_FROM_TOKENS ? Math.floor(prompt / 2 / CACHE_STEP_TOKENS) * CACHE_STEP_TOKENS : 0;
  const completion = tool ? tokensOf(tool.arguments.length) : pieces.length;
  return {
    id: `mock-${counter.toString(36)}`,
    model: question.model,
    createdAtSeconds: Math.floor(Date.now() / 1000),
    pieces,
    tool,
    finish: tool ? "tool" : isCut ? "length" : "stop",
    usage: behaviour.hasUsage ? { prompt, cached, completion } : null,
  };
}
