import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

const PAGES = ["/", "/logs", "/channels", "/tokens", "/users", "/models", "/audit"];
const ASSET = /(?:src|href)="(\/_next\/static\/[^"]+)"/g;

/** The account the console makes at its start from its environment. */
export const visitorAccount = { email: "bench@example.com", password: randomBytes(12).toString("hex") };

/** Someone signed in who loads one console page after another, each with what a browser does not have in its cache. */
export class ConsoleVisitor {
  readonly #url: string;
  readonly #cookies = new Map<string, string>();
  readonly #cached = new Set<string>();
  #isStopped = false;
  pages = 0;
  failed = 0;

  constructor(port: number) {
    this.#url = `http://127.0.0.1:${port}`;
  }

  async signIn(): Promise<void> {
    const { csrfToken } = (await (await this.#fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    const { email, password } = visitorAccount;
    const answer = await this.#fetch("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({ name: email, password, csrfToken, json: "true" }),
    });
    await answer.arrayBuffer();
    await this.#load("/");
    if (this.failed > 0) throw new Error("the console did not let the visitor in");
  }

  /** Loads pages until `stop`, with a pause between them. */
  async browse(pauseMs: number): Promise<void> {
    this.#isStopped = false;
    while (!this.#isStopped) {
      await this.#load(PAGES[this.pages % PAGES.length] ?? "/");
      if (pauseMs > 0) await sleep(pauseMs);
    }
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #load(path: string): Promise<void> {
    const answer = await this.#fetch(path);
    const html = await answer.text();
    this.pages += 1;
    if (answer.status !== 200) this.failed += 1;
    const assets = [...html.matchAll(ASSET)].flatMap(([, asset]) => (asset && !this.#cached.has(asset) ? [asset] : []));
    for (const asset of new Set(assets)) {
      this.#cached.add(asset);
      await (await this.#fetch(asset)).arrayBuffer();
    }
  }

  async #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(`${this.#url}${path}`, { ...init, headers: { cookie }, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  }
}
