import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import type { Role } from "@/server/identity/permission/schema";
import { SESSION_COOKIE, sessionCookieSecrets } from "@/server/identity/session/cookie";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { withTransaction } from "@/server/kernel/transaction";
import { eachEngine } from "@/server/testing/database";
import { signedInAs, systemOf } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { streamEvents } from "./events";
import { answerPublicSettings } from "./public-settings";
import { answerSiteLogo } from "./site-logo";

const PIXEL = "data:image/png;base64,iVBORw0KGgo=";

eachEngine("what browsers are told", (database) => {
  const ask = (etag?: string) =>
    answerPublicSettings(new Request("http://gate.example/", { headers: etag ? { "if-none-match": etag } : {} }));

  test("public settings are open to everybody, and nothing else is among them", async () => {
    await replaceSetting(database.db, "site.name", "Acme AI");
    await replaceSetting(database.db, "signIn.githubClientId", "the-client");
    await replaceSetting(database.db, "site.announcements", [
      { text: "for staff", level: "info", audience: "staff", isDismissible: true },
    ]);
    const text = await (await ask()).text();
    expect(JSON.parse(text)).toMatchObject({ "site.name": "Acme AI", "signIn.passwordEnabled": true });
    expect(text).not.toContain("the-client");
    expect(text).not.toContain("for staff");
  });

  test("while nothing changes the answer is 304, and a change makes it new", async () => {
    const etag = (await ask()).headers.get("etag") ?? "";
    expect((await ask(etag)).status).toBe(304);
    expect((await ask(`W/${etag}, "other"`)).status).toBe(304);
    await replaceSetting(database.db, "site.name", "Acme AI 2");
    expect((await ask(etag)).status).toBe(200);
  });

  test("the logo has an address of its own, which changes with it", async () => {
    await replaceSetting(database.db, "site.logo", PIXEL);
    const { "site.logoUrl": address } = (await (await ask()).json()) as Record<string, string>;
    expect(address).toMatch(/^\/api\/site-logo\?v=\w{12}$/);
    const answer = await answerSiteLogo();
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await answer.arrayBuffer()).toString("base64")).toBe("iVBORw0KGgo=");
    await replaceSetting(database.db, "site.logo", "");
    expect((await answerSiteLogo()).status).toBe(404);
  });

  const openStream = async (role: Role, heartbeatMs = 60_000) => {
    const { ctx, user } = await signedInAs(database.db, role);
    const sid = ctx.actor.kind === "user" ? ctx.actor.sessionId : null;
    const [secret = ""] = sessionCookieSecrets();
    const cookie = `${SESSION_COOKIE}=${await encode({ token: { sid }, secret })}`;
    const open = () => {
      const left = new AbortController();
      const request = new Request("http://gate.example/api/events", { headers: { cookie }, signal: left.signal });
      return { left, answer: streamEvents(request, { heartbeatMs }) };
    };
    return { open, sid: sid ?? "", user };
  };

  /** Reads until the text holds what is awaited, or the stream ends. */
  const readUntil = async (answer: Response, awaited: string) => {
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (reader && !text.includes(awaited)) {
      const part = await reader.read();
      if (part.done) break;
      text += part.value;
    }
    return text;
  };

  const raise = (topic: "setting" | "supply") =>
    withTransaction(systemOf(database.db), (tx) => bumpStateVersion(tx, topic));

  test("a change reaches a browser that listens; what concerns staff alone reaches nobody else", async () => {
    await raise("setting");
    const { open } = await openStream("user");
    const { left, answer } = open();
    // Until the stream is known to listen, changes are repeated.
    const timer = setInterval(() => void raise("supply").then(() => raise("setting")), 300);
    const text = await readUntil(await answer, '"topic":"setting"');
    clearInterval(timer);
    left.abort();
    expect(text).toMatch(/event: change\ndata: \{"topic":"setting","version":"\d+"\}/);
    expect(text).not.toContain("supply");
  });

  test("a stream ends with its session", async () => {
    const { open, sid } = await openStream("user", 50);
    const answer = await open().answer;
    await database.db.session.update({ where: { id: sid }, data: { revokedAt: new Date() } });
    expect(await readUntil(answer, "never")).toContain("event: end");
  });

  test("an account holds a dozen streams at most, and those who left count no more", async () => {
    const { open } = await openStream("user");
    const streams = Array.from({ length: 12 }, open);
    expect(await Promise.all(streams.map(async ({ answer }) => (await answer).status))).toEqual(Array(12).fill(200));
    expect((await open().answer).status).toBe(429);
    streams[0]?.left.abort();
    const next = open();
    expect((await next.answer).status).toBe(200);
    for (const { left } of [...streams, next]) left.abort();
  });

  test("without a session there is no stream", async () => {
    expect((await streamEvents(new Request("http://gate.example/api/events"))).status).toBe(401);
  });
});
