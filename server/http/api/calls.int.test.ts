import { beforeAll, expect, test } from "vitest";
import { createServiceToken, revokeServiceToken } from "@/server/identity/service-token/service";
import { revokeAllSessions } from "@/server/identity/session/service";
import { hashPassword } from "@/server/kernel/crypto";
import { forgetOldCalls } from "@/server/operations/idempotent-call/forget";
import { eachEngine } from "@/server/testing/database";
import { contextOf, makeDefaultGroup, makeUser, signedInAs, systemOf } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { callApi } from "./testing/client";
import { tokenOf } from "./testing/site";

const PASSWORD = "correct horse battery";
const DAY_MS = 86_400_000;

eachEngine("a call of the API", (database) => {
  beforeAll(async () => {
    await makeDefaultGroup(database.db);
  });

  const get = (path: string, token: string, headers: Record<string, string> = {}) =>
    callApi({ method: "GET", path, token, headers });

  test("a service token acts for its owner until it is revoked, and is out at once", async () => {
    const { id, secret, ctx, user } = await tokenOf(database.db, "admin");
    expect((await get("/me", secret)).body).toMatchObject({ id: user.id, role: "admin" });
    const row = await database.db.serviceToken.findUniqueOrThrow({ where: { id } });
    expect(row.lastUsedAt).not.toBeNull();
    expect(JSON.stringify(row)).not.toContain(secret);
    await revokeServiceToken(ctx, { id });
    expect((await get("/me", secret)).status).toBe(401);
  });

  test("a token is worth nothing past its end, from another address, or for an account that may not act", async () => {
    const { ctx, user } = await signedInAs(database.db, "admin");
    const make = (fields: { expiresAt?: Date; allowedIps?: string[] }) =>
      createServiceToken(ctx, { name: "t", scopes: ["profile:read"], expiresAt: null, allowedIps: [], ...fields });
    const ended = await make({ expiresAt: new Date(Date.now() + DAY_MS) });
    await database.db.serviceToken.update({ where: { id: ended.id }, data: { expiresAt: new Date(0) } });
    expect((await get("/me", ended.secret)).status).toBe(401);
    const bound = await make({ allowedIps: ["198.51.100.0/24"] });
    expect((await get("/me", bound.secret)).body?.code).toBe("address_not_allowed");
    const inside = await callApi({ method: "GET", path: "/me", token: bound.secret, ip: "198.51.100.9" });
    expect(inside.status).toBe(200);
    await database.db.user.update({ where: { id: user.id }, data: { status: "disabled" } });
    const disabled = await callApi({ method: "GET", path: "/me", token: bound.secret, ip: "198.51.100.9" });
    expect(disabled.status).toBe(401);
  });

  test("nobody gives a scope that is of no use to their role, and loses with the role what it opened", async () => {
    const { ctx } = await signedInAs(database.db, "support");
    const tooWide = createServiceToken(ctx, {
      name: "t",
      scopes: ["settings:write"],
      expiresAt: null,
      allowedIps: [],
    });
    await expect(tooWide).rejects.toMatchObject({ reason: "serviceToken.scope_too_wide" });
    const { secret, user } = await tokenOf(database.db, "admin", ["users:write", "audit:read"]);
    expect((await get("/audit-events", secret)).status).toBe(200);
    await database.db.user.update({ where: { id: user.id }, data: { role: "support" } });
    expect((await get("/audit-events", secret)).status).toBe(403);
    const create = await callApi({ method: "POST", path: "/users", token: secret, body: { username: "by-support" } });
    expect(create.status).toBe(403);
  });

  test("a name and password give a token for as long as its session lives, and lock out as the sign-in does", async () => {
    const passwordHash = await hashPassword(PASSWORD);
    const user = await makeUser(database.db, { passwordHash, role: "user" });
    const issue = (password: string) =>
      callApi({ method: "POST", path: "/auth/token", body: { name: user.username, password } });
    const issued = await issue(PASSWORD);
    const { access_token: access, refresh_token: refresh } = issued.body as Record<string, string>;
    expect(issued.body).toMatchObject({ token_type: "Bearer", expires_in: 900 });
    expect((await get("/me", access ?? "")).body).toMatchObject({ id: user.id });
    expect((await get("/users", access ?? "")).status).toBe(403);
    const refreshed = await callApi({ method: "POST", path: "/auth/refresh", body: { refresh_token: refresh } });
    expect((await get("/me", String(refreshed.body?.access_token))).status).toBe(200);
    // A refresh token opens nothing, and an access token refreshes nothing.
    expect((await get("/me", refresh ?? "")).status).toBe(401);
    const wrongUse = await callApi({ method: "POST", path: "/auth/refresh", body: { refresh_token: access } });
    expect(wrongUse.status).toBe(401);
    await revokeAllSessions(await contextOf(database.db, user), {});
    expect((await get("/me", access ?? "")).status).toBe(401);
    expect((await get("/me", String(refreshed.body?.access_token))).status).toBe(401);
    const guesses = [];
    for (let guess = 0; guess < 7; guess += 1) guesses.push(await issue("a wrong password"));
    expect(guesses.map(({ status }) => status)).toContain(429);
    expect((await issue(PASSWORD)).body?.reason).toBe("signIn.locked");
  });

  test("an access token for a service token ends with it", async () => {
    const { id, secret, ctx } = await tokenOf(database.db, "admin", ["profile:read", "users:read"]);
    const issue = { service_token: secret, scopes: ["profile:read"] };
    const { body } = await callApi({ method: "POST", path: "/auth/token", body: issue });
    const access = String(body?.access_token);
    expect(body?.refresh_token).toBeNull();
    expect((await get("/me", access)).status).toBe(200);
    expect((await get("/users", access)).body?.code).toBe("insufficient_scope");
    await revokeServiceToken(ctx, { id });
    expect((await get("/me", access)).status).toBe(401);
  });

  test("a changed, foreign or malformed token is nobody's, and a cookie is not looked at", async () => {
    const { secret } = await tokenOf(database.db, "root");
    const { body } = await callApi({ method: "POST", path: "/auth/token", body: { service_token: secret } });
    const access = String(body?.access_token);
    const [header, payload] = access.split(".");
    const unsigned = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString("base64url");
    for (const token of [
      `${access}x`,
      `${header}.${payload}.`,
      `${unsigned}.${payload}.`,
      "gsk_unknown-token",
      "x.y.z",
    ]) {
      expect((await get("/me", token)).status, token).toBe(401);
    }
    const cookie = await callApi({
      method: "GET",
      path: "/me",
      headers: { cookie: `next-auth.session-token=${access}` },
    });
    expect(cookie.status).toBe(401);
    expect(cookie.headers.get("www-authenticate")).toContain("Bearer");
  });

  test("a sensitive act takes a sensitive scope from a program, and a fresh password from a person", async () => {
    const customer = await makeUser(database.db);
    const adjust = (token: string) =>
      callApi({
        method: "POST",
        path: "/ledger/adjustments",
        token,
        body: { user_id: customer.id, amount: "500", reason: "a test" },
        headers: { "idempotency-key": `key-${token.slice(-12)}` },
      });
    const without = await tokenOf(database.db, "admin", ["ledger:read", "users:write"]);
    expect((await adjust(without.secret)).body?.code).toBe("insufficient_scope");
    const allowed = await tokenOf(database.db, "admin", ["money:write"]);
    expect((await adjust(allowed.secret)).status).toBe(201);
    // Somebody else's gateway key: the scope for keys alone opens it.
    const roll = { method: "POST", path: "/tokens", body: { user_id: customer.id, name: "k" } };
    const plain = await tokenOf(database.db, "admin", ["tokens:write"]);
    expect((await callApi({ ...roll, token: plain.secret })).body?.code).toBe("step_up_required");
    const withKeys = await tokenOf(database.db, "admin", ["tokens:write", "keys:write"]);
    expect((await callApi({ ...roll, token: withKeys.secret })).status).toBe(201);

    const admin = await makeUser(database.db, { role: "admin", passwordHash: await hashPassword(PASSWORD) });
    const login = { name: admin.username, password: PASSWORD };
    const { body } = await callApi({ method: "POST", path: "/auth/token", body: login });
    expect((await adjust(String(body?.access_token))).status).toBe(201);
    await database.db.session.updateMany({ where: { userId: admin.id }, data: { steppedUpAt: new Date(0) } });
    const again = await callApi({ ...roll, token: String(body?.access_token) });
    expect(again.body?.code).toBe("step_up_required");
  });

  test("a POST with a key is done once, also when both come at once, and for 24 hours", async () => {
    const { secret, user } = await tokenOf(database.db, "admin", ["users:write", "tokens:write"]);
    const post = (username: string, key: string) => {
      const headers = { "idempotency-key": key };
      return callApi({ method: "POST", path: "/users", token: secret, body: { username }, headers });
    };
    const both = await Promise.all([post("only-once", "key-number-1"), post("only-once", "key-number-1")]);
    expect(both.map(({ status }) => status).every((status) => status === 201 || status === 409)).toBe(true);
    const again = await post("only-once", "key-number-1");
    expect(again.status).toBe(201);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await database.db.user.count({ where: { username: "only-once" } })).toBe(1);
    expect((await post("another", "key-number-1")).body?.code).toBe("idempotency_key_reused");
    const refused = await post("only-once", "key-number-2");
    expect([refused.status, (await post("only-once", "key-number-2")).status]).toEqual([409, 409]);

    const key = await callApi({
      method: "POST",
      path: "/tokens",
      token: secret,
      body: { name: "shown once" },
      headers: { "idempotency-key": "key-number-3" },
    });
    const stored = await database.db.idempotentCall.findMany();
    expect(stored.length).toBeGreaterThan(2);
    expect(JSON.stringify(stored)).not.toContain(String(key.body?.key));
    const later = { ...systemOf(database.db), clock: () => new Date(Date.now() + DAY_MS + 1_000) };
    await forgetOldCalls(later);
    expect(await database.db.idempotentCall.count()).toBe(0);
    expect((await database.db.user.findUnique({ where: { id: user.id } }))?.status).toBe("enabled");
  });

  test("a first call that died does not block its key for ever", async () => {
    const { secret, user } = await tokenOf(database.db, "admin", ["users:write"]);
    const call = { method: "POST", path: "/users", token: secret, body: { username: "after-a-crash" } };
    const headers = { "idempotency-key": "key-of-the-dead" };
    expect((await callApi({ ...call, headers })).status).toBe(201);
    await database.db.user.delete({ where: { username: "after-a-crash" } });
    await database.db.idempotentCall.updateMany({ data: { status: null, createdAt: new Date() } });
    const waiting = await callApi({ ...call, headers });
    expect([waiting.body?.code, waiting.headers.get("retry-after")]).toEqual(["idempotency_in_progress", "1"]);
    await database.db.idempotentCall.updateMany({ data: { createdAt: new Date(Date.now() - 61_000) } });
    expect((await callApi({ ...call, headers })).status).toBe(201);
    expect(user.id).toMatch(/^usr_/);
  });

  test("two people's keys are two keys, though they are the same text", async () => {
    const [one, other] = [await tokenOf(database.db, "admin"), await tokenOf(database.db, "admin")];
    const customer = await makeUser(database.db);
    const adjust = (token: string) =>
      callApi({
        method: "POST",
        path: "/ledger/adjustments",
        token,
        body: { user_id: customer.id, amount: "700", reason: "a test" },
        headers: { "idempotency-key": "the-same-text" },
      });
    expect([(await adjust(one.secret)).status, (await adjust(other.secret)).status]).toEqual([201, 201]);
    expect((await adjust(one.secret)).status).toBe(201);
    const row = await database.db.user.findUniqueOrThrow({ where: { id: customer.id } });
    expect(row.balance).toBe(1_400n);
  });

  test("a change needs the version that was read: 428 without it, 412 with an old one", async () => {
    const { secret } = await tokenOf(database.db, "admin");
    const customer = await makeUser(database.db);
    const path = `/users/${customer.id}`;
    const read = await get(path, secret);
    const etag = String(read.headers.get("etag"));
    const patch = (headers: Record<string, string>) =>
      callApi({ method: "PATCH", path, token: secret, body: { notes: "seen" }, headers });
    expect((await patch({})).status).toBe(428);
    expect((await patch({ "if-match": "seven" })).body?.errors).toEqual([{ path: "If-Match", code: "not_an_etag" }]);
    const done = await patch({ "if-match": etag });
    expect([done.status, done.headers.get("etag")]).toEqual([200, '"2"']);
    const stale = await patch({ "if-match": etag });
    expect([stale.status, stale.body?.code]).toEqual([412, "stale_version"]);
  });

  test("lists go on where the page before ended, and skip nothing", async () => {
    const { secret } = await tokenOf(database.db, "admin");
    await Promise.all([1, 2, 3, 4, 5].map(() => makeUser(database.db, { groupName: "paged" })));
    const seen: string[] = [];
    let after = "";
    do {
      const { body } = await get(`/users?group=paged&limit=2${after}`, secret);
      const page = body as { data: { id: string }[]; has_more: boolean; next_cursor: string | null };
      seen.push(...page.data.map(({ id }) => id));
      expect(page.has_more).toBe(page.next_cursor !== null);
      after = page.next_cursor === null ? "" : `&after=${page.next_cursor}`;
    } while (after !== "");
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });

  test("what is not understood is refused with what to do: address, method, type, JSON, size, field", async () => {
    const { secret: token } = await tokenOf(database.db, "admin");
    const post = (fields: Partial<Parameters<typeof callApi>[0]>) =>
      callApi({ method: "POST", path: "/users", token, ...fields });
    expect((await get("/nothing", token)).body).toMatchObject({ status: 404, code: "unknown_path" });
    const method = await callApi({ method: "DELETE", path: "/users", token });
    expect([method.status, method.headers.get("allow")]).toEqual([405, "GET, POST, HEAD, OPTIONS"]);
    expect((await post({ text: "{", body: undefined })).body?.code).toBe("bad_json");
    expect((await post({ text: "[1]" })).body?.code).toBe("bad_json");
    expect((await post({ text: "a=b", headers: { "content-type": "text/plain" } })).status).toBe(415);
    expect((await post({ text: `{"notes":"${"x".repeat(1_100_000)}"}` })).status).toBe(413);
    const fields = await post({ body: { username: "fine", is_root: true, notes: 3 } });
    expect(fields.body?.errors).toEqual([{ path: "is_root", code: "unknown_field" }]);
    const missing = await post({ body: {} });
    expect(missing.body).toMatchObject({ code: "bad_input", errors: [{ path: "username", code: "required" }] });
    expect((await get("/users?limit=9999", token)).body?.errors).toEqual([{ path: "limit", code: "too_big" }]);
    expect((await get("/users?after=nonsense", token)).status).toBe(400);
  });

  test("HEAD is a GET without its body, OPTIONS tells the methods, and nothing is cached", async () => {
    const { secret } = await tokenOf(database.db, "admin");
    const head = await callApi({ method: "HEAD", path: "/me", token: secret });
    expect([head.status, head.text]).toEqual([200, ""]);
    const options = await callApi({ method: "OPTIONS", path: "/users/usr_1" });
    expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, PATCH, DELETE, HEAD, OPTIONS"]);
    const groups = await get("/groups", secret);
    expect(groups.headers.get("cache-control")).toBe("no-store");
    const known = await get("/groups", secret, { "if-none-match": String(groups.headers.get("etag")) });
    expect([known.status, known.text]).toEqual([304, ""]);
  });

  test("pages of other sites read nothing, until an administrator names the site", async () => {
    const { secret } = await tokenOf(database.db, "admin");
    const origin = { origin: "https://app.example.com" };
    const closed = await get("/me", secret, origin);
    expect(closed.headers.get("access-control-allow-origin")).toBeNull();
    await replaceSetting(database.db, "api.allowedOrigins", ["https://app.example.com"]);
    const open = await get("/me", secret, origin);
    expect(open.headers.get("access-control-allow-origin")).toBe("https://app.example.com");
    expect(open.headers.get("access-control-allow-credentials")).toBeNull();
    const other = await get("/me", secret, { origin: "https://evil.example" });
    expect(other.headers.get("access-control-allow-origin")).toBeNull();
    await replaceSetting(database.db, "api.allowedOrigins", []);
  });

  test("calls of one token and from one address are limited, and the headers tell what is left", async () => {
    const { secret } = await tokenOf(database.db, "admin");
    await replaceSetting(database.db, "api.tokenCallsPerMinute", 3);
    const answers = [];
    for (let call = 0; call < 4; call += 1) answers.push(await get("/me", secret));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(answers[0]?.headers.get("ratelimit-policy")).toBe('"token";q=3;w=60');
    expect(answers[0]?.headers.get("ratelimit")).toMatch(/^"token";r=2;t=\d+$/);
    expect(Number(answers[3]?.headers.get("retry-after"))).toBeGreaterThan(0);
    await replaceSetting(database.db, "api.tokenCallsPerMinute", 600);
    await replaceSetting(database.db, "api.addressCallsPerMinute", 2);
    const call = () => callApi({ method: "GET", path: "/settings/public", ip: "192.0.2.55" });
    expect([(await call()).status, (await call()).status, (await call()).status]).toEqual([200, 200, 429]);
    await replaceSetting(database.db, "api.addressCallsPerMinute", 1_200);
  });

  test("the document, its page and the page of each code need no token and load nothing from elsewhere", async () => {
    const paths = ["/openapi.json", "/docs", "/docs/start.js", "/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js"];
    const answers = await Promise.all(
      [...paths, "/errors", "/errors/stale_version"].map((path) => callApi({ method: "GET", path })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 200]);
    expect(answers[1]?.text).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(answers[6]?.text).toContain("412");
    expect((await callApi({ method: "GET", path: "/errors/nothing" })).status).toBe(404);
    expect((await callApi({ method: "GET", path: "/docs/../../../package.json" })).status).toBe(404);
  });
});
