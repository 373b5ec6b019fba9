-- DropForeignKey
ALTER TABLE "tokens" DROP CONSTRAINT "tokens_user_id_fkey";

-- DropForeignKey
ALTER TABLE "token_keys" DROP CONSTRAINT "token_keys_token_id_fkey";

-- DropForeignKey
ALTER TABLE "sessions" DROP CONSTRAINT "sessions_user_id_fkey";

-- DropForeignKey
ALTER TABLE "ledger_entries" DROP CONSTRAINT "ledger_entries_user_id_fkey";

-- DropForeignKey
ALTER TABLE "holds" DROP CONSTRAINT "holds_user_id_fkey";

-- DropForeignKey
ALTER TABLE "job_items" DROP CONSTRAINT "job_items_job_id_fkey";

-- DropForeignKey
ALTER TABLE "channel_keys" DROP CONSTRAINT "channel_keys_channel_id_fkey";

-- DropForeignKey
ALTER TABLE "abilities" DROP CONSTRAINT "abilities_channel_id_fkey";

-- DropTable
DROP TABLE "tokens";

-- DropTable
DROP TABLE "token_keys";

-- DropTable
DROP TABLE "groups";

-- DropTable
DROP TABLE "settings";

-- DropTable
DROP TABLE "state_versions";

-- DropTable
DROP TABLE "users";

-- DropTable
DROP TABLE "sessions";

-- DropTable
DROP TABLE "sign_in_throttles";

-- DropTable
DROP TABLE "setups";

-- DropTable
DROP TABLE "ledger_entries";

-- DropTable
DROP TABLE "holds";

-- DropTable
DROP TABLE "audit_events";

-- DropTable
DROP TABLE "jobs";

-- DropTable
DROP TABLE "job_items";

-- DropTable
DROP TABLE "nodes";

-- DropTable
DROP TABLE "channels";

-- DropTable
DROP TABLE "channel_keys";

-- DropTable
DROP TABLE "abilities";

-- DropTable
DROP TABLE "channel_tests";

-- DropTable
DROP TABLE "model_prices";

-- DropTable
DROP TABLE "logs";

-- DropTable
DROP TABLE "attempts";

-- DropTable
DROP TABLE "price_snapshots";

-- DropTable
DROP TABLE "usage_hours";
