import { createHash, randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { type Answer, type LocalServer, type ServedRequest, startLocalServer } from "./payment-servers/http";

export type Person = {
  sub: string;
  preferred_username: string;
  email?: string;
  email_verified?: boolean;
};

export type OidcServer = {
  wellKnownUrl: string;
  clientId: string;
  clientSecret: string;
  /** Who is signed in there; the next visitor is let through as them. */
  person: Person;
  /** Signs with a key that is not in its published list. */
  signsWithStrangeKey: boolean;
  close(): Promise<void>;
};

type Grant = { nonce: string; challenge: string; redirectUri: string; person: Person };

/** An OpenID Connect provider of this machine, which asks nobody for a password. */
export async function startOidcServer(): Promise<OidcServer> {
  const [right, strange] = await Promise.all([generateKeyPair("RS256"), generateKeyPair("RS256")]);
  const jwk = { ...(await exportJWK(right.publicKey)), kid: "one", alg: "RS256", use: "sig" };
  const grants = new Map<string, Grant>();
  const tokens = new Map<string, Person>();
  const state = { signsWithStrangeKey: false, person: { sub: "s-1", preferred_username: "ada" } as Person };
  let server: LocalServer | undefined;
  const issuer = () => server?.url ?? "";

  const handlers: Record<string, (request: ServedRequest) => Answer | Promise<Answer>> = {
    "/.well-known/openid-configuration": () =>
      json({
        issuer: issuer(),
        authorization_endpoint: `${issuer()}/authorize`,
        token_endpoint: `${issuer()}/token`,
        userinfo_endpoint: `${issuer()}/userinfo`,
        jwks_uri: `${issuer()}/jwks`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256"],
      }),
    "/jwks": () => json({ keys: [jwk] }),
    "/authorize": ({ url }) => {
      const asked = url.searchParams;
      const code = randomUUID();
      const redirectUri = asked.get("redirect_uri") ?? "";
      const [nonce, challenge] = [asked.get("nonce") ?? "", asked.get("code_challenge") ?? ""];
      grants.set(code, { nonce, challenge, redirectUri, person: state.person });
      const back = new URL(redirectUri);
      back.searchParams.set("code", code);
      back.searchParams.set("state", asked.get("state") ?? "");
      return { status: 302, body: "", location: back.href };
    },
    "/token": async ({ form, headers }) => {
      const grant = grants.get(form.code ?? "");
      grants.delete(form.code ?? "");
      const expected = `Basic ${Buffer.from("gate:shh").toString("base64")}`;
      const challenge = createHash("sha256")
        .update(form.code_verifier ?? "")
        .digest("base64url");
      if (!grant || headers.authorization !== expected || challenge !== grant.challenge) {
        return { ...json({ error: "invalid_grant" }), status: 400 };
      }
      const accessToken = randomUUID();
      tokens.set(accessToken, grant.person);
      const key = state.signsWithStrangeKey ? strange.privateKey : right.privateKey;
      const idToken = await new SignJWT({ nonce: grant.nonce })
        .setProtectedHeader({ alg: "RS256", kid: "one" })
        .setIssuer(issuer())
        .setAudience("gate")
        .setSubject(grant.person.sub)
        .setIssuedAt()
        .setExpirationTime("5m")
        .sign(key);
      return json({ access_token: accessToken, token_type: "Bearer", id_token: idToken, expires_in: 300 });
    },
    "/userinfo": ({ headers }) => json({ ...tokens.get((headers.authorization ?? "").replace("Bearer ", "")) }),
  };

  server = await startLocalServer((request) => {
    return handlers[request.url.pathname]?.(request) ?? { status: 404, body: "" };
  });
  const { url, close } = server;
  return Object.assign(state, {
    wellKnownUrl: `${url}/.well-known/openid-configuration`,
    clientId: "gate",
    clientSecret: "shh",
    close,
  });
}

function json(value: object): Answer {
  return { status: 200, type: "application/json", body: JSON.stringify(value) };
}
