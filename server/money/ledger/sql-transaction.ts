export type SqlRow = Record<string, unknown>;

/** What the batch programs need of an open transaction. */
export type SqlTransaction = {
  query(sql: string, values: readonly unknown[]): Promise<{ rows: SqlRow[]; affected: number }>;
};
