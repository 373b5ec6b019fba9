// For Prisma's own commands (studio, migrate status). Gatehouse itself generates and migrates with `npm run db:*`.
import { defineConfig } from "prisma/config";

const url = process.env.DATABASE_URL ?? "file:./data/gatehouse.db";
const engine = url.startsWith("file:") ? "sqlite" : url.startsWith("postgres") ? "postgresql" : "mysql";

export default defineConfig({
  schema: `prisma/schema/${engine}.prisma`,
  migrations: { path: `prisma/migrations/${engine}` },
  datasource: { url },
});
