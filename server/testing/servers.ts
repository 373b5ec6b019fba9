import { connect } from "node:net";
import mariadb from "mariadb";
import pg from "pg";
import { mysqlAddress } from "@/server/kernel/database/pool";

const PROBE_TIMEOUT_MS = 2_000;

export type TestServer = {
  name: "PostgreSQL" | "MySQL" | "Redis";
  /** An address with the right to create databases. */
  url: string;
  isReachable: boolean;
  /** Named in the environment, or CI: then its absence is a failure and not a skip. */
  isRequired: boolean;
};

type Candidate = {
  name: TestServer["name"];
  variable: string;
  usualUrl: string;
  probe: (url: string) => Promise<void>;
};

const CANDIDATES: Record<"postgresql" | "mysql" | "redis", Candidate> = {
  postgresql: {
    name: "PostgreSQL",
    variable: "GATEHOUSE_TEST_POSTGRES_URL",
    usualUrl: "postgres://postgres@127.0.0.1:5432/postgres",
    probe: async (url) => {
      const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PROBE_TIMEOUT_MS });
      await client.connect();
      await client.end();
    },
  },
  mysql: {
    name: "MySQL",
    variable: "GATEHOUSE_TEST_MYSQL_URL",
    usualUrl: "mysql://root@127.0.0.1:3306/mysql",
    probe: async (url) => {
      const connection = await mariadb.createConnection({ ...mysqlAddress(url), connectTimeout: PROBE_TIMEOUT_MS });
      await connection.end();
    },
  },
  redis: {
    name: "Redis",
    variable: "GATEHOUSE_TEST_REDIS_URL",
    usualUrl: "redis://127.0.0.1:6379",
    probe: pingRedis,
  },
};

/** Looks for a server once, at the address the environment names, else at the usual local port. */
export async function findServer(kind: keyof typeof CANDIDATES): Promise<TestServer> {
  const { name, variable, usualUrl, probe } = CANDIDATES[kind];
  const configured = process.env[variable];
  const url = configured ?? usualUrl;
  const isReachable = await probe(url).then(
    () => true,
    () => false,
  );
  return { name, url, isReachable, isRequired: configured !== undefined || process.env.CI === "true" };
}

function pingRedis(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port || 6379), timeout: PROBE_TIMEOUT_MS });
    socket.once("connect", () => socket.write("PING\r\n"));
    socket.once("data", () => {
      socket.destroy();
      resolve();
    });
    socket.once("timeout", () => socket.destroy(new Error("Redis does not answer.")));
    socket.once("error", reject);
  });
}
