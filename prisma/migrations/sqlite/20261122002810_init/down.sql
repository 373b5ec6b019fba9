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
DROP TABLE "throttles";

-- DropTable
DROP TABLE "setups";

-- DropTable
DROP TABLE "ledger_entries";

-- DropTable
DROP TABLE "holds";

-- DropTable
DROP TABLE "approvals";

-- DropTable
DROP TABLE "credit_lots";

-- DropTable
DROP TABLE "audit_events";

-- DropTable
DROP TABLE "jobs";

-- DropTable
DROP TABLE "job_items";

-- DropTable
DROP TABLE "nodes";

-- DropTable
DROP TABLE "payment_orders";

-- DropTable
DROP TABLE "payment_events";

-- DropTable
DROP TABLE "payment_refunds";

-- DropTable
DROP TABLE "reconciliation_runs";

-- DropTable
DROP TABLE "reconciliation_differences";

-- DropTable
DROP TABLE "redemption_batches";

-- DropTable
DROP TABLE "redemption_codes";

-- DropTable
DROP TABLE "redemption_uses";

-- DropTable
DROP TABLE "check_ins";

-- DropTable
DROP TABLE "referral_rewards";

-- DropTable
DROP TABLE "plans";

-- DropTable
DROP TABLE "plan_versions";

-- DropTable
DROP TABLE "subscriptions";

-- DropTable
DROP TABLE "allowance_windows";

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
