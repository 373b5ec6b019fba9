ALTER TABLE `tokens` DROP FOREIGN KEY `tokens_user_id_fkey`;

ALTER TABLE `token_keys` DROP FOREIGN KEY `token_keys_token_id_fkey`;

ALTER TABLE `config_template_versions` DROP FOREIGN KEY `config_template_versions_template_id_fkey`;

ALTER TABLE `sessions` DROP FOREIGN KEY `sessions_user_id_fkey`;

ALTER TABLE `ledger_entries` DROP FOREIGN KEY `ledger_entries_user_id_fkey`;

ALTER TABLE `holds` DROP FOREIGN KEY `holds_user_id_fkey`;

ALTER TABLE `job_items` DROP FOREIGN KEY `job_items_job_id_fkey`;

ALTER TABLE `payment_refunds` DROP FOREIGN KEY `payment_refunds_order_id_fkey`;

ALTER TABLE `redemption_codes` DROP FOREIGN KEY `redemption_codes_batch_id_fkey`;

ALTER TABLE `redemption_uses` DROP FOREIGN KEY `redemption_uses_code_id_fkey`;

ALTER TABLE `plan_versions` DROP FOREIGN KEY `plan_versions_plan_id_fkey`;

ALTER TABLE `subscriptions` DROP FOREIGN KEY `subscriptions_plan_version_id_fkey`;

ALTER TABLE `allowance_windows` DROP FOREIGN KEY `allowance_windows_subscription_id_fkey`;

ALTER TABLE `channel_keys` DROP FOREIGN KEY `channel_keys_channel_id_fkey`;

ALTER TABLE `abilities` DROP FOREIGN KEY `abilities_channel_id_fkey`;

ALTER TABLE `log_export_parts` DROP FOREIGN KEY `log_export_parts_export_id_fkey`;

DROP TABLE `tokens`;

DROP TABLE `token_keys`;

DROP TABLE `groups`;

DROP TABLE `settings`;

DROP TABLE `state_versions`;

DROP TABLE `state_changes`;

DROP TABLE `revisions`;

DROP TABLE `drafts`;

DROP TABLE `config_categories`;

DROP TABLE `config_templates`;

DROP TABLE `config_template_versions`;

DROP TABLE `user_configs`;

DROP TABLE `cipher_key_uses`;

DROP TABLE `document_import_steps`;

DROP TABLE `users`;

DROP TABLE `identities`;

DROP TABLE `mail_codes`;

DROP TABLE `service_tokens`;

DROP TABLE `idempotent_calls`;

DROP TABLE `sessions`;

DROP TABLE `throttles`;

DROP TABLE `setups`;

DROP TABLE `ledger_entries`;

DROP TABLE `holds`;

DROP TABLE `approvals`;

DROP TABLE `credit_lots`;

DROP TABLE `audit_events`;

DROP TABLE `jobs`;

DROP TABLE `job_items`;

DROP TABLE `nodes`;

DROP TABLE `slow_queries`;

DROP TABLE `mail_messages`;

DROP TABLE `payment_orders`;

DROP TABLE `payment_events`;

DROP TABLE `payment_refunds`;

DROP TABLE `reconciliation_runs`;

DROP TABLE `reconciliation_differences`;

DROP TABLE `redemption_batches`;

DROP TABLE `redemption_codes`;

DROP TABLE `redemption_uses`;

DROP TABLE `check_ins`;

DROP TABLE `referral_rewards`;

DROP TABLE `plans`;

DROP TABLE `plan_versions`;

DROP TABLE `subscriptions`;

DROP TABLE `allowance_windows`;

DROP TABLE `channels`;

DROP TABLE `channel_keys`;

DROP TABLE `abilities`;

DROP TABLE `channel_tests`;

DROP TABLE `model_prices`;

DROP TABLE `logs`;

DROP TABLE `log_facts`;

DROP TABLE `log_bodies`;

DROP TABLE `attempts`;

DROP TABLE `price_snapshots`;

DROP TABLE `usage_hours`;

DROP TABLE `usage_days`;

DROP TABLE `traffic_hours`;

DROP TABLE `traffic_days`;

DROP TABLE `latency_hours`;

DROP TABLE `latency_days`;

DROP TABLE `usage_tops`;

DROP TABLE `watermarks`;

DROP TABLE `saved_views`;

DROP TABLE `log_exports`;

DROP TABLE `log_export_parts`;

DROP TABLE `log_archives`;
