import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerPaymentCallback } from "@/server/http/payment-callback";
import { eachEngine } from "@/server/testing/database";
import { putSettings } from "@/server/testing/payment-servers/site";
import { signedInAs } from "@/server/testing/people";
import { inspectPaymentSetup, staticFaults } from "./service/inspect";

/** This site behind a proxy that works, and one that sends callbacks elsewhere. */
const site = createServer((req, res) => {
  void answerPaymentCallback(new Request(`http://127.0.0.1${req.url}`), (req.url ?? "").split("/").at(-1) ?? "").then(
    async (answer) => res.writeHead(answer.status).end(await answer.text()),
  );
});
const elsewhere = createServer((_, res) => res.writeHead(200).end("<h1>Welcome to nginx!</h1>"));
const addressOf = (server: typeof site) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(() =>
  Promise.all([site, elsewhere].map((server) => new Promise<void>((done) => server.listen(0, "127.0.0.1", done)))),
);
afterAll(() => {
  for (const server of [site, elsewhere]) server.close();
});

test("an address that providers cannot report to is told by its look", () => {
  expect(staticFaults("")).toEqual(["missing"]);
  expect(staticFaults("https://ai.example.com")).toEqual([]);
  expect(staticFaults("http://localhost:3000")).toEqual(["http", "local"]);
  expect(staticFaults("https://example.com/console")).toEqual(["path"]);
});

eachEngine(
  "the self-test of payment",
  (database) => {
    const epay = {
      "payment.epayUrl": "https://pay.example.com",
      "payment.epayMerchantId": "1",
      "payment.epayKey": "k",
    };

    test("names what each provider lacks", async () => {
      const { ctx } = await signedInAs(database.db, "admin");
      const { providers } = await inspectPaymentSetup(ctx);
      expect(providers.find(({ provider }) => provider === "stripe")).toEqual({
        provider: "stripe",
        isOn: false,
        missing: ["site.publicUrl", "payment.stripeSecretKey", "payment.stripeWebhookSecret"],
        callbackUrl: null,
      });
    });

    test.each([
      [() => addressOf(site), ["http", "local"]],
      [() => addressOf(elsewhere), ["http", "local", "elsewhere"]],
      [() => "http://127.0.0.1:9", ["http", "local", "unreachable"]],
    ])("calls the address and says who answered there (%#)", async (publicUrl, faults) => {
      await putSettings(database.db, { ...epay, "site.publicUrl": publicUrl(), "network.allowedHosts": ["127.0.0.1"] });
      const { ctx } = await signedInAs(database.db, "admin");
      expect((await inspectPaymentSetup(ctx)).faults).toEqual(faults);
    });
  },
  { engines: ["sqlite"] },
);
