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
DROP TABLE "state_changes";

-- DropTable
DROP TABLE "revisions";

-- DropTable
DROP TABLE "drafts";

-- DropTable
DROP TABLE "config_categories";

-- DropTable
DROP TABLE "config_templates";

-- DropTable
DROP TABLE "config_template_versions";

-- DropTable
DROP TABLE "user_configs";

-- DropTable
DROP TABLE "cipher_key_uses";

-- DropTable
DROP TABLE "document_import_steps";

-- DropTable
DROP TABLE "users";

-- DropTable
DROP TABLE "identities";

-- DropTable
DROP TABLE "mail_codes";

-- DropTable
DROP TABLE "service_tokens";

-- DropTable
DROP TABLE "idempotent_calls";

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
DROP TABLE "slow_queries";

-- DropTable
DROP TABLE "mail_messages";

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
DROP TABLE "log_facts";

-- DropTable
DROP TABLE "log_bodies";

-- DropTable
DROP TABLE "attempts";

-- DropTable
DROP TABLE "price_snapshots";

-- DropTable
DROP TABLE "usage_hours";

-- DropTable
DROP TABLE "usage_days";

-- DropTable
DROP TABLE "traffic_hours";

-- DropTable
DROP TABLE "traffic_days";

-- DropTable
DROP TABLE "latency_hours";

-- DropTable
DROP TABLE "latency_days";

-- DropTable
DROP TABLE "usage_tops";

-- DropTable
DROP TABLE "watermarks";

-- DropTable
DROP TABLE "saved_views";

-- DropTable
DROP TABLE "log_exports";

-- DropTable
DROP TABLE "log_export_parts";

-- DropTable
DROP TABLE "log_archives";
