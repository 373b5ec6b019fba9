import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQueryable } from "@prisma/driver-adapter-utils";
import type { DatabaseEngine } from "../env";
import { watched } from "./statement-watch";

/** A Prisma adapter whose statements are watched, those of its transactions too. */
export function watchAdapter<F extends SqlDriverAdapterFactory>(factory: F, engine: DatabaseEngine): F {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => watchConnection(await connect(), engine);
  return factory;
}

function watchConnection(adapter: SqlDriverAdapter, engine: DatabaseEngine): SqlDriverAdapter {
  watchQueries(adapter, engine);
  const start = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (isolationLevel) => watchQueries(await start(isolationLevel), engine);
  return adapter;
}

function watchQueries<T extends SqlQueryable>(queryable: T, engine: DatabaseEngine): T {
  const queryRaw = queryable.queryRaw.bind(queryable);
  const executeRaw = queryable.executeRaw.bind(queryable);
  queryable.queryRaw = (query) => watched({ engine, sql: query.sql, values: query.args }, () => queryRaw(query));
  queryable.executeRaw = (query) => watched({ engine, sql: query.sql, values: query.args }, () => executeRaw(query));
  return queryable;
}
