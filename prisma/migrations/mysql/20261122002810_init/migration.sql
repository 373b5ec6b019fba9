CREATE TABLE `tokens` (
    `id` VARCHAR(32) NOT NULL,
    `user_id` VARCHAR(32) NOT NULL,
    `name` VARCHAR(64) NOT NULL,
    `search_text` VARCHAR(191) NOT NULL,
    `status` VARCHAR(16) NOT NULL DEFAULT 'enabled',
    `expires_at` DATETIME(3) NULL,
    `is_unlimited` BOOLEAN NOT NULL DEFAULT true,
    `remain_quota` BIGINT NOT NULL DEFAULT 0,
    `used_quota` BIGINT NOT NULL DEFAULT 0,
    `request_count` BIGINT NOT NULL DEFAULT 0,
    `model_limits` LONGTEXT NOT NULL DEFAULT ('[]'),
    `allowed_ips` LONGTEXT NOT NULL DEFAULT ('[]'),
    `group_name` VARCHAR(64) NULL,
    `last_used_at` DATETIME(3) NULL,
    `version` INTEGER NOT NULL DEFAULT 1,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,
    `deleted_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`),
    INDEX `tokens_user_id_created_at_id_idx`(`user_id`, `created_at`, `id`),
    INDEX `tokens_created_at_id_idx`(`created_at`, `id`),
    INDEX `tokens_status_created_at_id_idx`(`status`, `created_at`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `token_keys` (
    `id` VARCHAR(32) NOT NULL,
    `token_id` VARCHAR(32) NOT NULL,
    `hash` VARCHAR(64) NOT NULL,
    `prefix` VARCHAR(16) NOT NULL,
    `last_four` VARCHAR(4) NOT NULL,
    `expires_at` DATETIME(3) NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`id`),
    UNIQUE INDEX `token_keys_hash_key`(`hash`),
    INDEX `token_keys_token_id_idx`(`token_id`),
    INDEX `token_keys_prefix_idx`(`prefix`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `groups` (
    `name` VARCHAR(64) NOT NULL,
    `display_name` VARCHAR(64) NOT NULL,
    `description` VARCHAR(500) NOT NULL DEFAULT '',
    `ratio` VARCHAR(24) NOT NULL DEFAULT '1',
    `is_selectable` BOOLEAN NOT NULL DEFAULT false,
    `version` INTEGER NOT NULL DEFAULT 1,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,
    PRIMARY KEY (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `settings` (
    `key` VARCHAR(128) NOT NULL,
    `value` LONGTEXT NOT NULL,
    `version` INTEGER NOT NULL DEFAULT 1,
    `updated_by_id` VARCHAR(32) NULL,
    `updated_at` DATETIME(3) NOT NULL,
    PRIMARY KEY (`key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `state_versions` (
    `topic` VARCHAR(32) NOT NULL,
    `version` BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (`topic`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `users` (
    `id` VARCHAR(32) NOT NULL,
    `username` VARCHAR(64) NOT NULL,
    `email` VARCHAR(191) NULL,
    `display_name` VARCHAR(64) NOT NULL,
    `search_text` VARCHAR(400) NOT NULL,
    `password_hash` VARCHAR(255) NULL,
    `role` VARCHAR(16) NOT NULL,
    `status` VARCHAR(16) NOT NULL DEFAULT 'enabled',
    `group_name` VARCHAR(64) NOT NULL DEFAULT 'default',
    `notes` VARCHAR(2000) NOT NULL DEFAULT '',
    `balance` BIGINT NOT NULL DEFAULT 0,
    `used_quota` BIGINT NOT NULL DEFAULT 0,
    `request_count` BIGINT NOT NULL DEFAULT 0,
    `locale` VARCHAR(16) NULL,
    `time_zone` VARCHAR(64) NULL,
    `last_seen_at` DATETIME(3) NULL,
    `version` INTEGER NOT NULL DEFAULT 1,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,
    `deleted_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`),
    UNIQUE INDEX `users_username_key`(`username`),
    UNIQUE INDEX `users_email_key`(`email`),
    INDEX `users_created_at_id_idx`(`created_at`, `id`),
    INDEX `users_status_created_at_id_idx`(`status`, `created_at`, `id`),
    INDEX `users_role_created_at_id_idx`(`role`, `created_at`, `id`),
    INDEX `users_group_name_created_at_id_idx`(`group_name`, `created_at`, `id`),
    CONSTRAINT `users_balance_check` CHECK (balance >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `sessions` (
    `id` VARCHAR(32) NOT NULL,
    `user_id` VARCHAR(32) NOT NULL,
    `device` VARCHAR(191) NOT NULL,
    `ip` VARCHAR(64) NOT NULL,
    `user_agent` VARCHAR(512) NOT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `last_active_at` DATETIME(3) NOT NULL,
    `expires_at` DATETIME(3) NOT NULL,
    `stepped_up_at` DATETIME(3) NULL,
    `revoked_at` DATETIME(3) NULL,
    `revoked_reason` VARCHAR(64) NULL,
    PRIMARY KEY (`id`),
    INDEX `sessions_user_id_revoked_at_last_active_at_idx`(`user_id`, `revoked_at`, `last_active_at`),
    INDEX `sessions_expires_at_idx`(`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `sign_in_throttles` (
    `key` VARCHAR(96) NOT NULL,
    `failures` INTEGER NOT NULL DEFAULT 0,
    `window_start_at` DATETIME(3) NOT NULL,
    `locked_until` DATETIME(3) NULL,
    PRIMARY KEY (`key`),
    INDEX `sign_in_throttles_window_start_at_idx`(`window_start_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `setups` (
    `id` VARCHAR(16) NOT NULL,
    `root_user_id` VARCHAR(32) NULL,
    `started_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `completed_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `ledger_entries` (
    `id` VARCHAR(32) NOT NULL,
    `user_id` VARCHAR(32) NOT NULL,
    `kind` VARCHAR(16) NOT NULL,
    `amount` BIGINT NOT NULL,
    `balance_after` BIGINT NOT NULL,
    `reference` VARCHAR(191) NOT NULL DEFAULT '',
    `actor_id` VARCHAR(32) NULL,
    `reason` VARCHAR(500) NOT NULL DEFAULT '',
    `idempotency_key` VARCHAR(191) NOT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,
    PRIMARY KEY (`id`),
    UNIQUE INDEX `ledger_entries_idempotency_key_key`(`idempotency_key`),
    INDEX `ledger_entries_user_id_created_at_id_idx`(`user_id`, `created_at`, `id`),
    INDEX `ledger_entries_created_at_id_idx`(`created_at`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `holds` (
    `id` VARCHAR(32) NOT NULL,
    `user_id` VARCHAR(32) NOT NULL,
    `token_id` VARCHAR(32) NULL,
    `amount` BIGINT NOT NULL,
    `token_amount` BIGINT NOT NULL DEFAULT 0,
    `model` VARCHAR(191) NOT NULL,
    `owner_id` VARCHAR(32) NOT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `expires_at` DATETIME(3) NOT NULL,
    PRIMARY KEY (`id`),
    INDEX `holds_user_id_idx`(`user_id`),
    INDEX `holds_owner_id_idx`(`owner_id`),
    INDEX `holds_expires_at_idx`(`expires_at`),
    CONSTRAINT `holds_amount_check` CHECK (amount >= 0),
    CONSTRAINT `holds_token_amount_check` CHECK (token_amount >= 0 AND token_amount <= amount)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `audit_events` (
    `id` VARCHAR(32) NOT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `actor_kind` VARCHAR(16) NOT NULL,
    `actor_id` VARCHAR(32) NULL,
    `actor_name` VARCHAR(64) NOT NULL,
    `actor_role` VARCHAR(16) NOT NULL,
    `action` VARCHAR(64) NOT NULL,
    `target_kind` VARCHAR(32) NOT NULL,
    `target_id` VARCHAR(191) NOT NULL,
    `target_label` VARCHAR(191) NOT NULL,
    `changes` LONGTEXT NOT NULL DEFAULT ('[]'),
    `reason` VARCHAR(500) NOT NULL DEFAULT '',
    `request_id` VARCHAR(32) NOT NULL DEFAULT '',
    `ip` VARCHAR(64) NOT NULL DEFAULT '',
    `user_agent` VARCHAR(512) NOT NULL DEFAULT '',
    PRIMARY KEY (`id`),
    INDEX `audit_events_created_at_id_idx`(`created_at`, `id`),
    INDEX `audit_events_actor_id_created_at_id_idx`(`actor_id`, `created_at`, `id`),
    INDEX `audit_events_target_kind_target_id_created_at_id_idx`(`target_kind`, `target_id`, `created_at`, `id`),
    INDEX `audit_events_action_created_at_id_idx`(`action`, `created_at`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `jobs` (
    `id` VARCHAR(32) NOT NULL,
    `kind` VARCHAR(32) NOT NULL,
    `status` VARCHAR(16) NOT NULL DEFAULT 'queued',
    `input` LONGTEXT NOT NULL,
    `actor_id` VARCHAR(32) NULL,
    `actor_name` VARCHAR(64) NOT NULL DEFAULT '',
    `total_count` INTEGER NOT NULL DEFAULT 0,
    `done_count` INTEGER NOT NULL DEFAULT 0,
    `failed_count` INTEGER NOT NULL DEFAULT 0,
    `error` VARCHAR(1000) NOT NULL DEFAULT '',
    `owner_id` VARCHAR(32) NULL,
    `lease_until` DATETIME(3) NULL,
    `cancel_requested_at` DATETIME(3) NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `started_at` DATETIME(3) NULL,
    `finished_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`),
    INDEX `jobs_status_created_at_idx`(`status`, `created_at`),
    INDEX `jobs_created_at_id_idx`(`created_at`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `job_items` (
    `job_id` VARCHAR(32) NOT NULL,
    `position` INTEGER NOT NULL,
    `target_id` VARCHAR(191) NOT NULL,
    `label` VARCHAR(191) NOT NULL,
    `status` VARCHAR(16) NOT NULL,
    `detail` VARCHAR(1000) NOT NULL DEFAULT '',
    PRIMARY KEY (`job_id`, `position`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `nodes` (
    `id` VARCHAR(32) NOT NULL,
    `role` VARCHAR(16) NOT NULL,
    `hostname` VARCHAR(191) NOT NULL,
    `version` VARCHAR(32) NOT NULL,
    `started_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `last_seen_at` DATETIME(3) NOT NULL,
    PRIMARY KEY (`id`),
    INDEX `nodes_last_seen_at_idx`(`last_seen_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `channels` (
    `id` VARCHAR(32) NOT NULL,
    `name` VARCHAR(64) NOT NULL,
    `search_text` VARCHAR(400) NOT NULL,
    `provider` VARCHAR(32) NOT NULL,
    `preset` VARCHAR(32) NOT NULL DEFAULT '',
    `base_url` VARCHAR(500) NOT NULL,
    `status` VARCHAR(16) NOT NULL DEFAULT 'enabled',
    `status_reason` VARCHAR(500) NOT NULL DEFAULT '',
    `status_changed_at` DATETIME(3) NULL,
    `models` LONGTEXT NOT NULL,
    `groups` LONGTEXT NOT NULL,
    `priority` INTEGER NOT NULL DEFAULT 0,
    `weight` INTEGER NOT NULL DEFAULT 1,
    `tag` VARCHAR(64) NULL,
    `model_mapping` LONGTEXT NOT NULL DEFAULT ('{}'),
    `status_code_mapping` LONGTEXT NOT NULL DEFAULT ('{}'),
    `is_auto_ban` BOOLEAN NOT NULL DEFAULT true,
    `test_model` VARCHAR(191) NULL,
    `organization` VARCHAR(191) NULL,
    `settings` LONGTEXT NOT NULL DEFAULT ('{}'),
    `notes` VARCHAR(2000) NOT NULL DEFAULT '',
    `used_quota` BIGINT NOT NULL DEFAULT 0,
    `response_time_ms` INTEGER NULL,
    `tested_at` DATETIME(3) NULL,
    `version` INTEGER NOT NULL DEFAULT 1,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,
    `deleted_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`),
    INDEX `channels_created_at_id_idx`(`created_at`, `id`),
    INDEX `channels_status_created_at_id_idx`(`status`, `created_at`, `id`),
    INDEX `channels_provider_status_idx`(`provider`, `status`),
    INDEX `channels_tag_idx`(`tag`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `channel_keys` (
    `id` VARCHAR(32) NOT NULL,
    `channel_id` VARCHAR(32) NOT NULL,
    `position` INTEGER NOT NULL,
    `secret` LONGTEXT NOT NULL,
    `hash` VARCHAR(64) NOT NULL,
    `hint` VARCHAR(32) NOT NULL,
    `status` VARCHAR(16) NOT NULL DEFAULT 'enabled',
    `last_error` VARCHAR(500) NOT NULL DEFAULT '',
    `last_error_at` DATETIME(3) NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`id`),
    UNIQUE INDEX `channel_keys_channel_id_hash_key`(`channel_id`, `hash`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `abilities` (
    `group_name` VARCHAR(64) NOT NULL,
    `model` VARCHAR(191) NOT NULL,
    `channel_id` VARCHAR(32) NOT NULL,
    `is_enabled` BOOLEAN NOT NULL,
    `priority` INTEGER NOT NULL,
    `weight` INTEGER NOT NULL,
    `tag` VARCHAR(64) NULL,
    PRIMARY KEY (`group_name`, `model`, `channel_id`),
    INDEX `abilities_channel_id_idx`(`channel_id`),
    INDEX `abilities_model_is_enabled_idx`(`model`, `is_enabled`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `channel_tests` (
    `id` VARCHAR(32) NOT NULL,
    `channel_id` VARCHAR(32) NOT NULL,
    `key_id` VARCHAR(32) NULL,
    `model` VARCHAR(191) NOT NULL,
    `is_stream` BOOLEAN NOT NULL,
    `is_ok` BOOLEAN NOT NULL,
    `http_status` INTEGER NULL,
    `latency_ms` INTEGER NOT NULL,
    `first_token_ms` INTEGER NULL,
    `answer` VARCHAR(1000) NOT NULL DEFAULT '',
    `error` VARCHAR(1000) NOT NULL DEFAULT '',
    `job_id` VARCHAR(32) NULL,
    `actor_id` VARCHAR(32) NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`id`),
    INDEX `channel_tests_channel_id_created_at_id_idx`(`channel_id`, `created_at`, `id`),
    INDEX `channel_tests_job_id_idx`(`job_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `model_prices` (
    `model` VARCHAR(191) NOT NULL,
    `mode` VARCHAR(16) NOT NULL DEFAULT 'token',
    `input_price` VARCHAR(24) NOT NULL DEFAULT '0',
    `output_price` VARCHAR(24) NOT NULL DEFAULT '0',
    `cached_input_price` VARCHAR(24) NULL,
    `call_price` VARCHAR(24) NOT NULL DEFAULT '0',
    `version` INTEGER NOT NULL DEFAULT 1,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,
    PRIMARY KEY (`model`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `logs` (
    `id` VARCHAR(32) NOT NULL,
    `created_at` DATETIME(3) NOT NULL,
    `kind` VARCHAR(16) NOT NULL,
    `endpoint` VARCHAR(32) NOT NULL,
    `user_id` VARCHAR(32) NULL,
    `token_id` VARCHAR(32) NULL,
    `channel_id` VARCHAR(32) NULL,
    `group_name` VARCHAR(64) NOT NULL DEFAULT '',
    `model` VARCHAR(191) NOT NULL DEFAULT '',
    `upstream_model` VARCHAR(191) NOT NULL DEFAULT '',
    `http_status` INTEGER NOT NULL,
    `error_code` VARCHAR(64) NOT NULL DEFAULT '',
    `error_message` VARCHAR(500) NOT NULL DEFAULT '',
    `outcome` VARCHAR(16) NOT NULL,
    `is_stream` BOOLEAN NOT NULL,
    `attempt_count` INTEGER NOT NULL DEFAULT 0,
    `prompt_tokens` INTEGER NOT NULL DEFAULT 0,
    `cached_tokens` INTEGER NOT NULL DEFAULT 0,
    `completion_tokens` INTEGER NOT NULL DEFAULT 0,
    `usage_source` VARCHAR(16) NOT NULL DEFAULT 'none',
    `quota` BIGINT NOT NULL DEFAULT 0,
    `uncollected_quota` BIGINT NOT NULL DEFAULT 0,
    `price_id` VARCHAR(32) NULL,
    `duration_ms` INTEGER NOT NULL DEFAULT 0,
    `first_token_ms` INTEGER NULL,
    `ip` VARCHAR(64) NOT NULL DEFAULT '',
    `client_request_id` VARCHAR(64) NOT NULL DEFAULT '',
    PRIMARY KEY (`id`),
    INDEX `logs_created_at_id_idx`(`created_at`, `id`),
    INDEX `logs_user_id_created_at_id_idx`(`user_id`, `created_at`, `id`),
    INDEX `logs_token_id_created_at_id_idx`(`token_id`, `created_at`, `id`),
    INDEX `logs_channel_id_created_at_id_idx`(`channel_id`, `created_at`, `id`),
    INDEX `logs_model_created_at_id_idx`(`model`, `created_at`, `id`),
    INDEX `logs_http_status_created_at_id_idx`(`http_status`, `created_at`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `attempts` (
    `request_id` VARCHAR(32) NOT NULL,
    `position` INTEGER NOT NULL,
    `channel_id` VARCHAR(32) NOT NULL,
    `channel_key_id` VARCHAR(32) NULL,
    `endpoint` VARCHAR(191) NOT NULL,
    `started_at` DATETIME(3) NOT NULL,
    `duration_ms` INTEGER NOT NULL,
    `first_byte_ms` INTEGER NULL,
    `http_status` INTEGER NULL,
    `fault` VARCHAR(16) NOT NULL DEFAULT 'none',
    `error` VARCHAR(500) NOT NULL DEFAULT '',
    PRIMARY KEY (`request_id`, `position`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `price_snapshots` (
    `id` VARCHAR(32) NOT NULL,
    `mode` VARCHAR(16) NOT NULL,
    `input_price` VARCHAR(24) NOT NULL,
    `output_price` VARCHAR(24) NOT NULL,
    `cached_input_price` VARCHAR(24) NOT NULL,
    `call_price` VARCHAR(24) NOT NULL,
    `group_ratio` VARCHAR(24) NOT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `usage_hours` (
    `hour_at` DATETIME(3) NOT NULL,
    `user_id` VARCHAR(32) NOT NULL,
    `token_id` VARCHAR(32) NOT NULL,
    `channel_id` VARCHAR(32) NOT NULL,
    `group_name` VARCHAR(64) NOT NULL,
    `model` VARCHAR(191) NOT NULL,
    `request_count` INTEGER NOT NULL DEFAULT 0,
    `error_count` INTEGER NOT NULL DEFAULT 0,
    `prompt_tokens` BIGINT NOT NULL DEFAULT 0,
    `cached_tokens` BIGINT NOT NULL DEFAULT 0,
    `completion_tokens` BIGINT NOT NULL DEFAULT 0,
    `quota` BIGINT NOT NULL DEFAULT 0,
    `duration_ms` BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (`hour_at`, `user_id`, `token_id`, `channel_id`, `group_name`, `model`),
    INDEX `usage_hours_user_id_hour_at_idx`(`user_id`, `hour_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

ALTER TABLE `tokens` ADD CONSTRAINT `tokens_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE `token_keys` ADD CONSTRAINT `token_keys_token_id_fkey` FOREIGN KEY (`token_id`) REFERENCES `tokens`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE `sessions` ADD CONSTRAINT `sessions_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE `ledger_entries` ADD CONSTRAINT `ledger_entries_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE `holds` ADD CONSTRAINT `holds_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE `job_items` ADD CONSTRAINT `job_items_job_id_fkey` FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE `channel_keys` ADD CONSTRAINT `channel_keys_channel_id_fkey` FOREIGN KEY (`channel_id`) REFERENCES `channels`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE `abilities` ADD CONSTRAINT `abilities_channel_id_fkey` FOREIGN KEY (`channel_id`) REFERENCES `channels`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;
