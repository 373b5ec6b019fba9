import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { encryptSecret } from "@/server/kernel/crypto";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { type OidcServer, type Person, startOidcServer } from "@/server/testing/oidc-server";
import { makeDefaultGroup, makeUser } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { listIdentities, unlinkIdentity } from "../identity/service";
import { browserOf, reasonOf, sessionOf } from "./testing/account-browser";
import { AuthBrowser } from "./testing/browser";

eachEngine("sign-in by OpenID Connect", (database) => {
  let provider: OidcServer;

  beforeAll(async () => {
    provider = await startOidcServer();
    const { db } = database;
    await makeDefaultGroup(db);
    const secret = encryptSecret(JSON.stringify(provider.clientSecret));
    await db.setting.create({ data: { key: "signIn.oidcClientSecret", value: secret } });
    await replaceSetting(db, "signIn.oidcClientId", provider.clientId);
    await replaceSetting(db, "signIn.oidcWellKnownUrl", provider.wellKnownUrl);
    await replaceSetting(db, "signIn.oidcEnabled", true);
  });
  afterAll(() => provider.close());

  beforeEach(async () => {
    provider.signsWithStrangeKey = false;
    await replaceSetting(database.db, "network.allowedHosts", ["127.0.0.1"]);
    await replaceSetting(database.db, "security.registrationEnabled", true);
    await replaceSetting(database.db, "security.registrationsPerHourMax", 10_000);
  });

  /** Somebody nobody has seen yet, signed in at the provider. */
  const arrive = (fields: Partial<Person> = {}): Person => {
    const sub = newId("req");
    provider.person = { sub, preferred_username: `p-${sub.slice(-10)}`, ...fields };
    return provider.person;
  };

  test("the first sign-in makes an account with the verified address, the next one finds it", async () => {
    const email = `${newId("req")}@example.com`;
    const person = arrive({ email, email_verified: true });
    const first = new AuthBrowser();
    expect(await first.signIn("oidc")).toBe("http://gate.example/");
    const session = await sessionOf(database.db, first);
    expect(session?.user).toMatchObject({
      username: person.preferred_username,
      email,
      passwordHash: null,
      role: "user",
    });
    expect(session?.user.emailVerifiedAt).not.toBeNull();
    const second = new AuthBrowser();
    await second.signIn("oidc");
    expect((await sessionOf(database.db, second))?.userId).toBe(session?.userId);
    const identities = await database.db.identity.findMany({ where: { subject: person.sub } });
    expect(identities).toHaveLength(1);
    const opened = { actorId: session?.userId ?? "", action: "session.open" };
    expect(await database.db.auditEvent.count({ where: opened })).toBe(2);
  });

  test("two first sign-ins at once make one account", async () => {
    const person = arrive();
    const browsers = [new AuthBrowser(), new AuthBrowser(), new AuthBrowser()];
    await Promise.all(browsers.map((browser) => browser.signIn("oidc")));
    const owners = new Set(
      (await Promise.all(browsers.map((browser) => sessionOf(database.db, browser)))).map((session) => session?.userId),
    );
    expect([...owners]).toEqual([expect.stringMatching(/^usr_/)]);
    expect(await database.db.user.count({ where: { username: person.preferred_username } })).toBe(1);
  });

  test("while registration is closed only those who have an account get in", async () => {
    arrive();
    await new AuthBrowser().signIn("oidc");
    await replaceSetting(database.db, "security.registrationEnabled", false);
    const known = new AuthBrowser();
    await known.signIn("oidc");
    expect(await sessionOf(database.db, known)).not.toBeNull();
    const person = arrive();
    const browser = new AuthBrowser();
    expect(reasonOf(await browser.signIn("oidc"))).toBe("registration.closed");
    expect(await sessionOf(database.db, browser)).toBeNull();
    expect(await database.db.identity.count({ where: { subject: person.sub } })).toBe(0);
  });

  test("an account is never taken over by its address, and an unverified address is not believed", async () => {
    const email = `${newId("req")}@example.com`;
    await makeUser(database.db, { email });
    arrive({ email, email_verified: true });
    expect(reasonOf(await new AuthBrowser().signIn("oidc"))).toBe("identity.email_taken");
    const person = arrive({ email, email_verified: false });
    const browser = new AuthBrowser();
    await browser.signIn("oidc");
    expect((await sessionOf(database.db, browser))?.user).toMatchObject({
      username: person.preferred_username,
      email: null,
    });
  });

  test("a disabled account does not get in", async () => {
    const person = arrive();
    await new AuthBrowser().signIn("oidc");
    const { userId } = await database.db.identity.findFirstOrThrow({ where: { subject: person.sub } });
    await database.db.user.update({ where: { id: userId }, data: { status: "disabled" } });
    const browser = new AuthBrowser();
    expect(reasonOf(await browser.signIn("oidc"))).toBe("signIn.account_off");
    expect(await sessionOf(database.db, browser)).toBeNull();
  });

  test("an answer that another browser asked for is refused, and so is one signed by somebody else", async () => {
    arrive();
    const there = await fetch(await new AuthBrowser().begin("oidc"), { redirect: "manual" });
    const stolen = new URL(there.headers.get("location") ?? "");
    const victim = new AuthBrowser();
    await victim.begin("oidc");
    expect(reasonOf(await victim.comeBack(stolen))).toBe("OAuthCallback");
    expect(await sessionOf(database.db, victim)).toBeNull();
    provider.signsWithStrangeKey = true;
    const browser = new AuthBrowser();
    expect(reasonOf(await browser.signIn("oidc"))).toBe("OAuthCallback");
    expect(await sessionOf(database.db, browser)).toBeNull();
  });

  test("a provider at a private address takes an entry in the list of allowed hosts", async () => {
    await replaceSetting(database.db, "network.allowedHosts", []);
    const location = await new AuthBrowser().begin("oidc");
    expect(location.searchParams.get("error")).toBe("OAuthSignin");
  });

  test("whoever is signed in links the account there, after giving the password again", async () => {
    const user = await makeUser(database.db, { passwordHash: "scrypt$1" });
    const person = arrive();
    const unprepared = await browserOf(database.db, user, { isSteppedUp: false });
    expect(reasonOf(await unprepared.browser.signIn("oidc"))).toBe("common.step_up_required");
    const { browser, ctx } = await browserOf(database.db, user);
    await browser.signIn("oidc");
    expect((await listIdentities(ctx)).linked).toMatchObject([{ provider: "oidc", label: person.preferred_username }]);
    // The same account there cannot be linked to a second one here.
    const other = await browserOf(database.db, await makeUser(database.db));
    expect(reasonOf(await other.browser.signIn("oidc"))).toBe("identity.taken");
  });

  test("signing in again confirms a session, so that accounts without a password can do what asks for one", async () => {
    const person = arrive();
    await new AuthBrowser().signIn("oidc");
    const { userId } = await database.db.identity.findFirstOrThrow({ where: { subject: person.sub } });
    const user = await database.db.user.findUniqueOrThrow({ where: { id: userId } });
    const { browser, ctx } = await browserOf(database.db, user, { isSteppedUp: false });
    const [linked] = (await listIdentities(ctx)).linked;
    const unlink = () => unlinkIdentity(ctx, { id: linked?.id ?? "" });
    await expect(unlink()).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
    await browser.signIn("oidc");
    // Confirmed now; but it is the only way in.
    await expect(unlink()).rejects.toMatchObject({ reason: "identity.last_way_in" });
    await database.db.user.update({ where: { id: userId }, data: { passwordHash: "scrypt$1" } });
    await unlink();
    expect((await listIdentities(ctx)).linked).toEqual([]);
  });
});
