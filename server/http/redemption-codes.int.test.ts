import { encode } from "next-auth/jwt";
import { beforeAll, expect, test } from "vitest";
import { SESSION_COOKIE, sessionCookieSecrets } from "@/server/identity/session/cookie";
import type { ServiceContext } from "@/server/kernel/context";
import { createBatch } from "@/server/money/redemption/service/create";
import { batchInput, makeCodes } from "@/server/money/redemption/testing/batch";
import { eachEngine } from "@/server/testing/database";
import { signedInAs } from "@/server/testing/people";
import { downloadCodes } from "./redemption-codes";

const PAGE = { "content-type": "application/json", "sec-fetch-site": "same-origin" };

eachEngine(
  "the download of codes",
  (database) => {
    let operator: ServiceContext;
    let cookie: string;

    beforeAll(async () => {
      const { ctx } = await signedInAs(database.db, "operator");
      operator = ctx;
      const sid = ctx.actor.kind === "user" ? ctx.actor.sessionId : null;
      const token = await encode({ token: { sid }, secret: sessionCookieSecrets()[0] ?? "" });
      cookie = `${SESSION_COOKIE}=${token}`;
    });

    const ask = (body: object, headers: Record<string, string> = {}) =>
      downloadCodes(
        new Request("http://console/api/redemption-codes", {
          method: "POST",
          headers: { ...PAGE, cookie, ...headers },
          body: JSON.stringify(body),
        }),
      );

    async function batch(fields: Parameters<typeof batchInput>[0]): Promise<string> {
      const made = await createBatch(operator, batchInput(fields));
      await makeCodes(operator, made);
      return made.id;
    }

    test("is a CSV file in which no name is run as a formula, and comes once", async () => {
      const validUntil = new Date("2999-01-01T00:00:00Z");
      const id = await batch({ name: "=HYPERLINK(1)", codeCount: 1_500, quota: 750_001n, validUntil });
      const response = await ask({ id, format: "csv" });
      expect(response.headers.get("content-disposition")).toBe(`attachment; filename="codes-${id}.csv"`);
      const [head, first, ...rest] = (await response.text()).trimEnd().split("\r\n");
      expect(head).toBe("code,batch,usd,valid_from,valid_until");
      expect(first).toMatch(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){3},'=HYPERLINK\(1\),1\.500002,,2999-01-01T00:00:00\.000Z$/);
      expect(rest).toHaveLength(1_499);
      const again = await ask({ id, format: "csv" });
      expect(again.status).toBe(409);
      expect(await again.json()).toMatchObject({ app: { reason: "redemption.already_taken" } });
    });

    test("is a plain text with a code a line", async () => {
      const text = await (await ask({ id: await batch({ codeCount: 3, prefix: "A" }), format: "txt" })).text();
      expect(text).toMatch(/^(A-[0-9A-Z]{5}(-[0-9A-Z]{5}){3}\n){3}$/);
    });

    test("is refused to other sites, to strangers and for nonsense, and nothing is lost by it", async () => {
      const id = await batch({ codeCount: 1 });
      const input = { id, format: "txt" };
      expect((await ask(input, { "sec-fetch-site": "cross-site" })).status).toBe(403);
      expect((await ask(input, { "content-type": "text/plain" })).status).toBe(403);
      expect((await ask(input, { cookie: "" })).status).toBe(401);
      expect((await ask({ id, format: "pdf" })).status).toBe(400);
      expect((await ask(input)).status).toBe(200);
    });
  },
  { engines: ["sqlite"] },
);
