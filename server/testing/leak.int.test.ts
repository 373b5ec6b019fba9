import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import superjson from "superjson";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { callApi, chat } from "@/server/gateway/testing/client";
import { createCustomer, priceModels, startTestGateway } from "@/server/gateway/testing/site";
import { CIPHERTEXT } from "@/server/kernel/crypto";
import type { Db } from "@/server/kernel/database/client";
import { logger } from "@/server/kernel/logger";
import { SECRET_PLACE_LIST } from "@/server/operations/secret/places";
import { createCaller } from "@/server/trpc/root";
import { eachEngine } from "./database";
import { makeDefaultGroup, signedInAs } from "./people";
import { PLANTED, PLANTED_MARK } from "./planted-secrets";
import { replaceSetting } from "./setting";

const lines = vi.hoisted((): string[] => []);

vi.mock("@/server/kernel/logger", async (load) => {
  const actual = await load<typeof import("@/server/kernel/logger")>();
  return { ...actual, logger: actual.createLogger("trace", { write: (line) => lines.push(line) }) };
});

/** An upstream that answers as some do: with the key it was sent, in its error. */
async function startTellTale(): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const said = `Incorrect API key provided: ${request.headers.authorization}, ${request.headers["x-extra"]}`;
    response.writeHead(401, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { message: said, type: "invalid_request_error", code: "invalid_api_key" } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` };
}

/** Every value of every column of every table. */
async function dump(db: Db): Promise<{ column: string; value: string }[]> {
  const tables = await db.$queryRawUnsafe<{ name: string }[]>("SELECT name FROM sqlite_master WHERE type = 'table'");
  const values: { column: string; value: string }[] = [];
  for (const { name } of tables) {
    for (const row of await db.$queryRawUnsafe<Record<string, unknown>[]>(`SELECT * FROM "${name}"`)) {
      for (const [column, value] of Object.entries(row)) {
        if (typeof value === "string") values.push({ column: `${name}.${column}`, value });
      }
    }
  }
  return values;
}

// What is kept and told does not depend on the engine, and one file is dumped whole with one statement a table.
eachEngine(
  "secrets",
  (database) => {
    const answers: string[] = [];
    const shownOnce: string[] = [];
    let upstream: Awaited<ReturnType<typeof startTellTale>>;

    /** What the caller is told, also when it is refused. */
    async function told<T>(call: Promise<T>): Promise<T | undefined> {
      try {
        const answer = await call;
        answers.push(superjson.stringify(answer));
        return answer;
      } catch (error) {
        const { message, cause } = error as Error;
        answers.push(message, JSON.stringify(cause ?? null), String((cause as { reason?: string } | null)?.reason));
        return undefined;
      }
    }

    beforeAll(async () => {
      upstream = await startTellTale();
      await makeDefaultGroup(database.db);
      await replaceSetting(database.db, "network.allowedHosts", ["127.0.0.1"]);
      await drive();
    });
    afterAll(() => new Promise((resolve) => upstream.server.close(resolve)));

    /** Everything that takes a secret, done rightly and wrongly, and everything that tells of it afterwards. */
    async function drive(): Promise<void> {
      const { ctx } = await signedInAs(database.db, "root");
      const { requestId, ip, userAgent } = ctx;
      const api = createCaller({ requestId, ip, userAgent, service: ctx });

      const user = await told(api.user.create({ username: "leaker", password: PLANTED.password }));
      await told(api.user.create({ username: "leaker", password: PLANTED.password }));
      await told(api.session.stepUp({ password: PLANTED.wrongPassword }));
      await told(api.setting.update({ changes: [{ key: "mail.password", value: PLANTED.mailPassword, version: 0 }] }));
      await told(
        api.setting.update({ changes: [{ key: "mail.password", value: { of: PLANTED.mailPassword }, version: 1 }] }),
      );
      await told(api.setting.list({}));

      await driveChannel(api);
      await driveConfig(api);

      const token = await api.token.create({ name: "leaky" });
      const service = await api.serviceToken.create({ name: "leaky", scopes: ["users:read"], expiresAt: null });
      shownOnce.push(token.key, service.secret);
      await told(api.token.list({}));
      await told(api.serviceToken.list({}));

      const revisions = await told(api.revision.list({ limit: 100 }));
      for (const { id } of revisions?.items ?? []) {
        await told(api.revision.get({ id }));
        await told(api.revision.compare({ fromId: id, toId: null }));
      }
      const events = await told(api.audit.list({ limit: 100 }));
      for (const { id } of events?.items ?? []) await told(api.audit.get({ id }));
      if (user) await told(api.user.get({ id: user.id }));
      await told(api.log.list({ limit: 50 }));
      await driveIntoFaults(api);
      await told(api.secret.overview());
      await told(api.health.get());
    }

    async function driveChannel(api: ReturnType<typeof createCaller>): Promise<void> {
      const channel = await told(
        api.channel.create({
          name: "leaky",
          provider: "openai",
          baseUrl: upstream.url,
          models: ["gpt-test"],
          keys: [PLANTED.upstreamKey],
          headers: { "x-extra": PLANTED.header },
        }),
      );
      const id = channel?.id ?? "";
      await told(api.channelTest.run({ channelId: id, model: "gpt-test" }));
      await told(api.channel.addKeys({ channelId: id, keys: [PLANTED.nextUpstreamKey] }));
      await told(api.channel.update({ id, version: 1, patch: { headers: { "x-extra": `${PLANTED.header}-2` } } }));
      await told(api.channel.update({ id, version: 99, patch: { headers: { host: PLANTED.header } } }));
      await told(api.channel.fetchModels({ channelId: id } as never));
      await priceModels(database.db, ["gpt-test"]);
      const gateway = await startTestGateway(database);
      const customer = await createCustomer(database.db, 1_000_000_000n);
      const answer = await callApi(gateway.port, { key: customer.key, body: chat("gpt-test") });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      answers.push(answer.text, JSON.stringify(answer.headers));
      shownOnce.push(customer.key);
      await gateway.writer.drain(10_000);
      await gateway.stop(1_000);
      await told(api.channel.update({ id, version: 2, patch: { proxy: PLANTED.proxy } }));
      await told(api.channelTest.run({ channelId: id, model: "gpt-test" }));
      await told(api.channel.get({ id }));
      await told(api.channel.list({}));
      await told(api.channelTest.list({ channelId: id }));
    }

    /** What nobody foresees is logged with all the database says: tables that are gone, while secrets are saved. */
    async function driveIntoFaults(api: ReturnType<typeof createCaller>): Promise<void> {
      const { id } = await database.db.channel.findFirstOrThrow();
      for (const table of ["channel_keys", "settings", "users"]) {
        await database.db.$executeRawUnsafe(`ALTER TABLE ${table} RENAME TO away`);
        await told(api.channel.addKeys({ channelId: id, keys: [`${PLANTED.upstreamKey}-3`] }));
        await told(
          api.setting.update({ changes: [{ key: "mail.password", value: PLANTED.mailPassword, version: 1 }] }),
        );
        await told(api.user.create({ username: "nobody", password: PLANTED.password }));
        await database.db.$executeRawUnsafe(`ALTER TABLE away RENAME TO ${table}`);
      }
    }

    async function driveConfig(api: ReturnType<typeof createCaller>): Promise<void> {
      const category = await told(api.category.create({ name: "Leaks" }));
      const template = await told(
        api.template.create({
          categoryId: category?.id ?? "",
          name: "Leaky",
          definition: {
            label: "1.0.0",
            schema: { type: "object", properties: { apiKey: { type: "string" }, size: { type: "integer" } } },
            secretFields: ["/apiKey"],
          },
        }),
      );
      const templateId = template?.id ?? "";
      const config = await told(
        api.config.create({ templateId, key: "leaky", values: { apiKey: PLANTED.configSecret, size: 1 } }),
      );
      await told(api.config.create({ templateId, key: "wrong", values: { apiKey: PLANTED.configSecret, size: "no" } }));
      const id = config?.id ?? "";
      await told(api.config.update({ id, version: 1, values: { apiKey: `${PLANTED.configSecret}-2` } }));
      await told(api.config.get({ id }));
      await told(api.config.list({}));
    }

    test("were all taken: what follows would prove nothing of what was refused", async () => {
      const stored = (await dump(database.db)).filter(({ value }) => value.search(CIPHERTEXT) >= 0);
      const columns = new Set(stored.map(({ column }) => column));
      expect([...columns].sort()).toEqual([
        "channel_keys.secret",
        "channels.headers",
        "channels.proxy",
        "settings.value",
        "user_configs.secrets",
      ]);
      expect(await database.db.attempt.count()).toBeGreaterThan(0);
      expect(await database.db.revision.count()).toBeGreaterThan(4);
      expect(lines.filter((line) => line.includes('"err"')).length).toBeGreaterThan(2);
      expect(shownOnce.every((secret) => secret.length > 20)).toBe(true);
    });

    test("lie in the database only encrypted or as hashes, and encrypted ones where a rotation looks", async () => {
      const values = await dump(database.db);
      expect(values.filter(({ value }) => value.includes(PLANTED_MARK))).toEqual([]);
      for (const secret of shownOnce) expect(values.filter(({ value }) => value.includes(secret))).toEqual([]);
      const known = new Set<string>(SECRET_PLACE_LIST.map(({ column }) => column));
      const found = values.filter(({ value }) => value.search(CIPHERTEXT) >= 0).map(({ column }) => column);
      expect(found.filter((column) => !known.has(column))).toEqual([]);
    });

    test("stand in no answer: not in lists, details, histories, comparisons, audit events or refusals", () => {
      expect(answers.length).toBeGreaterThan(30);
      expect(answers.filter((answer) => answer.includes(PLANTED_MARK))).toEqual([]);
      for (const secret of shownOnce) expect(answers.filter((answer) => answer.includes(secret))).toEqual([]);
      expect(answers.filter((answer) => answer.search(CIPHERTEXT) >= 0)).toEqual([]);
    });

    test("stand in no line of the log, at any level", () => {
      const all = lines.join("");
      expect(all).not.toContain(PLANTED_MARK);
      for (const secret of shownOnce) expect(all).not.toContain(secret);
    });

    test("would be found: the log is read at all", () => {
      logger.warn({ note: `${PLANTED_MARK}-control` }, "control");
      expect(lines.pop()).toContain(`${PLANTED_MARK}-control`);
    });
  },
  { engines: ["sqlite"] },
);
