import type { ServerResponse } from "node:http";
import { describe, expect, it, vi } from "vitest";
import { openAiProvider } from "@/server/providers/openai/provider";
import { AnswerStream, passThrough } from "./answer-stream";
import type { Gate } from "./payment";

const FLOW = { pause: () => undefined, resume: () => undefined };
const chunk = (content: string) => `data: {"choices":[{"delta":{"content":"${content}"}}]}\n\n`;
const END = 'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n';
const USAGE = 'data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}\n\n';

const PAID: Gate = { isHeld: true, hold: () => Promise.resolve() };

function unpaidGate(): { gate: Gate; pay: () => Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const gate = { isHeld: false, hold: () => promise };
  const pay = () => {
    gate.isHeld = true;
    resolve();
    return promise;
  };
  return { gate, pay };
}

type Options = { stripUsage?: boolean; accepts?: () => boolean; gate?: Gate };

function open({ stripUsage = true, accepts = () => true, gate = PAID }: Options = {}) {
  let text = "";
  let now = 0;
  const drains: (() => void)[] = [];
  const response = {
    writeHead: vi.fn(),
    write: (bytes: Buffer) => {
      text += bytes.toString();
      return accepts();
    },
    once: (_event: string, listener: () => void) => drains.push(listener),
  };
  const stream = new AnswerStream({
    response: response as unknown as ServerResponse,
    gate,
    translation: passThrough(openAiProvider, stripUsage),
    headers: () => ({}),
    now: () => now,
  });
  const send = (part: string, flow = FLOW) => stream.data(Buffer.from(part), flow);
  return { stream, response, drains, send, text: () => text, wait: (ms: number) => (now += ms) };
}

describe("a stream to the client", () => {
  it("gives out nothing before it is paid for, and makes the upstream wait", async () => {
    const { gate, pay } = unpaidGate();
    const { send, response, text } = open({ gate });
    const flow = { pause: vi.fn(), resume: vi.fn() };
    send(chunk("a"), flow);
    send(chunk("b"), flow);
    expect(response.writeHead).not.toHaveBeenCalled();
    expect([flow.pause.mock.calls.length, flow.resume.mock.calls.length]).toEqual([1, 0]);
    await pay();
    expect(text()).toBe(chunk("a") + chunk("b"));
    expect(flow.resume).toHaveBeenCalledOnce();
  });

  it("never gives out what it held back for the payment once it was given up", async () => {
    const { gate, pay } = unpaidGate();
    const { stream, send, text } = open({ gate });
    send(chunk("a"));
    stream.detach();
    await pay();
    expect(text()).toBe("");
  });

  it("gives no sign of life before it is paid for", () => {
    const { stream, text, wait } = open({ gate: unpaidGate().gate });
    wait(20_000);
    stream.ping(15_000);
    expect(text()).toBe("");
  });

  it("begins with the first whole event", () => {
    const { send, response, text } = open();
    send(chunk("a").slice(0, 10));
    expect(response.writeHead).not.toHaveBeenCalled();
    send(chunk("a").slice(10));
    expect(text()).toBe(chunk("a"));
  });

  it("holds the usage chunk back that the client did not ask for, and knows the usage", () => {
    const { stream, send, text } = open();
    send(`${chunk("a")}${END}${USAGE}data: [DONE]\n\n`);
    expect(stream.finish()).toBe(true);
    expect(text()).toBe(`${chunk("a")}${END}data: [DONE]\n\n`);
    expect(stream.translation.usage()).toMatchObject({ promptTokens: 3, completionTokens: 2 });
  });

  it("adds [DONE] where the upstream finished without it, and never where it did not finish", () => {
    const finished = open();
    finished.send(chunk("a") + END);
    expect(finished.stream.finish()).toBe(true);
    expect(finished.text().endsWith("data: [DONE]\n\n")).toBe(true);
    const cut = open();
    cut.send(chunk("a"));
    expect(cut.stream.finish()).toBe(false);
    expect(cut.text()).toBe(chunk("a"));
  });

  it("does not begin with an upstream's error or with noise: another channel may be asked", () => {
    const failed = open();
    failed.send('data: {"error":{"message":"overloaded"}}\n\n');
    expect(failed.stream.finish()).toBe(false);
    expect(failed.text()).toBe("");
    const noise = open();
    noise.send("data: <html>\n\ndata: [DONE]\n\n");
    expect(noise.stream.finish()).toBe(false);
    expect(noise.stream.isCommitted).toBe(false);
    expect(() => noise.send(`data: ${"x".repeat(70_000)}\n\n`)).toThrow("no events");
  });

  it("slows the upstream down when the client reads slowly", () => {
    const { send, drains } = open({ accepts: () => false });
    const flow = { pause: vi.fn(), resume: vi.fn() };
    send(chunk("a"), flow);
    expect(flow.pause).toHaveBeenCalledOnce();
    expect(flow.resume).not.toHaveBeenCalled();
    drains[0]?.();
    expect(flow.resume).toHaveBeenCalledOnce();
  });

  it("gives a sign of life when the model is silent for long", () => {
    const { stream, send, text, wait } = open();
    send(chunk("a"));
    wait(14_000);
    stream.ping(15_000);
    expect(text()).toBe(chunk("a"));
    wait(1_000);
    stream.ping(15_000);
    stream.ping(15_000);
    expect(text()).toBe(`${chunk("a")}: ping\n\n`);
  });

  it("reads on for the usage when the client has left, and writes no more", () => {
    const { stream, send, text } = open();
    send(chunk("a"));
    stream.detach();
    send(END + USAGE);
    stream.finish();
    expect(text()).toBe(chunk("a"));
    expect(stream.translation.usage()).not.toBeNull();
    expect(stream.deliveredContentBytes).toBe(1);
  });
});
