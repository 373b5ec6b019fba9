import { beforeAll, beforeEach, expect, test } from "vitest";
import { hashPassword } from "@/server/kernel/crypto";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, makeUser } from "@/server/testing/people";
import { type Answer, callApi } from "./testing/client";

const PASSWORD = "correct horse battery";
const KEY = "refresh-of-monday-1";
const MINUTE_MS = 60_000;

eachEngine("refresh tokens", (database) => {
  let passwordHash: string;
  let userId: string;
  let first: string;

  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    passwordHash = await hashPassword(PASSWORD);
  });
  beforeEach(async () => {
    const user = await makeUser(database.db, { passwordHash, role: "user" });
    userId = user.id;
    const body = { name: user.username, password: PASSWORD };
    first = tokenOf(await callApi({ method: "POST", path: "/auth/token", body }));
  });

  const tokenOf = (answer: Answer) => String(answer.body?.refresh_token);
  const refresh = (token: string, key?: string) =>
    callApi({
      method: "POST",
      path: "/auth/refresh",
      body: { refresh_token: token },
      ...(key ? { headers: { "idempotency-key": key } } : {}),
    });
  const me = (answer: Answer) => callApi({ method: "GET", path: "/me", token: String(answer.body?.access_token) });
  const thefts = () => database.db.auditEvent.count({ where: { action: "session.refreshReused", targetId: userId } });

  test("each use gives the next one, and the access token that came along stays good", async () => {
    const second = await refresh(first);
    const third = await refresh(tokenOf(second));
    expect(new Set([first, tokenOf(second), tokenOf(third)]).size).toBe(3);
    expect([(await me(second)).status, (await me(third)).status]).toEqual([200, 200]);
    expect(await thefts()).toBe(0);
  });

  test("one that was used before ends the session with all its tokens, and the trail says so once", async () => {
    const second = await refresh(first);
    const stolen = await refresh(first);
    expect(stolen).toMatchObject({ status: 401, body: { reason: "serviceToken.refresh_reused" } });
    expect((await refresh(tokenOf(second))).body?.reason).toBe("serviceToken.not_accepted");
    expect((await me(second)).status).toBe(401);
    expect((await refresh(first)).body?.reason).toBe("serviceToken.not_accepted");
    expect(await thefts()).toBe(1);
    const [session] = await database.db.session.findMany({ where: { userId } });
    expect(session?.revokedReason).toBe("refresh_reused");
  });

  test("a call whose answer was lost gets it again under the same key, and neither is a theft", async () => {
    const answered = await refresh(first, KEY);
    const repeated = await refresh(first, KEY);
    expect(tokenOf(repeated)).toBe(tokenOf(answered));
    expect((await refresh(tokenOf(repeated))).status).toBe(200);
    expect(await thefts()).toBe(0);
  });

  test("another key, or none, repeats nothing", async () => {
    await refresh(first, KEY);
    expect((await refresh(first, "refresh-of-monday-2")).status).toBe(401);
    expect(await thefts()).toBe(1);
  });

  test("a repetition is none any more once the next token was used", async () => {
    const second = await refresh(first, KEY);
    await refresh(tokenOf(second));
    expect((await refresh(first, KEY)).body?.reason).toBe("serviceToken.refresh_reused");
  });

  test("nor a minute later", async () => {
    await refresh(first, KEY);
    const longAgo = new Date(Date.now() - 2 * MINUTE_MS);
    await database.db.session.updateMany({ where: { userId }, data: { refreshedAt: longAgo } });
    expect((await refresh(first, KEY)).body?.reason).toBe("serviceToken.refresh_reused");
  });

  test("of many who bring the same one at once, one at most gets a token, and the session is over", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => refresh(first)));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    for (const answer of answers) expect([200, 401]).toContain(answer.status);
    for (const answer of answers.filter(({ status }) => status === 200)) {
      expect((await refresh(tokenOf(answer))).status).toBe(401);
    }
    expect(await thefts()).toBe(1);
  });

  test("the same call many times at once is one call", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => refresh(first, KEY)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(tokenOf)).size).toBe(1);
    expect((await refresh(tokenOf(answers[0] as Answer))).status).toBe(200);
    expect(await thefts()).toBe(0);
  });
});
