ALTER TABLE `tokens` DROP FOREIGN KEY `tokens_user_id_fkey`;

ALTER TABLE `token_keys` DROP FOREIGN KEY `token_keys_token_id_fkey`;

ALTER TABLE `sessions` DROP FOREIGN KEY `sessions_user_id_fkey`;

ALTER TABLE `ledger_entries` DROP FOREIGN KEY `ledger_entries_user_id_fkey`;

ALTER TABLE `holds` DROP FOREIGN KEY `holds_user_id_fkey`;

ALTER TABLE `job_items` DROP FOREIGN KEY `job_items_job_id_fkey`;

ALTER TABLE `channel_keys` DROP FOREIGN KEY `channel_keys_channel_id_fkey`;

ALTER TABLE `abilities` DROP FOREIGN KEY `abilities_channel_id_fkey`;

DROP TABLE `tokens`;

DROP TABLE `token_keys`;

DROP TABLE `groups`;

DROP TABLE `settings`;

DROP TABLE `state_versions`;

DROP TABLE `users`;

DROP TABLE `sessions`;

DROP TABLE `sign_in_throttles`;

DROP TABLE `setups`;

DROP TABLE `ledger_entries`;

DROP TABLE `holds`;

DROP TABLE `audit_events`;

DROP TABLE `jobs`;

DROP TABLE `job_items`;

DROP TABLE `nodes`;

DROP TABLE `channels`;

DROP TABLE `channel_keys`;

DROP TABLE `abilities`;

DROP TABLE `channel_tests`;

DROP TABLE `model_prices`;

DROP TABLE `logs`;

DROP TABLE `attempts`;

DROP TABLE `price_snapshots`;

DROP TABLE `usage_hours`;
