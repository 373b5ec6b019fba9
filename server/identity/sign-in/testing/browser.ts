import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth from "next-auth";
import { authOptions } from "../auth-options";

type Step = { path: string[]; method?: string; query?: Record<string, string>; body?: Record<string, string> };
type Answer = { redirect: string; body: unknown };

/** A browser at the sign-in library's door: it keeps cookies, follows nothing by itself and runs no script. */
export class AuthBrowser {
  readonly cookies = new Map<string, string>();

  /** The Cookie header of its next request. */
  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; ");
  }

  /** Begins a sign-in; out: the provider's address with all that was asked of it. */
  async begin(providerId: string): Promise<URL> {
    const { csrfToken } = (await this.#call({ path: ["csrf"] })).body as { csrfToken: string };
    const body = { csrfToken, callbackUrl: "http://gate.example/" };
    const { redirect } = await this.#call({ path: ["signin", providerId], method: "POST", body });
    return new URL(redirect, "http://gate.example");
  }

  /** Comes back from the provider; out: where it is sent to. */
  async comeBack(from: URL): Promise<string> {
    const providerId = from.pathname.split("/").at(-1) ?? "";
    const query = Object.fromEntries(from.searchParams);
    return (await this.#call({ path: ["callback", providerId], query })).redirect;
  }

  /** The whole way, through a provider that asks nothing. Out: where it ends. */
  async signIn(providerId: string): Promise<string> {
    const there = await fetch(await this.begin(providerId), { redirect: "manual" });
    return this.comeBack(new URL(there.headers.get("location") ?? "", "http://gate.example"));
  }

  /** Hands over what a page of ours asked for, in the place of a way there and back. Out: where it is sent to. */
  async give(providerId: string, fields: Record<string, string>): Promise<string> {
    const { csrfToken } = (await this.#call({ path: ["csrf"] })).body as { csrfToken: string };
    const body = { csrfToken, callbackUrl: "http://gate.example/", ...fields };
    return (await this.#call({ path: ["callback", providerId], method: "POST", body })).redirect;
  }

  /** Keeps the cookies of an answer that came from another door than the library's. */
  keep(response: Response): void {
    this.#keep(response.headers.getSetCookie());
  }

  async #call({ path, method = "GET", query = {}, body = {} }: Step): Promise<Answer> {
    const headers = {
      host: "gate.example",
      "x-forwarded-proto": "http",
      "x-forwarded-for": "203.0.113.9",
      cookie: this.cookieHeader,
    };
    const answer: Answer = { redirect: "", body: undefined };
    const kept: Record<string, string | string[]> = {};
    const response = {
      status: () => response,
      getHeader: (name: string) => kept[name],
      setHeader: (name: string, value: string | string[]) => {
        kept[name] = value;
        return response;
      },
      send: (sent: unknown) => {
        answer.body = sent;
      },
      end: () => undefined,
    };
    const request = {
      method,
      headers,
      body,
      query: { ...query, nextauth: path },
      cookies: Object.fromEntries(this.cookies),
    };
    const options = await authOptions(new Request("http://gate.example/api/auth", { headers }));
    await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, options);
    this.#keep([kept["Set-Cookie"] ?? []].flat());
    answer.redirect = String(kept.Location ?? "");
    return answer;
  }

  #keep(lines: string[]): void {
    for (const line of lines) {
      const [pair = ""] = line.split(";", 1);
      const at = pair.indexOf("=");
      const [name, value] = [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}
