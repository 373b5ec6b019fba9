import { describe, expect, it } from "vitest";
import { parseRequest } from "./request";
import { testChannel } from "./testing/channel";
import { buildUpstreamRequest, endpointLabel } from "./upstream-request";

const KEY = { id: "cky_1", secret: "sk-up" };
const to = (over: object) => ({ channel: testChannel(over), key: KEY, site: null });
const messages = [{ role: "user", content: "hi" }];
const request = (body: object) =>
  parseRequest("chat", Buffer.from(JSON.stringify({ model: "gpt", messages, ...body })));
const sent = (body: object, over = {}) => {
  const upstream = buildUpstreamRequest(request(body), to({ baseUrl: "https://up.example", ...over }));
  return { upstream, json: JSON.parse(upstream.body.toString()) };
};

describe("a request that goes out", () => {
  it("is the client's own bytes when nothing must change", () => {
    const original = request({ top_k: 7 });
    const upstream = buildUpstreamRequest(original, to({}));
    expect(upstream.body).toBe(original.bytes);
  });

  it("asks for the usage of a stream, and knows that the client did not", () => {
    const { upstream, json } = sent({ stream: true, unknown_field: [1] });
    expect(json).toEqual({
      stream_options: { include_usage: true },
      model: "gpt",
      messages,
      stream: true,
      unknown_field: [1],
    });
    expect(upstream.stripsUsage).toBe(true);
  });

  it("leaves the usage chunk to a client that asked for it", () => {
    const asking = { stream: true, stream_options: { include_usage: true } };
    expect(sent(asking).upstream.stripsUsage).toBe(false);
    const declining = { stream: true, stream_options: { include_usage: false, other: 1 } };
    expect(sent(declining).json.stream_options).toEqual({ include_usage: true, other: 1 });
    expect(sent(declining).upstream.stripsUsage).toBe(true);
  });

  it("keeps the option from servers that refuse it", () => {
    const over = { settings: { omitStreamOptions: true } };
    expect(sent({ stream: true }, over).json).not.toHaveProperty("stream_options");
    expect(sent({ stream: true, stream_options: { include_usage: true } }, over).json).not.toHaveProperty(
      "stream_options",
    );
  });

  it("carries the channel's name of the model and its key", () => {
    const { upstream, json } = sent({}, { modelMapping: new Map([["gpt", "gpt-4o-2024"]]) });
    expect(json.model).toBe("gpt-4o-2024");
    expect(upstream).toMatchObject({ origin: "https://up.example", path: "/v1/chat/completions" });
    expect(upstream.headers.authorization).toBe("Bearer sk-up");
  });

  it("carries the headers that the channel adds, in place of ours where they have the same name", () => {
    const headers = { "x-title": "Gatehouse", authorization: "Token other" };
    expect(sent({}, { headers }).upstream.headers).toMatchObject({ ...headers, "content-type": "application/json" });
    expect(sent({}, { headers, modelMapping: new Map([["gpt", "b"]]) }).upstream.headers).toMatchObject(headers);
  });

  it("does not mistake a model called like an object's own field for a mapped one", () => {
    expect(sent({ model: "constructor" }).json.model).toBe("constructor");
  });

  it("is named for staff without its query", () => {
    const { upstream } = sent({});
    expect(endpointLabel({ ...upstream, path: "/v1beta/x?key=secret" })).toBe("https://up.example/v1beta/x");
  });
});
