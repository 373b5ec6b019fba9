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
    `account_ratios` LONGTEXT NOT NULL DEFAULT ('{}'),
    `is_selectable` BOOLEAN NOT NULL DEFAULT false,
    `added_groups` LONGTEXT NOT NULL DEFAULT ('[]'),
    `removed_groups` LONGTEXT NOT NULL DEFAULT ('[]'),
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
    `changed_at_ms` BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (`topic`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `state_changes` (
    `topic` VARCHAR(32) NOT NULL,
    `version` BIGINT NOT NULL,
    `account_id` VARCHAR(32) NOT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`topic`, `version`, `account_id`),
    INDEX `state_changes_created_at_idx`(`created_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `revisions` (
    `id` VARCHAR(32) NOT NULL,
    `kind` VARCHAR(16) NOT NULL,
    `object_id` VARCHAR(191) NOT NULL,
    `label` VARCHAR(191) NOT NULL,
    `number` INTEGER NOT NULL,
    `action` VARCHAR(64) NOT NULL,
    `content` LONGTEXT NOT NULL,
    `change_id` VARCHAR(32) NOT NULL,
    `restored_from_id` VARCHAR(32) NULL,
    `draft_id` VARCHAR(32) NULL,
    `owner_id` VARCHAR(32) NULL,
    `actor_kind` VARCHAR(16) NOT NULL,
    `actor_id` VARCHAR(32) NULL,
    `actor_name` VARCHAR(64) NOT NULL,
    `reason` VARCHAR(500) NOT NULL DEFAULT '',
    `request_id` VARCHAR(32) NOT NULL DEFAULT '',
    `ip` VARCHAR(64) NOT NULL DEFAULT '',
    `user_agent` VARCHAR(512) NOT NULL DEFAULT '',
    `search_text` VARCHAR(800) NOT NULL DEFAULT '',
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `superseded_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`),
    INDEX `revisions_kind_id_idx`(`kind`, `id`),
    INDEX `revisions_actor_id_id_idx`(`actor_id`, `id`),
    INDEX `revisions_owner_id_id_idx`(`owner_id`, `id`),
    INDEX `revisions_change_id_idx`(`change_id`),
    INDEX `revisions_draft_id_idx`(`draft_id`),
    INDEX `revisions_superseded_at_idx`(`superseded_at`),
    UNIQUE INDEX `revisions_kind_object_id_number_key`(`kind`, `object_id`, `number`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `drafts` (
    `id` VARCHAR(32) NOT NULL,
    `title` VARCHAR(191) NOT NULL,
    `reason` VARCHAR(500) NOT NULL DEFAULT '',
    `changes` LONGTEXT NOT NULL,
    `status` VARCHAR(16) NOT NULL DEFAULT 'draft',
    `publish_at` DATETIME(3) NULL,
    `published_at` DATETIME(3) NULL,
    `error` VARCHAR(2000) NOT NULL DEFAULT '',
    `created_by_id` VARCHAR(32) NOT NULL,
    `created_by_name` VARCHAR(64) NOT NULL,
    `scheduled_by_id` VARCHAR(32) NULL,
    `is_jump_confirmed` BOOLEAN NOT NULL DEFAULT false,
    `version` INTEGER NOT NULL DEFAULT 1,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,
    PRIMARY KEY (`id`),
    INDEX `drafts_status_publish_at_idx`(`status`, `publish_at`),
    INDEX `drafts_created_at_id_idx`(`created_at`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `config_categories` (
    `id` VARCHAR(32) NOT NULL,
    `name` VARCHAR(64) NOT NULL,
    `description` VARCHAR(500) NOT NULL DEFAULT '',
    `parent_id` VARCHAR(32) NULL,
    `position` INTEGER NOT NULL DEFAULT 0,
    `is_active` BOOLEAN NOT NULL DEFAULT true,
    `version` INTEGER NOT NULL DEFAULT 1,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,
    PRIMARY KEY (`id`),
    UNIQUE INDEX `config_categories_name_key`(`name`),
    INDEX `config_categories_parent_id_position_idx`(`parent_id`, `position`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `config_templates` (
    `id` VARCHAR(32) NOT NULL,
    `category_id` VARCHAR(32) NOT NULL,
    `name` VARCHAR(64) NOT NULL,
    `description` VARCHAR(500) NOT NULL DEFAULT '',
    `is_system` BOOLEAN NOT NULL DEFAULT false,
    `is_active` BOOLEAN NOT NULL DEFAULT true,
    `latest` INTEGER NOT NULL DEFAULT 1,
    `version` INTEGER NOT NULL DEFAULT 1,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,
    `deleted_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`),
    UNIQUE INDEX `config_templates_name_key`(`name`),
    INDEX `config_templates_category_id_name_idx`(`category_id`, `name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `config_template_versions` (
    `template_id` VARCHAR(32) NOT NULL,
    `number` INTEGER NOT NULL,
    `label` VARCHAR(32) NOT NULL,
    `schema` LONGTEXT NOT NULL,
    `defaults` LONGTEXT NOT NULL DEFAULT ('{}'),
    `rules` LONGTEXT NOT NULL DEFAULT ('[]'),
    `secret_fields` LONGTEXT NOT NULL DEFAULT ('[]'),
    `notes` VARCHAR(500) NOT NULL DEFAULT '',
    `created_by_id` VARCHAR(32) NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`template_id`, `number`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `user_configs` (
    `id` VARCHAR(32) NOT NULL,
    `user_id` VARCHAR(32) NOT NULL,
    `template_id` VARCHAR(32) NOT NULL,
    `template_number` INTEGER NOT NULL,
    `key` VARCHAR(100) NOT NULL,
    `name` VARCHAR(191) NOT NULL DEFAULT '',
    `values` LONGTEXT NOT NULL,
    `secrets` LONGTEXT NOT NULL DEFAULT ('{}'),
    `scope` VARCHAR(16) NOT NULL DEFAULT 'global',
    `session_id` VARCHAR(32) NOT NULL DEFAULT '',
    `is_active` BOOLEAN NOT NULL DEFAULT true,
    `expires_at` DATETIME(3) NULL,
    `version` INTEGER NOT NULL DEFAULT 1,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,
    PRIMARY KEY (`id`),
    INDEX `user_configs_template_id_template_number_idx`(`template_id`, `template_number`),
    INDEX `user_configs_session_id_idx`(`session_id`),
    INDEX `user_configs_expires_at_idx`(`expires_at`),
    INDEX `user_configs_user_id_created_at_id_idx`(`user_id`, `created_at`, `id`),
    UNIQUE INDEX `user_configs_user_id_template_id_key_scope_session_id_key`(`user_id`, `template_id`, `key`, `scope`, `session_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `cipher_key_uses` (
    `key_id` VARCHAR(16) NOT NULL,
    `first_seen_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`key_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `document_import_steps` (
    `id` VARCHAR(48) NOT NULL,
    `objects` LONGTEXT NOT NULL,
    `secrets` LONGTEXT NOT NULL DEFAULT (''),
    `done_at` DATETIME(3) NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`id`),
    INDEX `document_import_steps_created_at_idx`(`created_at`)
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
    `referral_code` VARCHAR(16) NULL,
    `inviter_id` VARCHAR(32) NULL,
    `referral_balance` BIGINT NOT NULL DEFAULT 0,
    `funding_order` VARCHAR(16) NOT NULL DEFAULT 'plan_first',
    `own_providers` VARCHAR(16) NOT NULL DEFAULT 'before',
    `email_verified_at` DATETIME(3) NULL,
    `low_balance_mailed_at` DATETIME(3) NULL,
    `legal_hold_at` DATETIME(3) NULL,
    `legal_hold_reason` VARCHAR(500) NOT NULL DEFAULT '',
    `last_seen_at` DATETIME(3) NULL,
    `version` INTEGER NOT NULL DEFAULT 1,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,
    `deleted_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`),
    UNIQUE INDEX `users_username_key`(`username`),
    UNIQUE INDEX `users_email_key`(`email`),
    UNIQUE INDEX `users_referral_code_key`(`referral_code`),
    INDEX `users_created_at_id_idx`(`created_at`, `id`),
    INDEX `users_status_created_at_id_idx`(`status`, `created_at`, `id`),
    INDEX `users_role_created_at_id_idx`(`role`, `created_at`, `id`),
    INDEX `users_group_name_created_at_id_idx`(`group_name`, `created_at`, `id`),
    INDEX `users_inviter_id_created_at_id_idx`(`inviter_id`, `created_at`, `id`),
    INDEX `users_legal_hold_at_idx`(`legal_hold_at`),
    CONSTRAINT `users_balance_check` CHECK (balance >= 0),
    CONSTRAINT `users_referral_balance_check` CHECK (referral_balance >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `identities` (
    `id` VARCHAR(32) NOT NULL,
    `user_id` VARCHAR(32) NOT NULL,
    `provider` VARCHAR(32) NOT NULL,
    `subject` VARCHAR(191) NOT NULL,
    `label` VARCHAR(191) NOT NULL DEFAULT '',
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `last_used_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`),
    INDEX `identities_user_id_idx`(`user_id`),
    UNIQUE INDEX `identities_provider_subject_key`(`provider`, `subject`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `mail_codes` (
    `id` VARCHAR(32) NOT NULL,
    `purpose` VARCHAR(32) NOT NULL,
    `user_id` VARCHAR(32) NULL,
    `email` VARCHAR(191) NOT NULL,
    `hash` VARCHAR(64) NOT NULL,
    `expires_at` DATETIME(3) NOT NULL,
    `consumed_at` DATETIME(3) NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`id`),
    UNIQUE INDEX `mail_codes_hash_key`(`hash`),
    INDEX `mail_codes_email_purpose_idx`(`email`, `purpose`),
    INDEX `mail_codes_expires_at_idx`(`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `service_tokens` (
    `id` VARCHAR(32) NOT NULL,
    `user_id` VARCHAR(32) NOT NULL,
    `name` VARCHAR(64) NOT NULL,
    `hash` VARCHAR(64) NOT NULL,
    `prefix` VARCHAR(16) NOT NULL,
    `last_four` VARCHAR(4) NOT NULL,
    `scopes` LONGTEXT NOT NULL,
    `allowed_ips` LONGTEXT NOT NULL DEFAULT ('[]'),
    `expires_at` DATETIME(3) NULL,
    `last_used_at` DATETIME(3) NULL,
    `revoked_at` DATETIME(3) NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`id`),
    UNIQUE INDEX `service_tokens_hash_key`(`hash`),
    INDEX `service_tokens_user_id_created_at_id_idx`(`user_id`, `created_at`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `idempotent_calls` (
    `id` VARCHAR(64) NOT NULL,
    `request_hash` VARCHAR(64) NOT NULL,
    `status` INTEGER NULL,
    `headers` LONGTEXT NOT NULL DEFAULT ('{}'),
    `body` LONGTEXT NOT NULL DEFAULT (''),
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`id`),
    INDEX `idempotent_calls_created_at_idx`(`created_at`)
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
    `refresh_id` VARCHAR(32) NULL,
    `refreshed_at` DATETIME(3) NULL,
    `used_refresh_id` VARCHAR(32) NULL,
    `refresh_call` VARCHAR(64) NULL,
    PRIMARY KEY (`id`),
    INDEX `sessions_user_id_revoked_at_last_active_at_idx`(`user_id`, `revoked_at`, `last_active_at`),
    INDEX `sessions_expires_at_idx`(`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `throttles` (
    `key` VARCHAR(96) NOT NULL,
    `failures` INTEGER NOT NULL DEFAULT 0,
    `window_start_at` DATETIME(3) NOT NULL,
    `locked_until` DATETIME(3) NULL,
    PRIMARY KEY (`key`),
    INDEX `throttles_window_start_at_idx`(`window_start_at`)
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
    INDEX `ledger_entries_kind_created_at_id_idx`(`kind`, `created_at`, `id`),
    INDEX `ledger_entries_reference_idx`(`reference`),
    INDEX `ledger_entries_created_at_id_idx`(`created_at`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `holds` (
    `id` VARCHAR(32) NOT NULL,
    `user_id` VARCHAR(32) NOT NULL,
    `token_id` VARCHAR(32) NULL,
    `amount` BIGINT NOT NULL,
    `token_amount` BIGINT NOT NULL DEFAULT 0,
    `plan_amount` BIGINT NOT NULL DEFAULT 0,
    `subscription_id` VARCHAR(32) NULL,
    `model` VARCHAR(191) NOT NULL,
    `owner_id` VARCHAR(32) NOT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `expires_at` DATETIME(3) NOT NULL,
    PRIMARY KEY (`id`),
    INDEX `holds_user_id_idx`(`user_id`),
    INDEX `holds_owner_id_idx`(`owner_id`),
    INDEX `holds_expires_at_idx`(`expires_at`),
    CONSTRAINT `holds_amount_check` CHECK (amount >= 0),
    CONSTRAINT `holds_token_amount_check` CHECK (token_amount >= 0 AND token_amount <= amount),
    CONSTRAINT `holds_plan_amount_check` CHECK (plan_amount >= 0 AND plan_amount <= amount)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `approvals` (
    `id` VARCHAR(32) NOT NULL,
    `kind` VARCHAR(24) NOT NULL,
    `status` VARCHAR(16) NOT NULL DEFAULT 'pending',
    `input` LONGTEXT NOT NULL,
    `user_id` VARCHAR(32) NOT NULL,
    `amount` BIGINT NOT NULL,
    `reason` VARCHAR(500) NOT NULL,
    `requester_id` VARCHAR(32) NOT NULL,
    `decider_id` VARCHAR(32) NULL,
    `decision_note` VARCHAR(500) NOT NULL DEFAULT '',
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `expires_at` DATETIME(3) NOT NULL,
    `decided_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`),
    INDEX `approvals_status_created_at_id_idx`(`status`, `created_at`, `id`),
    INDEX `approvals_user_id_created_at_id_idx`(`user_id`, `created_at`, `id`),
    INDEX `approvals_created_at_id_idx`(`created_at`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `credit_lots` (
    `id` VARCHAR(32) NOT NULL,
    `user_id` VARCHAR(32) NOT NULL,
    `ledger_entry_id` VARCHAR(32) NOT NULL,
    `amount` BIGINT NOT NULL,
    `used_quota_before` BIGINT NOT NULL,
    `used_quota_after` BIGINT NULL,
    `expires_at` DATETIME(3) NOT NULL,
    `ended_at` DATETIME(3) NULL,
    `expired_amount` BIGINT NOT NULL DEFAULT 0,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`id`),
    UNIQUE INDEX `credit_lots_ledger_entry_id_key`(`ledger_entry_id`),
    INDEX `credit_lots_ended_at_expires_at_idx`(`ended_at`, `expires_at`),
    INDEX `credit_lots_user_id_expires_at_idx`(`user_id`, `expires_at`),
    CONSTRAINT `credit_lots_amount_check` CHECK (amount > 0 AND expired_amount >= 0 AND expired_amount <= amount)
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
    `state_versions` LONGTEXT NOT NULL DEFAULT ('{}'),
    `state_lag_ms` INTEGER NULL,
    `figures` LONGTEXT NOT NULL DEFAULT ('{}'),
    `started_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `last_seen_at` DATETIME(3) NOT NULL,
    PRIMARY KEY (`id`),
    INDEX `nodes_last_seen_at_idx`(`last_seen_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `slow_queries` (
    `node_id` VARCHAR(32) NOT NULL,
    `fingerprint` VARCHAR(32) NOT NULL,
    `statement` LONGTEXT NOT NULL,
    `query_plan` LONGTEXT NOT NULL DEFAULT (''),
    `call_count` INTEGER NOT NULL DEFAULT 0,
    `total_ms` BIGINT NOT NULL DEFAULT 0,
    `longest_ms` INTEGER NOT NULL DEFAULT 0,
    `last_seen_at` DATETIME(3) NOT NULL,
    PRIMARY KEY (`node_id`, `fingerprint`),
    INDEX `slow_queries_last_seen_at_idx`(`last_seen_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `mail_messages` (
    `id` VARCHAR(32) NOT NULL,
    `to_address` VARCHAR(191) NOT NULL,
    `subject` VARCHAR(255) NOT NULL,
    `body` LONGTEXT NOT NULL,
    `status` VARCHAR(16) NOT NULL DEFAULT 'queued',
    `attempts` INTEGER NOT NULL DEFAULT 0,
    `next_attempt_at` DATETIME(3) NOT NULL,
    `error` VARCHAR(500) NOT NULL DEFAULT '',
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `sent_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`),
    INDEX `mail_messages_status_next_attempt_at_idx`(`status`, `next_attempt_at`),
    INDEX `mail_messages_created_at_idx`(`created_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `payment_orders` (
    `id` VARCHAR(32) NOT NULL,
    `user_id` VARCHAR(32) NOT NULL,
    `purpose` VARCHAR(16) NOT NULL,
    `provider` VARCHAR(16) NOT NULL,
    `method` VARCHAR(32) NOT NULL DEFAULT '',
    `status` VARCHAR(16) NOT NULL DEFAULT 'pending',
    `amount_minor` BIGINT NOT NULL,
    `currency` VARCHAR(3) NOT NULL,
    `quota` BIGINT NOT NULL DEFAULT 0,
    `price` LONGTEXT NOT NULL,
    `plan_version_id` VARCHAR(32) NULL,
    `subscription_id` VARCHAR(32) NULL,
    `checkout_url` VARCHAR(2000) NOT NULL DEFAULT '',
    `provider_reference` VARCHAR(191) NULL,
    `ledger_entry_id` VARCHAR(32) NULL,
    `refunded_minor` BIGINT NOT NULL DEFAULT 0,
    `refunded_quota` BIGINT NOT NULL DEFAULT 0,
    `proof` VARCHAR(2000) NOT NULL DEFAULT '',
    `idempotency_key` VARCHAR(191) NOT NULL,
    `creator_id` VARCHAR(32) NULL,
    `completer_id` VARCHAR(32) NULL,
    `approver_id` VARCHAR(32) NULL,
    `version` INTEGER NOT NULL DEFAULT 1,
    `expires_at` DATETIME(3) NOT NULL,
    `polled_at` DATETIME(3) NULL,
    `paid_at` DATETIME(3) NULL,
    `closed_at` DATETIME(3) NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,
    PRIMARY KEY (`id`),
    UNIQUE INDEX `payment_orders_idempotency_key_key`(`idempotency_key`),
    INDEX `payment_orders_created_at_id_idx`(`created_at`, `id`),
    INDEX `payment_orders_status_created_at_id_idx`(`status`, `created_at`, `id`),
    INDEX `payment_orders_user_id_created_at_id_idx`(`user_id`, `created_at`, `id`),
    INDEX `payment_orders_provider_status_expires_at_idx`(`provider`, `status`, `expires_at`),
    UNIQUE INDEX `payment_orders_provider_provider_reference_key`(`provider`, `provider_reference`),
    CONSTRAINT `payment_orders_amount_check` CHECK (amount_minor > 0 AND quota >= 0),
    CONSTRAINT `payment_orders_refunded_check` CHECK (refunded_minor >= 0 AND refunded_minor <= amount_minor AND refunded_quota >= 0 AND refunded_quota <= quota)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `payment_events` (
    `id` VARCHAR(32) NOT NULL,
    `provider` VARCHAR(16) NOT NULL,
    `source` VARCHAR(16) NOT NULL,
    `order_id` VARCHAR(32) NULL,
    `dedupe_key` VARCHAR(191) NULL,
    `http_method` VARCHAR(8) NOT NULL DEFAULT '',
    `path` VARCHAR(500) NOT NULL DEFAULT '',
    `headers` LONGTEXT NOT NULL DEFAULT ('{}'),
    `body` LONGTEXT NOT NULL,
    `body_hash` VARCHAR(64) NOT NULL,
    `ip` VARCHAR(64) NOT NULL DEFAULT '',
    `verdict` VARCHAR(16) NOT NULL DEFAULT 'received',
    `detail` VARCHAR(1000) NOT NULL DEFAULT '',
    `answer_status` INTEGER NULL,
    `answer_body` VARCHAR(500) NOT NULL DEFAULT '',
    `replay_of_id` VARCHAR(32) NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `answered_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`),
    UNIQUE INDEX `payment_events_dedupe_key_key`(`dedupe_key`),
    INDEX `payment_events_created_at_id_idx`(`created_at`, `id`),
    INDEX `payment_events_order_id_created_at_id_idx`(`order_id`, `created_at`, `id`),
    INDEX `payment_events_verdict_created_at_id_idx`(`verdict`, `created_at`, `id`),
    INDEX `payment_events_provider_created_at_id_idx`(`provider`, `created_at`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `payment_refunds` (
    `id` VARCHAR(32) NOT NULL,
    `order_id` VARCHAR(32) NOT NULL,
    `user_id` VARCHAR(32) NOT NULL,
    `amount_minor` BIGINT NOT NULL,
    `currency` VARCHAR(3) NOT NULL,
    `quota` BIGINT NOT NULL,
    `taken_quota` BIGINT NOT NULL DEFAULT 0,
    `ends_subscription` BOOLEAN NOT NULL DEFAULT false,
    `status` VARCHAR(16) NOT NULL DEFAULT 'pending',
    `channel` VARCHAR(16) NOT NULL,
    `provider_reference` VARCHAR(191) NULL,
    `error` VARCHAR(500) NOT NULL DEFAULT '',
    `reason` VARCHAR(500) NOT NULL,
    `ledger_entry_id` VARCHAR(32) NULL,
    `actor_id` VARCHAR(32) NULL,
    `approver_id` VARCHAR(32) NULL,
    `idempotency_key` VARCHAR(191) NOT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `finished_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`),
    UNIQUE INDEX `payment_refunds_idempotency_key_key`(`idempotency_key`),
    INDEX `payment_refunds_order_id_idx`(`order_id`),
    INDEX `payment_refunds_created_at_id_idx`(`created_at`, `id`),
    CONSTRAINT `payment_refunds_amount_check` CHECK (amount_minor > 0 AND quota >= 0 AND taken_quota >= 0 AND taken_quota <= quota)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `reconciliation_runs` (
    `id` VARCHAR(32) NOT NULL,
    `status` VARCHAR(16) NOT NULL DEFAULT 'running',
    `difference_count` INTEGER NOT NULL DEFAULT 0,
    `error` VARCHAR(1000) NOT NULL DEFAULT '',
    `actor_id` VARCHAR(32) NULL,
    `started_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `finished_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`),
    INDEX `reconciliation_runs_started_at_id_idx`(`started_at`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `reconciliation_differences` (
    `id` VARCHAR(32) NOT NULL,
    `rule` VARCHAR(32) NOT NULL,
    `subject` VARCHAR(191) NOT NULL,
    `user_id` VARCHAR(32) NULL,
    `expected` BIGINT NOT NULL,
    `actual` BIGINT NOT NULL,
    `detail` VARCHAR(1000) NOT NULL DEFAULT '',
    `status` VARCHAR(16) NOT NULL DEFAULT 'open',
    `first_run_id` VARCHAR(32) NOT NULL,
    `last_run_id` VARCHAR(32) NOT NULL,
    `resolver_id` VARCHAR(32) NULL,
    `resolution` VARCHAR(500) NOT NULL DEFAULT '',
    `resolved_at` DATETIME(3) NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,
    PRIMARY KEY (`id`),
    INDEX `reconciliation_differences_status_created_at_id_idx`(`status`, `created_at`, `id`),
    UNIQUE INDEX `reconciliation_differences_rule_subject_key`(`rule`, `subject`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `redemption_batches` (
    `id` VARCHAR(32) NOT NULL,
    `name` VARCHAR(64) NOT NULL,
    `search_text` VARCHAR(191) NOT NULL,
    `kind` VARCHAR(16) NOT NULL,
    `prefix` VARCHAR(12) NOT NULL DEFAULT '',
    `quota` BIGINT NOT NULL,
    `code_count` INTEGER NOT NULL,
    `created_count` INTEGER NOT NULL DEFAULT 0,
    `uses_max` INTEGER NOT NULL DEFAULT 1,
    `valid_from` DATETIME(3) NULL,
    `valid_until` DATETIME(3) NULL,
    `credit_days` INTEGER NULL,
    `status` VARCHAR(16) NOT NULL DEFAULT 'creating',
    `seed` LONGTEXT NULL,
    `downloaded_at` DATETIME(3) NULL,
    `downloaded_by_id` VARCHAR(32) NULL,
    `used_count` INTEGER NOT NULL DEFAULT 0,
    `voided_count` INTEGER NOT NULL DEFAULT 0,
    `job_id` VARCHAR(32) NULL,
    `notes` VARCHAR(2000) NOT NULL DEFAULT '',
    `creator_id` VARCHAR(32) NULL,
    `idempotency_key` VARCHAR(191) NOT NULL,
    `version` INTEGER NOT NULL DEFAULT 1,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,
    PRIMARY KEY (`id`),
    UNIQUE INDEX `redemption_batches_idempotency_key_key`(`idempotency_key`),
    INDEX `redemption_batches_created_at_id_idx`(`created_at`, `id`),
    INDEX `redemption_batches_status_created_at_id_idx`(`status`, `created_at`, `id`),
    CONSTRAINT `redemption_batches_quota_check` CHECK (quota > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `redemption_codes` (
    `id` VARCHAR(32) NOT NULL,
    `batch_id` VARCHAR(32) NOT NULL,
    `position` INTEGER NOT NULL,
    `hash` VARCHAR(64) NOT NULL,
    `prefix` VARCHAR(16) NOT NULL,
    `last_four` VARCHAR(4) NOT NULL,
    `status` VARCHAR(16) NOT NULL DEFAULT 'active',
    `uses_left` INTEGER NOT NULL,
    `used_count` INTEGER NOT NULL DEFAULT 0,
    `valid_until` DATETIME(3) NULL,
    `last_used_at` DATETIME(3) NULL,
    `voided_at` DATETIME(3) NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`id`),
    UNIQUE INDEX `redemption_codes_hash_key`(`hash`),
    INDEX `redemption_codes_batch_id_status_idx`(`batch_id`, `status`),
    INDEX `redemption_codes_batch_id_created_at_id_idx`(`batch_id`, `created_at`, `id`),
    INDEX `redemption_codes_created_at_id_idx`(`created_at`, `id`),
    INDEX `redemption_codes_prefix_idx`(`prefix`),
    INDEX `redemption_codes_last_four_idx`(`last_four`),
    UNIQUE INDEX `redemption_codes_batch_id_position_key`(`batch_id`, `position`),
    CONSTRAINT `redemption_codes_uses_left_check` CHECK (uses_left >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `redemption_uses` (
    `id` VARCHAR(32) NOT NULL,
    `code_id` VARCHAR(32) NOT NULL,
    `batch_id` VARCHAR(32) NOT NULL,
    `user_id` VARCHAR(32) NOT NULL,
    `amount` BIGINT NOT NULL,
    `ledger_entry_id` VARCHAR(32) NOT NULL,
    `actor_id` VARCHAR(32) NULL,
    `ip` VARCHAR(64) NOT NULL DEFAULT '',
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`id`),
    UNIQUE INDEX `redemption_uses_ledger_entry_id_key`(`ledger_entry_id`),
    INDEX `redemption_uses_user_id_created_at_id_idx`(`user_id`, `created_at`, `id`),
    INDEX `redemption_uses_batch_id_created_at_id_idx`(`batch_id`, `created_at`, `id`),
    INDEX `redemption_uses_created_at_id_idx`(`created_at`, `id`),
    UNIQUE INDEX `redemption_uses_code_id_user_id_key`(`code_id`, `user_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `check_ins` (
    `user_id` VARCHAR(32) NOT NULL,
    `day` VARCHAR(10) NOT NULL,
    `amount` BIGINT NOT NULL,
    `ledger_entry_id` VARCHAR(32) NOT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`user_id`, `day`),
    UNIQUE INDEX `check_ins_ledger_entry_id_key`(`ledger_entry_id`),
    CONSTRAINT `check_ins_amount_check` CHECK (amount >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `referral_rewards` (
    `id` VARCHAR(32) NOT NULL,
    `inviter_id` VARCHAR(32) NOT NULL,
    `invitee_id` VARCHAR(32) NOT NULL,
    `kind` VARCHAR(16) NOT NULL,
    `source` VARCHAR(64) NOT NULL,
    `amount` BIGINT NOT NULL,
    `reversed_amount` BIGINT NOT NULL DEFAULT 0,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`id`),
    INDEX `referral_rewards_inviter_id_created_at_id_idx`(`inviter_id`, `created_at`, `id`),
    INDEX `referral_rewards_invitee_id_idx`(`invitee_id`),
    UNIQUE INDEX `referral_rewards_kind_source_key`(`kind`, `source`),
    CONSTRAINT `referral_rewards_amount_check` CHECK (amount > 0 AND reversed_amount >= 0 AND reversed_amount <= amount)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `plans` (
    `id` VARCHAR(32) NOT NULL,
    `name` VARCHAR(64) NOT NULL,
    `description` VARCHAR(500) NOT NULL DEFAULT '',
    `is_active` BOOLEAN NOT NULL DEFAULT true,
    `position` INTEGER NOT NULL DEFAULT 0,
    `current_version_id` VARCHAR(32) NULL,
    `version` INTEGER NOT NULL DEFAULT 1,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,
    `deleted_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`),
    INDEX `plans_is_active_position_id_idx`(`is_active`, `position`, `id`),
    INDEX `plans_created_at_id_idx`(`created_at`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `plan_versions` (
    `id` VARCHAR(32) NOT NULL,
    `plan_id` VARCHAR(32) NOT NULL,
    `number` INTEGER NOT NULL,
    `price_minor` BIGINT NOT NULL,
    `currency` VARCHAR(3) NOT NULL,
    `period` VARCHAR(8) NOT NULL,
    `features` LONGTEXT NOT NULL DEFAULT ('{}'),
    `limits` LONGTEXT NOT NULL DEFAULT ('{}'),
    `group_names` LONGTEXT NOT NULL DEFAULT ('[]'),
    `creator_id` VARCHAR(32) NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`id`),
    UNIQUE INDEX `plan_versions_plan_id_number_key`(`plan_id`, `number`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `subscriptions` (
    `id` VARCHAR(32) NOT NULL,
    `user_id` VARCHAR(32) NOT NULL,
    `plan_id` VARCHAR(32) NOT NULL,
    `plan_version_id` VARCHAR(32) NOT NULL,
    `status` VARCHAR(16) NOT NULL DEFAULT 'active',
    `started_at` DATETIME(3) NOT NULL,
    `period_start_at` DATETIME(3) NOT NULL,
    `period_end_at` DATETIME(3) NOT NULL,
    `period_number` INTEGER NOT NULL DEFAULT 1,
    `is_auto_renew` BOOLEAN NOT NULL DEFAULT false,
    `cancels_at_period_end` BOOLEAN NOT NULL DEFAULT false,
    `cancelled_at` DATETIME(3) NULL,
    `ended_at` DATETIME(3) NULL,
    `cancel_reason` VARCHAR(500) NOT NULL DEFAULT '',
    `renewal_error` VARCHAR(500) NOT NULL DEFAULT '',
    `creator_id` VARCHAR(32) NULL,
    `version` INTEGER NOT NULL DEFAULT 1,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,
    PRIMARY KEY (`id`),
    INDEX `subscriptions_user_id_status_period_end_at_idx`(`user_id`, `status`, `period_end_at`),
    INDEX `subscriptions_status_period_end_at_idx`(`status`, `period_end_at`),
    INDEX `subscriptions_plan_id_created_at_id_idx`(`plan_id`, `created_at`, `id`),
    INDEX `subscriptions_created_at_id_idx`(`created_at`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `allowance_windows` (
    `id` VARCHAR(96) NOT NULL,
    `subscription_id` VARCHAR(32) NOT NULL,
    `kind` VARCHAR(16) NOT NULL,
    `starts_at` DATETIME(3) NOT NULL,
    `ends_at` DATETIME(3) NOT NULL,
    `limit_quota` BIGINT NOT NULL,
    `used_quota` BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (`id`),
    INDEX `allowance_windows_subscription_id_ends_at_idx`(`subscription_id`, `ends_at`),
    CONSTRAINT `allowance_windows_used_check` CHECK (used_quota >= 0)
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
    `owner_id` VARCHAR(32) NULL,
    `owner_key` VARCHAR(50) NULL,
    `is_owner_default` BOOLEAN NOT NULL DEFAULT false,
    `default_model` VARCHAR(191) NULL,
    `headers` LONGTEXT NOT NULL DEFAULT (''),
    `proxy` LONGTEXT NOT NULL DEFAULT (''),
    `limits` LONGTEXT NOT NULL DEFAULT ('{}'),
    `features` LONGTEXT NOT NULL DEFAULT ('[]'),
    `timeouts` LONGTEXT NOT NULL DEFAULT ('{}'),
    `retries` LONGTEXT NOT NULL DEFAULT ('{}'),
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
    INDEX `channels_tag_idx`(`tag`),
    UNIQUE INDEX `channels_owner_id_owner_key_key`(`owner_id`, `owner_key`)
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
    `cache_write_price` VARCHAR(24) NULL,
    `audio_input_price` VARCHAR(24) NULL,
    `image_input_price` VARCHAR(24) NULL,
    `audio_output_price` VARCHAR(24) NULL,
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
    `usage_detail` VARCHAR(191) NULL,
    `usage_source` VARCHAR(16) NOT NULL DEFAULT 'none',
    `quota` BIGINT NOT NULL DEFAULT 0,
    `plan_quota` BIGINT NOT NULL DEFAULT 0,
    `subscription_id` VARCHAR(32) NULL,
    `uncollected_quota` BIGINT NOT NULL DEFAULT 0,
    `price_id` VARCHAR(32) NULL,
    `duration_ms` INTEGER NOT NULL DEFAULT 0,
    `first_token_ms` INTEGER NULL,
    `reserved_quota` BIGINT NOT NULL DEFAULT 0,
    `ip` VARCHAR(64) NOT NULL DEFAULT '',
    `client_request_id` VARCHAR(64) NOT NULL DEFAULT '',
    `route_id` VARCHAR(32) NULL,
    `user_agent_id` VARCHAR(32) NULL,
    PRIMARY KEY (`id`),
    INDEX `logs_user_id_id_idx`(`user_id`, `id`),
    INDEX `logs_token_id_id_idx`(`token_id`, `id`),
    INDEX `logs_channel_id_id_idx`(`channel_id`, `id`),
    INDEX `logs_model_id_idx`(`model`, `id`),
    INDEX `logs_http_status_id_idx`(`http_status`, `id`),
    INDEX `logs_error_code_id_idx`(`error_code`, `id`),
    INDEX `logs_client_request_id_id_idx`(`client_request_id`, `id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin PARTITION BY RANGE COLUMNS(`id`) (PARTITION rest VALUES LESS THAN (MAXVALUE));

CREATE TABLE `log_facts` (
    `id` VARCHAR(32) NOT NULL,
    `kind` VARCHAR(16) NOT NULL,
    `content` LONGTEXT NOT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `log_bodies` (
    `request_id` VARCHAR(32) NOT NULL,
    `created_at` DATETIME(3) NOT NULL,
    `user_id` VARCHAR(32) NULL,
    `request` LONGBLOB NULL,
    `response` LONGBLOB NULL,
    `request_bytes` INTEGER NOT NULL DEFAULT 0,
    `response_bytes` INTEGER NOT NULL DEFAULT 0,
    `is_cut` BOOLEAN NOT NULL DEFAULT false,
    PRIMARY KEY (`request_id`),
    INDEX `log_bodies_user_id_request_id_idx`(`user_id`, `request_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `attempts` (
    `request_id` VARCHAR(32) NOT NULL,
    `position` INTEGER NOT NULL,
    `channel_id` VARCHAR(32) NOT NULL,
    `channel_key_id` VARCHAR(32) NULL,
    `method` VARCHAR(8) NOT NULL DEFAULT 'POST',
    `endpoint` VARCHAR(191) NOT NULL,
    `upstream_id` VARCHAR(128) NOT NULL DEFAULT '',
    `started_at` DATETIME(3) NOT NULL,
    `duration_ms` INTEGER NOT NULL,
    `first_byte_ms` INTEGER NULL,
    `http_status` INTEGER NULL,
    `fault` VARCHAR(16) NOT NULL DEFAULT 'none',
    `error` VARCHAR(500) NOT NULL DEFAULT '',
    PRIMARY KEY (`request_id`, `position`),
    INDEX `attempts_channel_id_request_id_idx`(`channel_id`, `request_id`),
    INDEX `attempts_upstream_id_idx`(`upstream_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin PARTITION BY RANGE COLUMNS(`request_id`) (PARTITION rest VALUES LESS THAN (MAXVALUE));

CREATE TABLE `price_snapshots` (
    `id` VARCHAR(32) NOT NULL,
    `mode` VARCHAR(16) NOT NULL,
    `input_price` VARCHAR(24) NOT NULL,
    `output_price` VARCHAR(24) NOT NULL,
    `cached_input_price` VARCHAR(24) NOT NULL,
    `call_price` VARCHAR(24) NOT NULL,
    `group_ratio` VARCHAR(24) NOT NULL,
    `special_prices` VARCHAR(191) NULL,
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
    `plan_quota` BIGINT NOT NULL DEFAULT 0,
    `duration_ms` BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (`hour_at`, `user_id`, `token_id`, `channel_id`, `group_name`, `model`),
    INDEX `usage_hours_user_id_hour_at_idx`(`user_id`, `hour_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `usage_days` (
    `day_at` DATETIME(3) NOT NULL,
    `subject_id` VARCHAR(32) NOT NULL,
    `request_count` INTEGER NOT NULL DEFAULT 0,
    `error_count` INTEGER NOT NULL DEFAULT 0,
    `prompt_tokens` BIGINT NOT NULL DEFAULT 0,
    `completion_tokens` BIGINT NOT NULL DEFAULT 0,
    `quota` BIGINT NOT NULL DEFAULT 0,
    `plan_quota` BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (`subject_id`, `day_at`),
    INDEX `usage_days_day_at_subject_id_idx`(`day_at`, `subject_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `traffic_hours` (
    `hour_at` DATETIME(3) NOT NULL,
    `channel_id` VARCHAR(32) NOT NULL,
    `group_name` VARCHAR(64) NOT NULL,
    `model` VARCHAR(191) NOT NULL,
    `endpoint` VARCHAR(32) NOT NULL,
    `is_stream` BOOLEAN NOT NULL,
    `http_status` INTEGER NOT NULL,
    `outcome` VARCHAR(16) NOT NULL,
    `request_count` INTEGER NOT NULL DEFAULT 0,
    `attempt_count` INTEGER NOT NULL DEFAULT 0,
    `prompt_tokens` BIGINT NOT NULL DEFAULT 0,
    `cached_tokens` BIGINT NOT NULL DEFAULT 0,
    `completion_tokens` BIGINT NOT NULL DEFAULT 0,
    `quota` BIGINT NOT NULL DEFAULT 0,
    `plan_quota` BIGINT NOT NULL DEFAULT 0,
    `duration_ms` BIGINT NOT NULL DEFAULT 0,
    `stream_ms` BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (`hour_at`, `channel_id`, `group_name`, `model`, `endpoint`, `is_stream`, `http_status`, `outcome`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `traffic_days` (
    `day_at` DATETIME(3) NOT NULL,
    `channel_id` VARCHAR(32) NOT NULL,
    `group_name` VARCHAR(64) NOT NULL,
    `model` VARCHAR(191) NOT NULL,
    `endpoint` VARCHAR(32) NOT NULL,
    `is_stream` BOOLEAN NOT NULL,
    `http_status` INTEGER NOT NULL,
    `outcome` VARCHAR(16) NOT NULL,
    `request_count` INTEGER NOT NULL DEFAULT 0,
    `attempt_count` INTEGER NOT NULL DEFAULT 0,
    `prompt_tokens` BIGINT NOT NULL DEFAULT 0,
    `cached_tokens` BIGINT NOT NULL DEFAULT 0,
    `completion_tokens` BIGINT NOT NULL DEFAULT 0,
    `quota` BIGINT NOT NULL DEFAULT 0,
    `plan_quota` BIGINT NOT NULL DEFAULT 0,
    `duration_ms` BIGINT NOT NULL DEFAULT 0,
    `stream_ms` BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (`day_at`, `channel_id`, `group_name`, `model`, `endpoint`, `is_stream`, `http_status`, `outcome`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `latency_hours` (
    `hour_at` DATETIME(3) NOT NULL,
    `channel_id` VARCHAR(32) NOT NULL,
    `model` VARCHAR(191) NOT NULL,
    `measure` VARCHAR(16) NOT NULL,
    `bucket` INTEGER NOT NULL,
    `request_count` INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (`hour_at`, `channel_id`, `model`, `measure`, `bucket`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `latency_days` (
    `day_at` DATETIME(3) NOT NULL,
    `channel_id` VARCHAR(32) NOT NULL,
    `model` VARCHAR(191) NOT NULL,
    `measure` VARCHAR(16) NOT NULL,
    `bucket` INTEGER NOT NULL,
    `request_count` INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (`day_at`, `channel_id`, `model`, `measure`, `bucket`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `usage_tops` (
    `day_at` DATETIME(3) NOT NULL,
    `subject_kind` VARCHAR(16) NOT NULL,
    `metric` VARCHAR(16) NOT NULL,
    `position` INTEGER NOT NULL,
    `subject_id` VARCHAR(32) NOT NULL,
    `amount` BIGINT NOT NULL,
    PRIMARY KEY (`day_at`, `subject_kind`, `metric`, `position`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `watermarks` (
    `name` VARCHAR(64) NOT NULL,
    `at` DATETIME(3) NOT NULL,
    `updated_at` DATETIME(3) NOT NULL,
    PRIMARY KEY (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `saved_views` (
    `id` VARCHAR(32) NOT NULL,
    `list` VARCHAR(64) NOT NULL,
    `name` VARCHAR(64) NOT NULL,
    `owner_id` VARCHAR(32) NOT NULL,
    `is_shared` BOOLEAN NOT NULL DEFAULT false,
    `state` LONGTEXT NOT NULL,
    `version` INTEGER NOT NULL DEFAULT 1,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `updated_at` DATETIME(3) NOT NULL,
    PRIMARY KEY (`id`),
    INDEX `saved_views_list_is_shared_name_idx`(`list`, `is_shared`, `name`),
    UNIQUE INDEX `saved_views_owner_id_list_name_key`(`owner_id`, `list`, `name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `log_exports` (
    `id` VARCHAR(32) NOT NULL,
    `job_id` VARCHAR(32) NULL,
    `owner_id` VARCHAR(32) NOT NULL,
    `format` VARCHAR(8) NOT NULL,
    `filter` LONGTEXT NOT NULL,
    `part_count` INTEGER NOT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    `expires_at` DATETIME(3) NOT NULL,
    `removed_at` DATETIME(3) NULL,
    PRIMARY KEY (`id`),
    UNIQUE INDEX `log_exports_job_id_key`(`job_id`),
    INDEX `log_exports_expires_at_idx`(`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `log_export_parts` (
    `export_id` VARCHAR(32) NOT NULL,
    `position` INTEGER NOT NULL,
    `row_count` INTEGER NOT NULL,
    `byte_count` BIGINT NOT NULL,
    PRIMARY KEY (`export_id`, `position`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE `log_archives` (
    `id` VARCHAR(32) NOT NULL,
    `noun` VARCHAR(16) NOT NULL,
    `month` VARCHAR(7) NOT NULL,
    `path` VARCHAR(191) NOT NULL,
    `row_count` INTEGER NOT NULL,
    `byte_count` BIGINT NOT NULL,
    `sha256` VARCHAR(64) NOT NULL,
    `first_id` VARCHAR(32) NOT NULL,
    `last_id` VARCHAR(32) NOT NULL,
    `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (`id`),
    INDEX `log_archives_noun_last_id_idx`(`noun`, `last_id`),
    UNIQUE INDEX `log_archives_noun_first_id_key`(`noun`, `first_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

ALTER TABLE `tokens` ADD CONSTRAINT `tokens_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE `token_keys` ADD CONSTRAINT `token_keys_token_id_fkey` FOREIGN KEY (`token_id`) REFERENCES `tokens`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE `config_template_versions` ADD CONSTRAINT `config_template_versions_template_id_fkey` FOREIGN KEY (`template_id`) REFERENCES `config_templates`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE `sessions` ADD CONSTRAINT `sessions_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE `ledger_entries` ADD CONSTRAINT `ledger_entries_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE `holds` ADD CONSTRAINT `holds_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE `job_items` ADD CONSTRAINT `job_items_job_id_fkey` FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE `payment_refunds` ADD CONSTRAINT `payment_refunds_order_id_fkey` FOREIGN KEY (`order_id`) REFERENCES `payment_orders`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE `redemption_codes` ADD CONSTRAINT `redemption_codes_batch_id_fkey` FOREIGN KEY (`batch_id`) REFERENCES `redemption_batches`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE `redemption_uses` ADD CONSTRAINT `redemption_uses_code_id_fkey` FOREIGN KEY (`code_id`) REFERENCES `redemption_codes`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE `plan_versions` ADD CONSTRAINT `plan_versions_plan_id_fkey` FOREIGN KEY (`plan_id`) REFERENCES `plans`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE `subscriptions` ADD CONSTRAINT `subscriptions_plan_version_id_fkey` FOREIGN KEY (`plan_version_id`) REFERENCES `plan_versions`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE `allowance_windows` ADD CONSTRAINT `allowance_windows_subscription_id_fkey` FOREIGN KEY (`subscription_id`) REFERENCES `subscriptions`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE `channel_keys` ADD CONSTRAINT `channel_keys_channel_id_fkey` FOREIGN KEY (`channel_id`) REFERENCES `channels`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE `abilities` ADD CONSTRAINT `abilities_channel_id_fkey` FOREIGN KEY (`channel_id`) REFERENCES `channels`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE `log_export_parts` ADD CONSTRAINT `log_export_parts_export_id_fkey` FOREIGN KEY (`export_id`) REFERENCES `log_exports`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;
