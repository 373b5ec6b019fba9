import { expect, test } from "vitest";
import { migrationSql } from "./migration-sql";
import { schemaText } from "./schema-text.mjs";

const MODELS = `
model Wallet {
  id        String   @id @db.VarChar(32)
  ownerName String   @db.VarChar(64) // who pays
  notes     String   @default("it's") @db.Text
  balance   BigInt   @default(0)
  createdAt DateTime @default(now())

  moves Move[]

  @@index([ownerName, createdAt])
  @@map("wallets")
}

model Move {
  walletId String @db.VarChar(32)
  position Int

  wallet Wallet @relation(fields: [walletId], references: [id], onDelete: Cascade)

  @@id([walletId, position])
  @@map("moves")
}
`;
const CHECK = "// check wallets.wallets_balance_check: balance >= 0\n";
const state = (provider: "sqlite" | "postgresql" | "mysql", models = MODELS) => CHECK + schemaText(models, provider);

test("fields become snake_case columns, and only SQLite loses the native types", () => {
  expect(schemaText(MODELS, "postgresql")).toContain(
    'ownerName String   @db.VarChar(64) @map("owner_name") // who pays',
  );
  expect(schemaText(MODELS, "mysql")).toContain('@default("it\'s") @db.LongText');
  expect(schemaText(MODELS, "sqlite")).not.toContain("@db.");
  expect(schemaText(MODELS, "sqlite")).toContain("wallet Wallet @relation(fields: [walletId]");
});

test("every database refuses a balance below zero", async () => {
  for (const provider of ["sqlite", "postgresql", "mysql"] as const) {
    const sql = await migrationSql(provider, null, state(provider));
    expect(sql).toMatch(/CONSTRAINT ["`]wallets_balance_check["`] CHECK \(balance >= 0\)/);
  }
});

test("SQLite's default time is in milliseconds, as Prisma writes times", async () => {
  const sql = await migrationSql("sqlite", null, state("sqlite"));
  expect(sql).not.toContain("CURRENT_TIMESTAMP");
  expect(sql).toContain("unixepoch('subsec') * 1000");
});

test("MySQL's tables compare text byte by byte, and long texts have expression defaults", async () => {
  expect(await migrationSql("mysql", null, state("mysql"))).toBe(`CREATE TABLE \`wallets\` (
    \`id\` VARCHAR(32) NOT NULL,
    \`owner_name\` VARCHAR(64) NOT NULL,
    \`notes\` LONGTEXT NOT NULL DEFAULT ('it''s'),
    \`balance\` BIGINT NOT NULL DEFAULT 0,
    \`created_at\` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (\`id\`),
    INDEX \`wallets_owner_name_created_at_idx\`(\`owner_name\`, \`created_at\`),
    CONSTRAINT \`wallets_balance_check\` CHECK (balance >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE \`moves\` (
    \`wallet_id\` VARCHAR(32) NOT NULL,
    \`position\` INTEGER NOT NULL,
    PRIMARY KEY (\`wallet_id\`, \`position\`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

ALTER TABLE \`moves\` ADD CONSTRAINT \`moves_wallet_id_fkey\` FOREIGN KEY (\`wallet_id\`) REFERENCES \`wallets\`(\`id\`) ON DELETE CASCADE ON UPDATE CASCADE;
`);
});

test("a change of the models becomes one ALTER a table on MySQL, and back", async () => {
  const changed = MODELS.replace("ownerName String   @db.VarChar(64)", "ownerName String?  @db.VarChar(100)")
    .replace("  balance   BigInt   @default(0)", "  balance   BigInt   @default(0)\n  rank      Int      @default(1)")
    .replace("@@index([ownerName, createdAt])", "@@index([rank])");
  const up = await migrationSql("mysql", state("mysql"), state("mysql", changed));
  expect(up).toBe(`ALTER TABLE \`wallets\`
    DROP INDEX \`wallets_owner_name_created_at_idx\`,
    MODIFY \`owner_name\` VARCHAR(100) NULL,
    ADD COLUMN \`rank\` INTEGER NOT NULL DEFAULT 1,
    ADD INDEX \`wallets_rank_idx\`(\`rank\`);
`);
  const down = await migrationSql("mysql", state("mysql", changed), state("mysql"));
  expect(down).toContain("DROP COLUMN `rank`");
  expect(down).toContain("MODIFY `owner_name` VARCHAR(64) NOT NULL");
});

test("a removed model drops its keys before its table", async () => {
  const without = MODELS.slice(0, MODELS.indexOf("model Move")).replace("  moves Move[]\n", "");
  const sql = await migrationSql("mysql", state("mysql"), state("mysql", without));
  expect(sql).toBe("ALTER TABLE `moves` DROP FOREIGN KEY `moves_wallet_id_fkey`;\n\nDROP TABLE `moves`;\n");
});

test("a check that SQLite cannot change without rewriting the table is refused in words", async () => {
  const unchecked = schemaText(MODELS, "sqlite");
  await expect(migrationSql("sqlite", unchecked, CHECK + unchecked)).rejects.toThrow(/change a column too/);
  const postgresql = schemaText(MODELS, "postgresql");
  expect(await migrationSql("postgresql", postgresql, CHECK + postgresql)).toContain(
    'ADD CONSTRAINT "wallets_balance_check"',
  );
});

test("equal states need no statement", async () => {
  for (const provider of ["sqlite", "postgresql", "mysql"] as const) {
    const sql = await migrationSql(provider, state(provider), state(provider));
    expect(sql.replace(/^--.*$/gm, "").trim()).toBe("");
  }
});
