import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { newId } from "@/server/kernel/ids";
import { verifyLedger } from "@/server/money/ledger/verify";
import { eachEngine } from "@/server/testing/database";
import { type MockUpstream, startMockUpstream } from "@/server/testing/mock-upstream/server";
import type { RunningGateway } from "./start";
import { callApi, chat } from "./testing/client";
import { createChannel, createCustomer, priceModels, startTestGateway, type TestCustomer } from "./testing/site";

const MODELS = ["gpt-test", "mock-500", "mock-slow-1000", "mock-slow-5000", "mock-stream-5-20"];

eachEngine("payment of a request", (database) => {
  let upstream: MockUpstream;
  let gateway: RunningGateway;

  beforeAll(async () => {
    upstream = await startMockUpstream();
    const { db } = database;
    await db.group.upsert({
      where: { name: "default" },
      create: { name: "default", displayName: "Default" },
      update: {},
    });
    await createChannel(db, { baseUrl: upstream.url, models: MODELS });
    await priceModels(db, MODELS);
    gateway = await startTestGateway(database);
  });
  afterAll(async () => {
    await gateway.stop(1_000);
    await upstream.close();
  });

  const call = (customer: TestCustomer, model: string, over = {}) =>
    callApi(gateway.port, { key: customer.key, body: chat(model, over) });
  const differences = async () => (await verifyLedger(database.db)).differences;
  const balanceOf = async ({ userId }: TestCustomer) =>
    (await database.db.user.findUniqueOrThrow({ where: { id: userId } })).balance;

  /** A customer whose balance the gateway has seen a moment ago. */
  async function knownCustomer(balance: bigint): Promise<TestCustomer> {
    const customer = await createCustomer(database.db, balance);
    expect((await call(customer, "gpt-test")).status).toBe(200);
    return customer;
  }

  /** Takes from the account as another process would: the gateway does not hear of it. */
  async function leaveOnly({ userId }: TestCustomer, units: bigint): Promise<void> {
    const { balance } = await database.db.user.findUniqueOrThrow({ where: { id: userId } });
    const taken = { kind: "adjust", amount: units - balance, balanceAfter: units, idempotencyKey: newId("led") };
    await database.db.$transaction([
      database.db.user.update({ where: { id: userId }, data: { balance: units } }),
      database.db.ledgerEntry.create({ data: { id: newId("led"), userId, ...taken } }),
    ]);
  }

  /** On a machine that is busy with other things an answer of one moment may take long enough to be reserved for. */
  const shortly = <T>(attempt: () => Promise<T>) => vi.waitFor(attempt, { timeout: 10_000 });

  it("writes to the ledger once for a short answer, and holds nothing", async () => {
    const customer = await knownCustomer(1_000_000n);
    const reserve = vi.spyOn(gateway.writer, "reserve");
    const charge = vi.spyOn(gateway.writer, "charge");
    const { answer, before } = await shortly(async () => {
      for (const spy of [reserve, charge]) spy.mockClear();
      const balance = await balanceOf(customer);
      const given = await call(customer, "gpt-test");
      expect([reserve.mock.calls.length, charge.mock.calls.length]).toEqual([0, 1]);
      return { answer: given, before: balance };
    });
    vi.restoreAllMocks();
    const log = await database.db.log.findUniqueOrThrow({ where: { id: answer.requestId } });
    expect(log).toMatchObject({ kind: "consume", outcome: "completed", attemptCount: 1 });
    expect(await database.db.priceSnapshot.count({ where: { id: log.priceId ?? "" } })).toBe(1);
    expect(await balanceOf(customer)).toBe(before - log.quota);
    expect(await differences()).toEqual([]);
  });

  it("holds what a slow answer may cost while it runs", async () => {
    const customer = await knownCustomer(1_000_000n);
    const answering = call(customer, "mock-slow-1000");
    await vi.waitFor(async () => expect(await database.db.hold.count({ where: { userId: customer.userId } })).toBe(1));
    expect((await answering).status).toBe(200);
    expect(await database.db.hold.count({ where: { userId: customer.userId } })).toBe(0);
  });

  it.each([
    ["a short answer", "gpt-test", {}],
    ["a slow one", "mock-slow-1000", {}],
    ["a stream", "mock-stream-5-20", { stream: true }],
  ])("gives nothing of %s to somebody whose quota was taken away a moment ago", async (_name, model, over) => {
    const customer = await knownCustomer(1_000_000n);
    await leaveOnly(customer, 3n);
    const answer = await call(customer, model, over);
    expect(answer.status).toBe(429);
    expect(answer.json).toMatchObject({ error: { code: "insufficient_quota" } });
    expect(answer.events).toEqual([]);
    expect(await balanceOf(customer)).toBe(3n);
    const log = await vi.waitFor(() => database.db.log.findUniqueOrThrow({ where: { id: answer.requestId } }));
    // The upstream was asked, which the operator sees; the customer pays nothing for it.
    expect(log).toMatchObject({ kind: "refuse", errorCode: "insufficient_quota", quota: 0n, attemptCount: 1 });
    expect(await database.db.attempt.count({ where: { requestId: answer.requestId } })).toBe(1);
    expect(await differences()).toEqual([]);
  });

  it("lets exactly 50 of 200 simultaneous requests through, however rich the account was a moment ago", async () => {
    const customer = await knownCustomer(1_000_000_000n);
    const body = { max_tokens: 10 };
    const probe = call(customer, "mock-slow-1000", body);
    const { amount } = await vi.waitFor(() =>
      database.db.hold.findFirstOrThrow({ where: { userId: customer.userId } }),
    );
    await probe;
    await leaveOnly(customer, amount * 50n);
    // Longer than it takes to send them all: what a settled one gives back would let another through.
    const answers = await Promise.all(Array.from({ length: 200 }, () => call(customer, "mock-slow-5000", body)));
    const statuses = answers.map((answer) => answer.status);
    expect([200, 429].map((status) => statuses.filter((each) => each === status).length)).toEqual([50, 150]);
    expect(answers.filter(({ status, text }) => status === 429 && text.includes("choices"))).toEqual([]);
    expect(await differences()).toEqual([]);
  });

  it("never sends the first event of a stream before its reservation is committed", async () => {
    const customer = await knownCustomer(1_000_000n);
    const order: string[] = [];
    const reserve = gateway.writer.reserve.bind(gateway.writer);
    const reserving = vi.spyOn(gateway.writer, "reserve").mockImplementation(async (operation) => {
      const outcome = await reserve(operation);
      order.push("reserved");
      return outcome;
    });
    const begin = async () => {
      const answer = await fetch(`http://127.0.0.1:${gateway.port}/v1/chat/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${customer.key}`, "content-type": "application/json" },
        body: JSON.stringify(chat("mock-stream-5-20", { stream: true })),
      });
      order.push("begun");
      return answer.text();
    };
    // Whoever writes to the account's row holds up every reservation of it.
    const { answering } = await database.db.$transaction(
      async (tx) => {
        await tx.user.update({ where: { id: customer.userId }, data: { notes: "locked" } });
        const begun = begin();
        await vi.waitFor(() => expect(reserving).toHaveBeenCalledOnce());
        // Long enough for a stream that did not wait to have begun.
        for (let turn = 0; turn < 50; turn += 1) await callApi(gateway.port, { path: "/v1/models", key: customer.key });
        expect(order).toEqual([]);
        return { answering: begun };
      },
      { timeout: 20_000 },
    );
    expect((await answering).trim().endsWith("[DONE]")).toBe(true);
    expect(order).toEqual(["reserved", "begun"]);
    vi.restoreAllMocks();
    expect(await differences()).toEqual([]);
  });

  it("writes no more than a log row for failures that come at once", async () => {
    const customer = await knownCustomer(1_000_000n);
    const before = await balanceOf(customer);
    await shortly(async () => {
      const answer = await call(customer, "mock-500");
      expect(answer.status).toBe(502);
      const log = await vi.waitFor(() => database.db.log.findUniqueOrThrow({ where: { id: answer.requestId } }));
      expect(log).toMatchObject({ kind: "fail", quota: 0n, attemptCount: 1, priceId: null });
    });
    expect(await balanceOf(customer)).toBe(before);
  });
});
