import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { verifyLedger } from "@/server/money/ledger/verify";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, signedInAs } from "@/server/testing/people";
import { getLog } from "@/server/usage/log/get";
import type { RunningGateway } from "./start";
import { callApi, chat } from "./testing/client";
import { createChannel, createCustomer, startTestGateway, type TestCustomer } from "./testing/site";

const USAGE = {
  prompt_tokens: 1_000,
  completion_tokens: 500,
  total_tokens: 1_500,
  prompt_tokens_details: { cached_tokens: 100, audio_tokens: 300, cached_creation_tokens: 200 },
  completion_tokens_details: { audio_tokens: 400 },
};

/** An upstream that answers everything with sound. */
function startSpeaker(): Promise<Server> {
  const answer = {
    id: "chatcmpl-1",
    object: "chat.completion",
    choices: [{ index: 0, message: { role: "assistant", content: "hi" }, finish_reason: "stop" }],
    usage: USAGE,
  };
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

eachEngine("tokens with a price of their own", (database) => {
  let upstream: Server;
  let gateway: RunningGateway;
  let customer: TestCustomer;

  beforeAll(async () => {
    const { db } = database;
    upstream = await startSpeaker();
    const baseUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/v1`;
    await makeDefaultGroup(db);
    await createChannel(db, { baseUrl, models: ["speaks", "plain"] });
    const price = { mode: "token", inputPrice: "2", outputPrice: "8", cachedInputPrice: "1" };
    await db.modelPrice.create({ data: { model: "plain", ...price } });
    const special = { cacheWritePrice: "3", audioInputPrice: "40", audioOutputPrice: "80" };
    await db.modelPrice.create({ data: { model: "speaks", ...price, ...special } });
    customer = await createCustomer(db, 1_000_000_000n);
    gateway = await startTestGateway(database);
  });
  afterAll(async () => {
    await gateway.stop(1_000);
    upstream.close();
    expect((await verifyLedger(database.db)).differences).toEqual([]);
  });

  async function logOf(model: string) {
    const body = chat(model, { max_tokens: 500, modalities: ["text", "audio"], audio: { voice: "alloy" } });
    const { status, requestId: id } = await callApi(gateway.port, { key: customer.key, body });
    expect(status).toBe(200);
    return vi.waitFor(() => database.db.log.findUniqueOrThrow({ where: { id } }), { timeout: 5_000 });
  }

  test("are charged at it, and the inspector shows how the charge came about", async () => {
    const log = await logOf("speaks");
    // 400 fresh × 2, 100 cached × 1, 200 written × 3, 300 sound × 40, 100 out × 8, 400 sound out × 80
    const millionths = 800n + 100n + 600n + 12_000n + 800n + 32_000n;
    expect(log).toMatchObject({ quota: millionths / 2n, uncollectedQuota: 0n });
    expect(JSON.parse(log.usageDetail ?? "")).toEqual({ cacheWrite: 200, audioInput: 300, audioOutput: 400 });
    const { ctx } = await signedInAs(database.db, "support");
    const { formula } = await getLog(ctx, { id: log.id });
    expect(formula?.units).toBe(String(log.quota));
    const counts = Object.fromEntries(formula?.lines.map(({ part, count }) => [part, count]) ?? []);
    expect(counts).toEqual({
      input: 400,
      cached: 100,
      cacheWrite: 200,
      audioInput: 300,
      output: 100,
      audioOutput: 400,
    });
  });

  test("cost what the others do where the price says nothing of them", async () => {
    const log = await logOf("plain");
    expect(log.quota).toBe((1_800n + 100n + 4_000n) / 2n);
    const price = await database.db.priceSnapshot.findUniqueOrThrow({ where: { id: log.priceId ?? "" } });
    expect(price.specialPrices).toBeNull();
  });

  test("are set aside for at the dearest that the answer may cost", async () => {
    const [speaks, plain] = [await logOf("speaks"), await logOf("plain")];
    // At least the 500 tokens of sound that the answer may have.
    expect(speaks.reservedQuota).toBeGreaterThanOrEqual((500n * 80n) / 2n);
    expect(speaks.reservedQuota).toBeGreaterThan(plain.reservedQuota);
  });
});
