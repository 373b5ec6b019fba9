import { z } from "zod";

/** What an integer column holds: beyond it PostgreSQL and MySQL fail where the caller should be told. */
const INT_MAX = 2_147_483_647;

/** A version or number of a record as a caller names it, from 1. */
export const RowNumber = z.number().int().min(1).max(INT_MAX);

/** The same where 0 says that there was no record. */
export const RowNumberOrNone = z.number().int().min(0).max(INT_MAX);
