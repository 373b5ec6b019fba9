import { readBehaviour } from "./behaviour";
import { openAiWire } from "./openai-wire";
import { composeReply } from "./reply";
import type { ParsedRequest } from "./wire";

const MODEL = "mock-fixed";
const WORDS = 24;
const CHUNKS = 20;

function prepare(words: number, isStream: boolean) {
  const request: ParsedRequest = {
    task: "chat",
    model: MODEL,
    isStream,
    body: { stream_options: { include_usage: true } },
  };
  const behaviour = { ...readBehaviour(MODEL, ""), words };
  const question = { model: MODEL, lastText: "", promptChars: 400, tokensMax: null, firstToolName: null };
  return { request, behaviour, reply: composeReply(question, behaviour) };
}

const json = prepare(WORDS, false);

/** One answer of about 600 bytes, made once: measuring must not measure the fake. */
export const FIXED_JSON = Buffer.from(JSON.stringify(openAiWire.answer(json.request, json.reply)));

const sse = prepare(CHUNKS, true);

/** The frames of one stream of twenty chunks of text, with usage and [DONE]. */
export const FIXED_FRAMES: readonly string[] = openAiWire.frames(sse.request, sse.reply, sse.behaviour);
