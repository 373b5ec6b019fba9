-- CreateTable
CREATE TABLE "tokens" (
    "id" VARCHAR(32) NOT NULL,
    "user_id" VARCHAR(32) NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "search_text" VARCHAR(191) NOT NULL,
    "status" VARCHAR(16) NOT NULL DEFAULT 'enabled',
    "expires_at" TIMESTAMP(3),
    "is_unlimited" BOOLEAN NOT NULL DEFAULT true,
    "remain_quota" BIGINT NOT NULL DEFAULT 0,
    "used_quota" BIGINT NOT NULL DEFAULT 0,
    "request_count" BIGINT NOT NULL DEFAULT 0,
    "model_limits" TEXT NOT NULL DEFAULT '[]',
    "allowed_ips" TEXT NOT NULL DEFAULT '[]',
    "group_name" VARCHAR(64),
    "last_used_at" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,
    "deleted_at" TIMESTAMP(3),

    CONSTRAINT "tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "token_keys" (
    "id" VARCHAR(32) NOT NULL,
    "token_id" VARCHAR(32) NOT NULL,
    "hash" VARCHAR(64) NOT NULL,
    "prefix" VARCHAR(16) NOT NULL,
    "last_four" VARCHAR(4) NOT NULL,
    "expires_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "token_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "groups" (
    "name" VARCHAR(64) NOT NULL,
    "display_name" VARCHAR(64) NOT NULL,
    "description" VARCHAR(500) NOT NULL DEFAULT '',
    "ratio" VARCHAR(24) NOT NULL DEFAULT '1',
    "account_ratios" TEXT NOT NULL DEFAULT '{}',
    "is_selectable" BOOLEAN NOT NULL DEFAULT false,
    "added_groups" TEXT NOT NULL DEFAULT '[]',
    "removed_groups" TEXT NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "groups_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "settings" (
    "key" VARCHAR(128) NOT NULL,
    "value" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_by_id" VARCHAR(32),
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "state_versions" (
    "topic" VARCHAR(32) NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 0,
    "changed_at_ms" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "state_versions_pkey" PRIMARY KEY ("topic")
);

-- CreateTable
CREATE TABLE "state_changes" (
    "topic" VARCHAR(32) NOT NULL,
    "version" BIGINT NOT NULL,
    "account_id" VARCHAR(32) NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "state_changes_pkey" PRIMARY KEY ("topic","version","account_id")
);

-- CreateTable
CREATE TABLE "revisions" (
    "id" VARCHAR(32) NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "object_id" VARCHAR(191) NOT NULL,
    "label" VARCHAR(191) NOT NULL,
    "number" INTEGER NOT NULL,
    "action" VARCHAR(64) NOT NULL,
    "content" TEXT NOT NULL,
    "change_id" VARCHAR(32) NOT NULL,
    "restored_from_id" VARCHAR(32),
    "draft_id" VARCHAR(32),
    "owner_id" VARCHAR(32),
    "actor_kind" VARCHAR(16) NOT NULL,
    "actor_id" VARCHAR(32),
    "actor_name" VARCHAR(64) NOT NULL,
    "reason" VARCHAR(500) NOT NULL DEFAULT '',
    "request_id" VARCHAR(32) NOT NULL DEFAULT '',
    "ip" VARCHAR(64) NOT NULL DEFAULT '',
    "user_agent" VARCHAR(512) NOT NULL DEFAULT '',
    "search_text" VARCHAR(800) NOT NULL DEFAULT '',
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "superseded_at" TIMESTAMP(3),

    CONSTRAINT "revisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drafts" (
    "id" VARCHAR(32) NOT NULL,
    "title" VARCHAR(191) NOT NULL,
    "reason" VARCHAR(500) NOT NULL DEFAULT '',
    "changes" TEXT NOT NULL,
    "status" VARCHAR(16) NOT NULL DEFAULT 'draft',
    "publish_at" TIMESTAMP(3),
    "published_at" TIMESTAMP(3),
    "error" VARCHAR(2000) NOT NULL DEFAULT '',
    "created_by_id" VARCHAR(32) NOT NULL,
    "created_by_name" VARCHAR(64) NOT NULL,
    "scheduled_by_id" VARCHAR(32),
    "is_jump_confirmed" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "drafts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "config_categories" (
    "id" VARCHAR(32) NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "description" VARCHAR(500) NOT NULL DEFAULT '',
    "parent_id" VARCHAR(32),
    "position" INTEGER NOT NULL DEFAULT 0,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "config_categories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "config_templates" (
    "id" VARCHAR(32) NOT NULL,
    "category_id" VARCHAR(32) NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "description" VARCHAR(500) NOT NULL DEFAULT '',
    "is_system" BOOLEAN NOT NULL DEFAULT false,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "latest" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,
    "deleted_at" TIMESTAMP(3),

    CONSTRAINT "config_templates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "config_template_versions" (
    "template_id" VARCHAR(32) NOT NULL,
    "number" INTEGER NOT NULL,
    "label" VARCHAR(32) NOT NULL,
    "schema" TEXT NOT NULL,
    "defaults" TEXT NOT NULL DEFAULT '{}',
    "rules" TEXT NOT NULL DEFAULT '[]',
    "secret_fields" TEXT NOT NULL DEFAULT '[]',
    "notes" VARCHAR(500) NOT NULL DEFAULT '',
    "created_by_id" VARCHAR(32),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "config_template_versions_pkey" PRIMARY KEY ("template_id","number")
);

-- CreateTable
CREATE TABLE "user_configs" (
    "id" VARCHAR(32) NOT NULL,
    "user_id" VARCHAR(32) NOT NULL,
    "template_id" VARCHAR(32) NOT NULL,
    "template_number" INTEGER NOT NULL,
    "key" VARCHAR(100) NOT NULL,
    "name" VARCHAR(191) NOT NULL DEFAULT '',
    "values" TEXT NOT NULL,
    "secrets" TEXT NOT NULL DEFAULT '{}',
    "scope" VARCHAR(16) NOT NULL DEFAULT 'global',
    "session_id" VARCHAR(32) NOT NULL DEFAULT '',
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "expires_at" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "user_configs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cipher_key_uses" (
    "key_id" VARCHAR(16) NOT NULL,
    "first_seen_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cipher_key_uses_pkey" PRIMARY KEY ("key_id")
);

-- CreateTable
CREATE TABLE "document_import_steps" (
    "id" VARCHAR(48) NOT NULL,
    "objects" TEXT NOT NULL,
    "secrets" TEXT NOT NULL DEFAULT '',
    "done_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "document_import_steps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" VARCHAR(32) NOT NULL,
    "username" VARCHAR(64) NOT NULL,
    "email" VARCHAR(191),
    "display_name" VARCHAR(64) NOT NULL,
    "search_text" VARCHAR(400) NOT NULL,
    "password_hash" VARCHAR(255),
    "role" VARCHAR(16) NOT NULL,
    "status" VARCHAR(16) NOT NULL DEFAULT 'enabled',
    "group_name" VARCHAR(64) NOT NULL DEFAULT 'default',
    "notes" VARCHAR(2000) NOT NULL DEFAULT '',
    "balance" BIGINT NOT NULL DEFAULT 0,
    "used_quota" BIGINT NOT NULL DEFAULT 0,
    "request_count" BIGINT NOT NULL DEFAULT 0,
    "locale" VARCHAR(16),
    "time_zone" VARCHAR(64),
    "referral_code" VARCHAR(16),
    "inviter_id" VARCHAR(32),
    "referral_balance" BIGINT NOT NULL DEFAULT 0,
    "funding_order" VARCHAR(16) NOT NULL DEFAULT 'plan_first',
    "own_providers" VARCHAR(16) NOT NULL DEFAULT 'before',
    "email_verified_at" TIMESTAMP(3),
    "low_balance_mailed_at" TIMESTAMP(3),
    "legal_hold_at" TIMESTAMP(3),
    "legal_hold_reason" VARCHAR(500) NOT NULL DEFAULT '',
    "last_seen_at" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,
    "deleted_at" TIMESTAMP(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identities" (
    "id" VARCHAR(32) NOT NULL,
    "user_id" VARCHAR(32) NOT NULL,
    "provider" VARCHAR(32) NOT NULL,
    "subject" VARCHAR(191) NOT NULL,
    "label" VARCHAR(191) NOT NULL DEFAULT '',
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMP(3),

    CONSTRAINT "identities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_codes" (
    "id" VARCHAR(32) NOT NULL,
    "purpose" VARCHAR(32) NOT NULL,
    "user_id" VARCHAR(32),
    "email" VARCHAR(191) NOT NULL,
    "hash" VARCHAR(64) NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,
    "consumed_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mail_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_tokens" (
    "id" VARCHAR(32) NOT NULL,
    "user_id" VARCHAR(32) NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "hash" VARCHAR(64) NOT NULL,
    "prefix" VARCHAR(16) NOT NULL,
    "last_four" VARCHAR(4) NOT NULL,
    "scopes" TEXT NOT NULL,
    "allowed_ips" TEXT NOT NULL DEFAULT '[]',
    "expires_at" TIMESTAMP(3),
    "last_used_at" TIMESTAMP(3),
    "revoked_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "service_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotent_calls" (
    "id" VARCHAR(64) NOT NULL,
    "request_hash" VARCHAR(64) NOT NULL,
    "status" INTEGER,
    "headers" TEXT NOT NULL DEFAULT '{}',
    "body" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotent_calls_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" VARCHAR(32) NOT NULL,
    "user_id" VARCHAR(32) NOT NULL,
    "device" VARCHAR(191) NOT NULL,
    "ip" VARCHAR(64) NOT NULL,
    "user_agent" VARCHAR(512) NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_active_at" TIMESTAMP(3) NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,
    "stepped_up_at" TIMESTAMP(3),
    "revoked_at" TIMESTAMP(3),
    "revoked_reason" VARCHAR(64),
    "refresh_id" VARCHAR(32),
    "refreshed_at" TIMESTAMP(3),
    "used_refresh_id" VARCHAR(32),
    "refresh_call" VARCHAR(64),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "throttles" (
    "key" VARCHAR(96) NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "window_start_at" TIMESTAMP(3) NOT NULL,
    "locked_until" TIMESTAMP(3),

    CONSTRAINT "throttles_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "setups" (
    "id" VARCHAR(16) NOT NULL,
    "root_user_id" VARCHAR(32),
    "started_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMP(3),

    CONSTRAINT "setups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "id" VARCHAR(32) NOT NULL,
    "user_id" VARCHAR(32) NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "amount" BIGINT NOT NULL,
    "balance_after" BIGINT NOT NULL,
    "reference" VARCHAR(191) NOT NULL DEFAULT '',
    "actor_id" VARCHAR(32),
    "reason" VARCHAR(500) NOT NULL DEFAULT '',
    "idempotency_key" VARCHAR(191) NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "holds" (
    "id" VARCHAR(32) NOT NULL,
    "user_id" VARCHAR(32) NOT NULL,
    "token_id" VARCHAR(32),
    "amount" BIGINT NOT NULL,
    "token_amount" BIGINT NOT NULL DEFAULT 0,
    "plan_amount" BIGINT NOT NULL DEFAULT 0,
    "subscription_id" VARCHAR(32),
    "model" VARCHAR(191) NOT NULL,
    "owner_id" VARCHAR(32) NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "holds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approvals" (
    "id" VARCHAR(32) NOT NULL,
    "kind" VARCHAR(24) NOT NULL,
    "status" VARCHAR(16) NOT NULL DEFAULT 'pending',
    "input" TEXT NOT NULL,
    "user_id" VARCHAR(32) NOT NULL,
    "amount" BIGINT NOT NULL,
    "reason" VARCHAR(500) NOT NULL,
    "requester_id" VARCHAR(32) NOT NULL,
    "decider_id" VARCHAR(32),
    "decision_note" VARCHAR(500) NOT NULL DEFAULT '',
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMP(3) NOT NULL,
    "decided_at" TIMESTAMP(3),

    CONSTRAINT "approvals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_lots" (
    "id" VARCHAR(32) NOT NULL,
    "user_id" VARCHAR(32) NOT NULL,
    "ledger_entry_id" VARCHAR(32) NOT NULL,
    "amount" BIGINT NOT NULL,
    "used_quota_before" BIGINT NOT NULL,
    "used_quota_after" BIGINT,
    "expires_at" TIMESTAMP(3) NOT NULL,
    "ended_at" TIMESTAMP(3),
    "expired_amount" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credit_lots_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "id" VARCHAR(32) NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_kind" VARCHAR(16) NOT NULL,
    "actor_id" VARCHAR(32),
    "actor_name" VARCHAR(64) NOT NULL,
    "actor_role" VARCHAR(16) NOT NULL,
    "action" VARCHAR(64) NOT NULL,
    "target_kind" VARCHAR(32) NOT NULL,
    "target_id" VARCHAR(191) NOT NULL,
    "target_label" VARCHAR(191) NOT NULL,
    "changes" TEXT NOT NULL DEFAULT '[]',
    "reason" VARCHAR(500) NOT NULL DEFAULT '',
    "request_id" VARCHAR(32) NOT NULL DEFAULT '',
    "ip" VARCHAR(64) NOT NULL DEFAULT '',
    "user_agent" VARCHAR(512) NOT NULL DEFAULT '',

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "jobs" (
    "id" VARCHAR(32) NOT NULL,
    "kind" VARCHAR(32) NOT NULL,
    "status" VARCHAR(16) NOT NULL DEFAULT 'queued',
    "input" TEXT NOT NULL,
    "actor_id" VARCHAR(32),
    "actor_name" VARCHAR(64) NOT NULL DEFAULT '',
    "total_count" INTEGER NOT NULL DEFAULT 0,
    "done_count" INTEGER NOT NULL DEFAULT 0,
    "failed_count" INTEGER NOT NULL DEFAULT 0,
    "error" VARCHAR(1000) NOT NULL DEFAULT '',
    "owner_id" VARCHAR(32),
    "lease_until" TIMESTAMP(3),
    "cancel_requested_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMP(3),
    "finished_at" TIMESTAMP(3),

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_items" (
    "job_id" VARCHAR(32) NOT NULL,
    "position" INTEGER NOT NULL,
    "target_id" VARCHAR(191) NOT NULL,
    "label" VARCHAR(191) NOT NULL,
    "status" VARCHAR(16) NOT NULL,
    "detail" VARCHAR(1000) NOT NULL DEFAULT '',

    CONSTRAINT "job_items_pkey" PRIMARY KEY ("job_id","position")
);

-- CreateTable
CREATE TABLE "nodes" (
    "id" VARCHAR(32) NOT NULL,
    "role" VARCHAR(16) NOT NULL,
    "hostname" VARCHAR(191) NOT NULL,
    "version" VARCHAR(32) NOT NULL,
    "state_versions" TEXT NOT NULL DEFAULT '{}',
    "state_lag_ms" INTEGER,
    "figures" TEXT NOT NULL DEFAULT '{}',
    "started_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "nodes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slow_queries" (
    "node_id" VARCHAR(32) NOT NULL,
    "fingerprint" VARCHAR(32) NOT NULL,
    "statement" TEXT NOT NULL,
    "query_plan" TEXT NOT NULL DEFAULT '',
    "call_count" INTEGER NOT NULL DEFAULT 0,
    "total_ms" BIGINT NOT NULL DEFAULT 0,
    "longest_ms" INTEGER NOT NULL DEFAULT 0,
    "last_seen_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "slow_queries_pkey" PRIMARY KEY ("node_id","fingerprint")
);

-- CreateTable
CREATE TABLE "mail_messages" (
    "id" VARCHAR(32) NOT NULL,
    "to_address" VARCHAR(191) NOT NULL,
    "subject" VARCHAR(255) NOT NULL,
    "body" TEXT NOT NULL,
    "status" VARCHAR(16) NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMP(3) NOT NULL,
    "error" VARCHAR(500) NOT NULL DEFAULT '',
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMP(3),

    CONSTRAINT "mail_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_orders" (
    "id" VARCHAR(32) NOT NULL,
    "user_id" VARCHAR(32) NOT NULL,
    "purpose" VARCHAR(16) NOT NULL,
    "provider" VARCHAR(16) NOT NULL,
    "method" VARCHAR(32) NOT NULL DEFAULT '',
    "status" VARCHAR(16) NOT NULL DEFAULT 'pending',
    "amount_minor" BIGINT NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "quota" BIGINT NOT NULL DEFAULT 0,
    "price" TEXT NOT NULL,
    "plan_version_id" VARCHAR(32),
    "subscription_id" VARCHAR(32),
    "checkout_url" VARCHAR(2000) NOT NULL DEFAULT '',
    "provider_reference" VARCHAR(191),
    "ledger_entry_id" VARCHAR(32),
    "refunded_minor" BIGINT NOT NULL DEFAULT 0,
    "refunded_quota" BIGINT NOT NULL DEFAULT 0,
    "proof" VARCHAR(2000) NOT NULL DEFAULT '',
    "idempotency_key" VARCHAR(191) NOT NULL,
    "creator_id" VARCHAR(32),
    "completer_id" VARCHAR(32),
    "approver_id" VARCHAR(32),
    "version" INTEGER NOT NULL DEFAULT 1,
    "expires_at" TIMESTAMP(3) NOT NULL,
    "polled_at" TIMESTAMP(3),
    "paid_at" TIMESTAMP(3),
    "closed_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "payment_orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_events" (
    "id" VARCHAR(32) NOT NULL,
    "provider" VARCHAR(16) NOT NULL,
    "source" VARCHAR(16) NOT NULL,
    "order_id" VARCHAR(32),
    "dedupe_key" VARCHAR(191),
    "http_method" VARCHAR(8) NOT NULL DEFAULT '',
    "path" VARCHAR(500) NOT NULL DEFAULT '',
    "headers" TEXT NOT NULL DEFAULT '{}',
    "body" TEXT NOT NULL,
    "body_hash" VARCHAR(64) NOT NULL,
    "ip" VARCHAR(64) NOT NULL DEFAULT '',
    "verdict" VARCHAR(16) NOT NULL DEFAULT 'received',
    "detail" VARCHAR(1000) NOT NULL DEFAULT '',
    "answer_status" INTEGER,
    "answer_body" VARCHAR(500) NOT NULL DEFAULT '',
    "replay_of_id" VARCHAR(32),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answered_at" TIMESTAMP(3),

    CONSTRAINT "payment_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_refunds" (
    "id" VARCHAR(32) NOT NULL,
    "order_id" VARCHAR(32) NOT NULL,
    "user_id" VARCHAR(32) NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "quota" BIGINT NOT NULL,
    "taken_quota" BIGINT NOT NULL DEFAULT 0,
    "ends_subscription" BOOLEAN NOT NULL DEFAULT false,
    "status" VARCHAR(16) NOT NULL DEFAULT 'pending',
    "channel" VARCHAR(16) NOT NULL,
    "provider_reference" VARCHAR(191),
    "error" VARCHAR(500) NOT NULL DEFAULT '',
    "reason" VARCHAR(500) NOT NULL,
    "ledger_entry_id" VARCHAR(32),
    "actor_id" VARCHAR(32),
    "approver_id" VARCHAR(32),
    "idempotency_key" VARCHAR(191) NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMP(3),

    CONSTRAINT "payment_refunds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_runs" (
    "id" VARCHAR(32) NOT NULL,
    "status" VARCHAR(16) NOT NULL DEFAULT 'running',
    "difference_count" INTEGER NOT NULL DEFAULT 0,
    "error" VARCHAR(1000) NOT NULL DEFAULT '',
    "actor_id" VARCHAR(32),
    "started_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMP(3),

    CONSTRAINT "reconciliation_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_differences" (
    "id" VARCHAR(32) NOT NULL,
    "rule" VARCHAR(32) NOT NULL,
    "subject" VARCHAR(191) NOT NULL,
    "user_id" VARCHAR(32),
    "expected" BIGINT NOT NULL,
    "actual" BIGINT NOT NULL,
    "detail" VARCHAR(1000) NOT NULL DEFAULT '',
    "status" VARCHAR(16) NOT NULL DEFAULT 'open',
    "first_run_id" VARCHAR(32) NOT NULL,
    "last_run_id" VARCHAR(32) NOT NULL,
    "resolver_id" VARCHAR(32),
    "resolution" VARCHAR(500) NOT NULL DEFAULT '',
    "resolved_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "reconciliation_differences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "redemption_batches" (
    "id" VARCHAR(32) NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "search_text" VARCHAR(191) NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "prefix" VARCHAR(12) NOT NULL DEFAULT '',
    "quota" BIGINT NOT NULL,
    "code_count" INTEGER NOT NULL,
    "created_count" INTEGER NOT NULL DEFAULT 0,
    "uses_max" INTEGER NOT NULL DEFAULT 1,
    "valid_from" TIMESTAMP(3),
    "valid_until" TIMESTAMP(3),
    "credit_days" INTEGER,
    "status" VARCHAR(16) NOT NULL DEFAULT 'creating',
    "seed" TEXT,
    "downloaded_at" TIMESTAMP(3),
    "downloaded_by_id" VARCHAR(32),
    "used_count" INTEGER NOT NULL DEFAULT 0,
    "voided_count" INTEGER NOT NULL DEFAULT 0,
    "job_id" VARCHAR(32),
    "notes" VARCHAR(2000) NOT NULL DEFAULT '',
    "creator_id" VARCHAR(32),
    "idempotency_key" VARCHAR(191) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "redemption_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "redemption_codes" (
    "id" VARCHAR(32) NOT NULL,
    "batch_id" VARCHAR(32) NOT NULL,
    "position" INTEGER NOT NULL,
    "hash" VARCHAR(64) NOT NULL,
    "prefix" VARCHAR(16) NOT NULL,
    "last_four" VARCHAR(4) NOT NULL,
    "status" VARCHAR(16) NOT NULL DEFAULT 'active',
    "uses_left" INTEGER NOT NULL,
    "used_count" INTEGER NOT NULL DEFAULT 0,
    "valid_until" TIMESTAMP(3),
    "last_used_at" TIMESTAMP(3),
    "voided_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "redemption_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "redemption_uses" (
    "id" VARCHAR(32) NOT NULL,
    "code_id" VARCHAR(32) NOT NULL,
    "batch_id" VARCHAR(32) NOT NULL,
    "user_id" VARCHAR(32) NOT NULL,
    "amount" BIGINT NOT NULL,
    "ledger_entry_id" VARCHAR(32) NOT NULL,
    "actor_id" VARCHAR(32),
    "ip" VARCHAR(64) NOT NULL DEFAULT '',
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "redemption_uses_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "check_ins" (
    "user_id" VARCHAR(32) NOT NULL,
    "day" VARCHAR(10) NOT NULL,
    "amount" BIGINT NOT NULL,
    "ledger_entry_id" VARCHAR(32) NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "check_ins_pkey" PRIMARY KEY ("user_id","day")
);

-- CreateTable
CREATE TABLE "referral_rewards" (
    "id" VARCHAR(32) NOT NULL,
    "inviter_id" VARCHAR(32) NOT NULL,
    "invitee_id" VARCHAR(32) NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "source" VARCHAR(64) NOT NULL,
    "amount" BIGINT NOT NULL,
    "reversed_amount" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "referral_rewards_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plans" (
    "id" VARCHAR(32) NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "description" VARCHAR(500) NOT NULL DEFAULT '',
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL DEFAULT 0,
    "current_version_id" VARCHAR(32),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,
    "deleted_at" TIMESTAMP(3),

    CONSTRAINT "plans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_versions" (
    "id" VARCHAR(32) NOT NULL,
    "plan_id" VARCHAR(32) NOT NULL,
    "number" INTEGER NOT NULL,
    "price_minor" BIGINT NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "period" VARCHAR(8) NOT NULL,
    "features" TEXT NOT NULL DEFAULT '{}',
    "limits" TEXT NOT NULL DEFAULT '{}',
    "group_names" TEXT NOT NULL DEFAULT '[]',
    "creator_id" VARCHAR(32),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plan_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscriptions" (
    "id" VARCHAR(32) NOT NULL,
    "user_id" VARCHAR(32) NOT NULL,
    "plan_id" VARCHAR(32) NOT NULL,
    "plan_version_id" VARCHAR(32) NOT NULL,
    "status" VARCHAR(16) NOT NULL DEFAULT 'active',
    "started_at" TIMESTAMP(3) NOT NULL,
    "period_start_at" TIMESTAMP(3) NOT NULL,
    "period_end_at" TIMESTAMP(3) NOT NULL,
    "period_number" INTEGER NOT NULL DEFAULT 1,
    "is_auto_renew" BOOLEAN NOT NULL DEFAULT false,
    "cancels_at_period_end" BOOLEAN NOT NULL DEFAULT false,
    "cancelled_at" TIMESTAMP(3),
    "ended_at" TIMESTAMP(3),
    "cancel_reason" VARCHAR(500) NOT NULL DEFAULT '',
    "renewal_error" VARCHAR(500) NOT NULL DEFAULT '',
    "creator_id" VARCHAR(32),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "subscriptions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "allowance_windows" (
    "id" VARCHAR(96) NOT NULL,
    "subscription_id" VARCHAR(32) NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "starts_at" TIMESTAMP(3) NOT NULL,
    "ends_at" TIMESTAMP(3) NOT NULL,
    "limit_quota" BIGINT NOT NULL,
    "used_quota" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "allowance_windows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channels" (
    "id" VARCHAR(32) NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "search_text" VARCHAR(400) NOT NULL,
    "provider" VARCHAR(32) NOT NULL,
    "preset" VARCHAR(32) NOT NULL DEFAULT '',
    "base_url" VARCHAR(500) NOT NULL,
    "status" VARCHAR(16) NOT NULL DEFAULT 'enabled',
    "status_reason" VARCHAR(500) NOT NULL DEFAULT '',
    "status_changed_at" TIMESTAMP(3),
    "models" TEXT NOT NULL,
    "groups" TEXT NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "weight" INTEGER NOT NULL DEFAULT 1,
    "tag" VARCHAR(64),
    "model_mapping" TEXT NOT NULL DEFAULT '{}',
    "status_code_mapping" TEXT NOT NULL DEFAULT '{}',
    "is_auto_ban" BOOLEAN NOT NULL DEFAULT true,
    "test_model" VARCHAR(191),
    "organization" VARCHAR(191),
    "settings" TEXT NOT NULL DEFAULT '{}',
    "notes" VARCHAR(2000) NOT NULL DEFAULT '',
    "owner_id" VARCHAR(32),
    "owner_key" VARCHAR(50),
    "is_owner_default" BOOLEAN NOT NULL DEFAULT false,
    "default_model" VARCHAR(191),
    "headers" TEXT NOT NULL DEFAULT '',
    "proxy" TEXT NOT NULL DEFAULT '',
    "limits" TEXT NOT NULL DEFAULT '{}',
    "features" TEXT NOT NULL DEFAULT '[]',
    "timeouts" TEXT NOT NULL DEFAULT '{}',
    "retries" TEXT NOT NULL DEFAULT '{}',
    "used_quota" BIGINT NOT NULL DEFAULT 0,
    "response_time_ms" INTEGER,
    "tested_at" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,
    "deleted_at" TIMESTAMP(3),

    CONSTRAINT "channels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel_keys" (
    "id" VARCHAR(32) NOT NULL,
    "channel_id" VARCHAR(32) NOT NULL,
    "position" INTEGER NOT NULL,
    "secret" TEXT NOT NULL,
    "hash" VARCHAR(64) NOT NULL,
    "hint" VARCHAR(32) NOT NULL,
    "status" VARCHAR(16) NOT NULL DEFAULT 'enabled',
    "last_error" VARCHAR(500) NOT NULL DEFAULT '',
    "last_error_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channel_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "abilities" (
    "group_name" VARCHAR(64) NOT NULL,
    "model" VARCHAR(191) NOT NULL,
    "channel_id" VARCHAR(32) NOT NULL,
    "is_enabled" BOOLEAN NOT NULL,
    "priority" INTEGER NOT NULL,
    "weight" INTEGER NOT NULL,
    "tag" VARCHAR(64),

    CONSTRAINT "abilities_pkey" PRIMARY KEY ("group_name","model","channel_id")
);

-- CreateTable
CREATE TABLE "channel_tests" (
    "id" VARCHAR(32) NOT NULL,
    "channel_id" VARCHAR(32) NOT NULL,
    "key_id" VARCHAR(32),
    "model" VARCHAR(191) NOT NULL,
    "is_stream" BOOLEAN NOT NULL,
    "is_ok" BOOLEAN NOT NULL,
    "http_status" INTEGER,
    "latency_ms" INTEGER NOT NULL,
    "first_token_ms" INTEGER,
    "answer" VARCHAR(1000) NOT NULL DEFAULT '',
    "error" VARCHAR(1000) NOT NULL DEFAULT '',
    "job_id" VARCHAR(32),
    "actor_id" VARCHAR(32),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channel_tests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_prices" (
    "model" VARCHAR(191) NOT NULL,
    "mode" VARCHAR(16) NOT NULL DEFAULT 'token',
    "input_price" VARCHAR(24) NOT NULL DEFAULT '0',
    "output_price" VARCHAR(24) NOT NULL DEFAULT '0',
    "cached_input_price" VARCHAR(24),
    "cache_write_price" VARCHAR(24),
    "audio_input_price" VARCHAR(24),
    "image_input_price" VARCHAR(24),
    "audio_output_price" VARCHAR(24),
    "call_price" VARCHAR(24) NOT NULL DEFAULT '0',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "model_prices_pkey" PRIMARY KEY ("model")
);

-- CreateTable
CREATE TABLE "logs" (
    "id" VARCHAR(32) COLLATE "C" NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "endpoint" VARCHAR(32) NOT NULL,
    "user_id" VARCHAR(32),
    "token_id" VARCHAR(32),
    "channel_id" VARCHAR(32),
    "group_name" VARCHAR(64) NOT NULL DEFAULT '',
    "model" VARCHAR(191) NOT NULL DEFAULT '',
    "upstream_model" VARCHAR(191) NOT NULL DEFAULT '',
    "http_status" INTEGER NOT NULL,
    "error_code" VARCHAR(64) NOT NULL DEFAULT '',
    "error_message" VARCHAR(500) NOT NULL DEFAULT '',
    "outcome" VARCHAR(16) NOT NULL,
    "is_stream" BOOLEAN NOT NULL,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "prompt_tokens" INTEGER NOT NULL DEFAULT 0,
    "cached_tokens" INTEGER NOT NULL DEFAULT 0,
    "completion_tokens" INTEGER NOT NULL DEFAULT 0,
    "usage_detail" VARCHAR(191),
    "usage_source" VARCHAR(16) NOT NULL DEFAULT 'none',
    "quota" BIGINT NOT NULL DEFAULT 0,
    "plan_quota" BIGINT NOT NULL DEFAULT 0,
    "subscription_id" VARCHAR(32),
    "uncollected_quota" BIGINT NOT NULL DEFAULT 0,
    "price_id" VARCHAR(32),
    "duration_ms" INTEGER NOT NULL DEFAULT 0,
    "first_token_ms" INTEGER,
    "reserved_quota" BIGINT NOT NULL DEFAULT 0,
    "ip" VARCHAR(64) NOT NULL DEFAULT '',
    "client_request_id" VARCHAR(64) NOT NULL DEFAULT '',
    "route_id" VARCHAR(32),
    "user_agent_id" VARCHAR(32),

    CONSTRAINT "logs_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

CREATE TABLE "logs_rest" PARTITION OF "logs" DEFAULT;

-- CreateTable
CREATE TABLE "log_facts" (
    "id" VARCHAR(32) NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "content" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "log_facts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "log_bodies" (
    "request_id" VARCHAR(32) NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    "user_id" VARCHAR(32),
    "request" BYTEA,
    "response" BYTEA,
    "request_bytes" INTEGER NOT NULL DEFAULT 0,
    "response_bytes" INTEGER NOT NULL DEFAULT 0,
    "is_cut" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "log_bodies_pkey" PRIMARY KEY ("request_id")
);

-- CreateTable
CREATE TABLE "attempts" (
    "request_id" VARCHAR(32) COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "channel_id" VARCHAR(32) NOT NULL,
    "channel_key_id" VARCHAR(32),
    "method" VARCHAR(8) NOT NULL DEFAULT 'POST',
    "endpoint" VARCHAR(191) NOT NULL,
    "upstream_id" VARCHAR(128) NOT NULL DEFAULT '',
    "started_at" TIMESTAMP(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "first_byte_ms" INTEGER,
    "http_status" INTEGER,
    "fault" VARCHAR(16) NOT NULL DEFAULT 'none',
    "error" VARCHAR(500) NOT NULL DEFAULT '',

    CONSTRAINT "attempts_pkey" PRIMARY KEY ("request_id","position")
) PARTITION BY RANGE ("request_id");

CREATE TABLE "attempts_rest" PARTITION OF "attempts" DEFAULT;

-- CreateTable
CREATE TABLE "price_snapshots" (
    "id" VARCHAR(32) NOT NULL,
    "mode" VARCHAR(16) NOT NULL,
    "input_price" VARCHAR(24) NOT NULL,
    "output_price" VARCHAR(24) NOT NULL,
    "cached_input_price" VARCHAR(24) NOT NULL,
    "call_price" VARCHAR(24) NOT NULL,
    "group_ratio" VARCHAR(24) NOT NULL,
    "special_prices" VARCHAR(191),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "price_snapshots_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_hours" (
    "hour_at" TIMESTAMP(3) NOT NULL,
    "user_id" VARCHAR(32) NOT NULL,
    "token_id" VARCHAR(32) NOT NULL,
    "channel_id" VARCHAR(32) NOT NULL,
    "group_name" VARCHAR(64) NOT NULL,
    "model" VARCHAR(191) NOT NULL,
    "request_count" INTEGER NOT NULL DEFAULT 0,
    "error_count" INTEGER NOT NULL DEFAULT 0,
    "prompt_tokens" BIGINT NOT NULL DEFAULT 0,
    "cached_tokens" BIGINT NOT NULL DEFAULT 0,
    "completion_tokens" BIGINT NOT NULL DEFAULT 0,
    "quota" BIGINT NOT NULL DEFAULT 0,
    "plan_quota" BIGINT NOT NULL DEFAULT 0,
    "duration_ms" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "usage_hours_pkey" PRIMARY KEY ("hour_at","user_id","token_id","channel_id","group_name","model")
);

-- CreateTable
CREATE TABLE "usage_days" (
    "day_at" TIMESTAMP(3) NOT NULL,
    "subject_id" VARCHAR(32) NOT NULL,
    "request_count" INTEGER NOT NULL DEFAULT 0,
    "error_count" INTEGER NOT NULL DEFAULT 0,
    "prompt_tokens" BIGINT NOT NULL DEFAULT 0,
    "completion_tokens" BIGINT NOT NULL DEFAULT 0,
    "quota" BIGINT NOT NULL DEFAULT 0,
    "plan_quota" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "usage_days_pkey" PRIMARY KEY ("subject_id","day_at")
);

-- CreateTable
CREATE TABLE "traffic_hours" (
    "hour_at" TIMESTAMP(3) NOT NULL,
    "channel_id" VARCHAR(32) NOT NULL,
    "group_name" VARCHAR(64) NOT NULL,
    "model" VARCHAR(191) NOT NULL,
    "endpoint" VARCHAR(32) NOT NULL,
    "is_stream" BOOLEAN NOT NULL,
    "http_status" INTEGER NOT NULL,
    "outcome" VARCHAR(16) NOT NULL,
    "request_count" INTEGER NOT NULL DEFAULT 0,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "prompt_tokens" BIGINT NOT NULL DEFAULT 0,
    "cached_tokens" BIGINT NOT NULL DEFAULT 0,
    "completion_tokens" BIGINT NOT NULL DEFAULT 0,
    "quota" BIGINT NOT NULL DEFAULT 0,
    "plan_quota" BIGINT NOT NULL DEFAULT 0,
    "duration_ms" BIGINT NOT NULL DEFAULT 0,
    "stream_ms" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "traffic_hours_pkey" PRIMARY KEY ("hour_at","channel_id","group_name","model","endpoint","is_stream","http_status","outcome")
);

-- CreateTable
CREATE TABLE "traffic_days" (
    "day_at" TIMESTAMP(3) NOT NULL,
    "channel_id" VARCHAR(32) NOT NULL,
    "group_name" VARCHAR(64) NOT NULL,
    "model" VARCHAR(191) NOT NULL,
    "endpoint" VARCHAR(32) NOT NULL,
    "is_stream" BOOLEAN NOT NULL,
    "http_status" INTEGER NOT NULL,
    "outcome" VARCHAR(16) NOT NULL,
    "request_count" INTEGER NOT NULL DEFAULT 0,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "prompt_tokens" BIGINT NOT NULL DEFAULT 0,
    "cached_tokens" BIGINT NOT NULL DEFAULT 0,
    "completion_tokens" BIGINT NOT NULL DEFAULT 0,
    "quota" BIGINT NOT NULL DEFAULT 0,
    "plan_quota" BIGINT NOT NULL DEFAULT 0,
    "duration_ms" BIGINT NOT NULL DEFAULT 0,
    "stream_ms" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "traffic_days_pkey" PRIMARY KEY ("day_at","channel_id","group_name","model","endpoint","is_stream","http_status","outcome")
);

-- CreateTable
CREATE TABLE "latency_hours" (
    "hour_at" TIMESTAMP(3) NOT NULL,
    "channel_id" VARCHAR(32) NOT NULL,
    "model" VARCHAR(191) NOT NULL,
    "measure" VARCHAR(16) NOT NULL,
    "bucket" INTEGER NOT NULL,
    "request_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "latency_hours_pkey" PRIMARY KEY ("hour_at","channel_id","model","measure","bucket")
);

-- CreateTable
CREATE TABLE "latency_days" (
    "day_at" TIMESTAMP(3) NOT NULL,
    "channel_id" VARCHAR(32) NOT NULL,
    "model" VARCHAR(191) NOT NULL,
    "measure" VARCHAR(16) NOT NULL,
    "bucket" INTEGER NOT NULL,
    "request_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "latency_days_pkey" PRIMARY KEY ("day_at","channel_id","model","measure","bucket")
);

-- CreateTable
CREATE TABLE "usage_tops" (
    "day_at" TIMESTAMP(3) NOT NULL,
    "subject_kind" VARCHAR(16) NOT NULL,
    "metric" VARCHAR(16) NOT NULL,
    "position" INTEGER NOT NULL,
    "subject_id" VARCHAR(32) NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "usage_tops_pkey" PRIMARY KEY ("day_at","subject_kind","metric","position")
);

-- CreateTable
CREATE TABLE "watermarks" (
    "name" VARCHAR(64) NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "watermarks_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "saved_views" (
    "id" VARCHAR(32) NOT NULL,
    "list" VARCHAR(64) NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "owner_id" VARCHAR(32) NOT NULL,
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "log_exports" (
    "id" VARCHAR(32) NOT NULL,
    "job_id" VARCHAR(32),
    "owner_id" VARCHAR(32) NOT NULL,
    "format" VARCHAR(8) NOT NULL,
    "filter" TEXT NOT NULL,
    "part_count" INTEGER NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMP(3) NOT NULL,
    "removed_at" TIMESTAMP(3),

    CONSTRAINT "log_exports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "log_export_parts" (
    "export_id" VARCHAR(32) NOT NULL,
    "position" INTEGER NOT NULL,
    "row_count" INTEGER NOT NULL,
    "byte_count" BIGINT NOT NULL,

    CONSTRAINT "log_export_parts_pkey" PRIMARY KEY ("export_id","position")
);

-- CreateTable
CREATE TABLE "log_archives" (
    "id" VARCHAR(32) NOT NULL,
    "noun" VARCHAR(16) NOT NULL,
    "month" VARCHAR(7) NOT NULL,
    "path" VARCHAR(191) NOT NULL,
    "row_count" INTEGER NOT NULL,
    "byte_count" BIGINT NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "first_id" VARCHAR(32) NOT NULL,
    "last_id" VARCHAR(32) NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "log_archives_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "tokens_user_id_created_at_id_idx" ON "tokens"("user_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "tokens_created_at_id_idx" ON "tokens"("created_at", "id");

-- CreateIndex
CREATE INDEX "tokens_status_created_at_id_idx" ON "tokens"("status", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "token_keys_hash_key" ON "token_keys"("hash");

-- CreateIndex
CREATE INDEX "token_keys_token_id_idx" ON "token_keys"("token_id");

-- CreateIndex
CREATE INDEX "token_keys_prefix_idx" ON "token_keys"("prefix");

-- CreateIndex
CREATE INDEX "state_changes_created_at_idx" ON "state_changes"("created_at");

-- CreateIndex
CREATE INDEX "revisions_kind_id_idx" ON "revisions"("kind", "id");

-- CreateIndex
CREATE INDEX "revisions_actor_id_id_idx" ON "revisions"("actor_id", "id");

-- CreateIndex
CREATE INDEX "revisions_owner_id_id_idx" ON "revisions"("owner_id", "id");

-- CreateIndex
CREATE INDEX "revisions_change_id_idx" ON "revisions"("change_id");

-- CreateIndex
CREATE INDEX "revisions_draft_id_idx" ON "revisions"("draft_id");

-- CreateIndex
CREATE INDEX "revisions_superseded_at_idx" ON "revisions"("superseded_at");

-- CreateIndex
CREATE UNIQUE INDEX "revisions_kind_object_id_number_key" ON "revisions"("kind", "object_id", "number");

-- CreateIndex
CREATE INDEX "drafts_status_publish_at_idx" ON "drafts"("status", "publish_at");

-- CreateIndex
CREATE INDEX "drafts_created_at_id_idx" ON "drafts"("created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "config_categories_name_key" ON "config_categories"("name");

-- CreateIndex
CREATE INDEX "config_categories_parent_id_position_idx" ON "config_categories"("parent_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "config_templates_name_key" ON "config_templates"("name");

-- CreateIndex
CREATE INDEX "config_templates_category_id_name_idx" ON "config_templates"("category_id", "name");

-- CreateIndex
CREATE INDEX "user_configs_template_id_template_number_idx" ON "user_configs"("template_id", "template_number");

-- CreateIndex
CREATE INDEX "user_configs_session_id_idx" ON "user_configs"("session_id");

-- CreateIndex
CREATE INDEX "user_configs_expires_at_idx" ON "user_configs"("expires_at");

-- CreateIndex
CREATE INDEX "user_configs_user_id_created_at_id_idx" ON "user_configs"("user_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "user_configs_user_id_template_id_key_scope_session_id_key" ON "user_configs"("user_id", "template_id", "key", "scope", "session_id");

-- CreateIndex
CREATE INDEX "document_import_steps_created_at_idx" ON "document_import_steps"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "users_username_key" ON "users"("username");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "users_referral_code_key" ON "users"("referral_code");

-- CreateIndex
CREATE INDEX "users_created_at_id_idx" ON "users"("created_at", "id");

-- CreateIndex
CREATE INDEX "users_status_created_at_id_idx" ON "users"("status", "created_at", "id");

-- CreateIndex
CREATE INDEX "users_role_created_at_id_idx" ON "users"("role", "created_at", "id");

-- CreateIndex
CREATE INDEX "users_group_name_created_at_id_idx" ON "users"("group_name", "created_at", "id");

-- CreateIndex
CREATE INDEX "users_inviter_id_created_at_id_idx" ON "users"("inviter_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "users_legal_hold_at_idx" ON "users"("legal_hold_at");

-- CreateIndex
CREATE INDEX "identities_user_id_idx" ON "identities"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "identities_provider_subject_key" ON "identities"("provider", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "mail_codes_hash_key" ON "mail_codes"("hash");

-- CreateIndex
CREATE INDEX "mail_codes_email_purpose_idx" ON "mail_codes"("email", "purpose");

-- CreateIndex
CREATE INDEX "mail_codes_expires_at_idx" ON "mail_codes"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "service_tokens_hash_key" ON "service_tokens"("hash");

-- CreateIndex
CREATE INDEX "service_tokens_user_id_created_at_id_idx" ON "service_tokens"("user_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "idempotent_calls_created_at_idx" ON "idempotent_calls"("created_at");

-- CreateIndex
CREATE INDEX "sessions_user_id_revoked_at_last_active_at_idx" ON "sessions"("user_id", "revoked_at", "last_active_at");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE INDEX "throttles_window_start_at_idx" ON "throttles"("window_start_at");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entries_idempotency_key_key" ON "ledger_entries"("idempotency_key");

-- CreateIndex
CREATE INDEX "ledger_entries_user_id_created_at_id_idx" ON "ledger_entries"("user_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "ledger_entries_kind_created_at_id_idx" ON "ledger_entries"("kind", "created_at", "id");

-- CreateIndex
CREATE INDEX "ledger_entries_reference_idx" ON "ledger_entries"("reference");

-- CreateIndex
CREATE INDEX "ledger_entries_created_at_id_idx" ON "ledger_entries"("created_at", "id");

-- CreateIndex
CREATE INDEX "holds_user_id_idx" ON "holds"("user_id");

-- CreateIndex
CREATE INDEX "holds_owner_id_idx" ON "holds"("owner_id");

-- CreateIndex
CREATE INDEX "holds_expires_at_idx" ON "holds"("expires_at");

-- CreateIndex
CREATE INDEX "approvals_status_created_at_id_idx" ON "approvals"("status", "created_at", "id");

-- CreateIndex
CREATE INDEX "approvals_user_id_created_at_id_idx" ON "approvals"("user_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "approvals_created_at_id_idx" ON "approvals"("created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "credit_lots_ledger_entry_id_key" ON "credit_lots"("ledger_entry_id");

-- CreateIndex
CREATE INDEX "credit_lots_ended_at_expires_at_idx" ON "credit_lots"("ended_at", "expires_at");

-- CreateIndex
CREATE INDEX "credit_lots_user_id_expires_at_idx" ON "credit_lots"("user_id", "expires_at");

-- CreateIndex
CREATE INDEX "audit_events_created_at_id_idx" ON "audit_events"("created_at", "id");

-- CreateIndex
CREATE INDEX "audit_events_actor_id_created_at_id_idx" ON "audit_events"("actor_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "audit_events_target_kind_target_id_created_at_id_idx" ON "audit_events"("target_kind", "target_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "audit_events_action_created_at_id_idx" ON "audit_events"("action", "created_at", "id");

-- CreateIndex
CREATE INDEX "jobs_status_created_at_idx" ON "jobs"("status", "created_at");

-- CreateIndex
CREATE INDEX "jobs_created_at_id_idx" ON "jobs"("created_at", "id");

-- CreateIndex
CREATE INDEX "nodes_last_seen_at_idx" ON "nodes"("last_seen_at");

-- CreateIndex
CREATE INDEX "slow_queries_last_seen_at_idx" ON "slow_queries"("last_seen_at");

-- CreateIndex
CREATE INDEX "mail_messages_status_next_attempt_at_idx" ON "mail_messages"("status", "next_attempt_at");

-- CreateIndex
CREATE INDEX "mail_messages_created_at_idx" ON "mail_messages"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "payment_orders_idempotency_key_key" ON "payment_orders"("idempotency_key");

-- CreateIndex
CREATE INDEX "payment_orders_created_at_id_idx" ON "payment_orders"("created_at", "id");

-- CreateIndex
CREATE INDEX "payment_orders_status_created_at_id_idx" ON "payment_orders"("status", "created_at", "id");

-- CreateIndex
CREATE INDEX "payment_orders_user_id_created_at_id_idx" ON "payment_orders"("user_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "payment_orders_provider_status_expires_at_idx" ON "payment_orders"("provider", "status", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "payment_orders_provider_provider_reference_key" ON "payment_orders"("provider", "provider_reference");

-- CreateIndex
CREATE UNIQUE INDEX "payment_events_dedupe_key_key" ON "payment_events"("dedupe_key");

-- CreateIndex
CREATE INDEX "payment_events_created_at_id_idx" ON "payment_events"("created_at", "id");

-- CreateIndex
CREATE INDEX "payment_events_order_id_created_at_id_idx" ON "payment_events"("order_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "payment_events_verdict_created_at_id_idx" ON "payment_events"("verdict", "created_at", "id");

-- CreateIndex
CREATE INDEX "payment_events_provider_created_at_id_idx" ON "payment_events"("provider", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_refunds_idempotency_key_key" ON "payment_refunds"("idempotency_key");

-- CreateIndex
CREATE INDEX "payment_refunds_order_id_idx" ON "payment_refunds"("order_id");

-- CreateIndex
CREATE INDEX "payment_refunds_created_at_id_idx" ON "payment_refunds"("created_at", "id");

-- CreateIndex
CREATE INDEX "reconciliation_runs_started_at_id_idx" ON "reconciliation_runs"("started_at", "id");

-- CreateIndex
CREATE INDEX "reconciliation_differences_status_created_at_id_idx" ON "reconciliation_differences"("status", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "reconciliation_differences_rule_subject_key" ON "reconciliation_differences"("rule", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "redemption_batches_idempotency_key_key" ON "redemption_batches"("idempotency_key");

-- CreateIndex
CREATE INDEX "redemption_batches_created_at_id_idx" ON "redemption_batches"("created_at", "id");

-- CreateIndex
CREATE INDEX "redemption_batches_status_created_at_id_idx" ON "redemption_batches"("status", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "redemption_codes_hash_key" ON "redemption_codes"("hash");

-- CreateIndex
CREATE INDEX "redemption_codes_batch_id_status_idx" ON "redemption_codes"("batch_id", "status");

-- CreateIndex
CREATE INDEX "redemption_codes_batch_id_created_at_id_idx" ON "redemption_codes"("batch_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "redemption_codes_created_at_id_idx" ON "redemption_codes"("created_at", "id");

-- CreateIndex
CREATE INDEX "redemption_codes_prefix_idx" ON "redemption_codes"("prefix");

-- CreateIndex
CREATE INDEX "redemption_codes_last_four_idx" ON "redemption_codes"("last_four");

-- CreateIndex
CREATE UNIQUE INDEX "redemption_codes_batch_id_position_key" ON "redemption_codes"("batch_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "redemption_uses_ledger_entry_id_key" ON "redemption_uses"("ledger_entry_id");

-- CreateIndex
CREATE INDEX "redemption_uses_user_id_created_at_id_idx" ON "redemption_uses"("user_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "redemption_uses_batch_id_created_at_id_idx" ON "redemption_uses"("batch_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "redemption_uses_created_at_id_idx" ON "redemption_uses"("created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "redemption_uses_code_id_user_id_key" ON "redemption_uses"("code_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "check_ins_ledger_entry_id_key" ON "check_ins"("ledger_entry_id");

-- CreateIndex
CREATE INDEX "referral_rewards_inviter_id_created_at_id_idx" ON "referral_rewards"("inviter_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "referral_rewards_invitee_id_idx" ON "referral_rewards"("invitee_id");

-- CreateIndex
CREATE UNIQUE INDEX "referral_rewards_kind_source_key" ON "referral_rewards"("kind", "source");

-- CreateIndex
CREATE INDEX "plans_is_active_position_id_idx" ON "plans"("is_active", "position", "id");

-- CreateIndex
CREATE INDEX "plans_created_at_id_idx" ON "plans"("created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "plan_versions_plan_id_number_key" ON "plan_versions"("plan_id", "number");

-- CreateIndex
CREATE INDEX "subscriptions_user_id_status_period_end_at_idx" ON "subscriptions"("user_id", "status", "period_end_at");

-- CreateIndex
CREATE INDEX "subscriptions_status_period_end_at_idx" ON "subscriptions"("status", "period_end_at");

-- CreateIndex
CREATE INDEX "subscriptions_plan_id_created_at_id_idx" ON "subscriptions"("plan_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "subscriptions_created_at_id_idx" ON "subscriptions"("created_at", "id");

-- CreateIndex
CREATE INDEX "allowance_windows_subscription_id_ends_at_idx" ON "allowance_windows"("subscription_id", "ends_at");

-- CreateIndex
CREATE INDEX "channels_created_at_id_idx" ON "channels"("created_at", "id");

-- CreateIndex
CREATE INDEX "channels_status_created_at_id_idx" ON "channels"("status", "created_at", "id");

-- CreateIndex
CREATE INDEX "channels_provider_status_idx" ON "channels"("provider", "status");

-- CreateIndex
CREATE INDEX "channels_tag_idx" ON "channels"("tag");

-- CreateIndex
CREATE UNIQUE INDEX "channels_owner_id_owner_key_key" ON "channels"("owner_id", "owner_key");

-- CreateIndex
CREATE UNIQUE INDEX "channel_keys_channel_id_hash_key" ON "channel_keys"("channel_id", "hash");

-- CreateIndex
CREATE INDEX "abilities_channel_id_idx" ON "abilities"("channel_id");

-- CreateIndex
CREATE INDEX "abilities_model_is_enabled_idx" ON "abilities"("model", "is_enabled");

-- CreateIndex
CREATE INDEX "channel_tests_channel_id_created_at_id_idx" ON "channel_tests"("channel_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "channel_tests_job_id_idx" ON "channel_tests"("job_id");

-- CreateIndex
CREATE INDEX "logs_user_id_id_idx" ON "logs"("user_id", "id");

-- CreateIndex
CREATE INDEX "logs_token_id_id_idx" ON "logs"("token_id", "id");

-- CreateIndex
CREATE INDEX "logs_channel_id_id_idx" ON "logs"("channel_id", "id");

-- CreateIndex
CREATE INDEX "logs_model_id_idx" ON "logs"("model", "id");

-- CreateIndex
CREATE INDEX "logs_http_status_id_idx" ON "logs"("http_status", "id") WHERE http_status >= 400;

-- CreateIndex
CREATE INDEX "logs_error_code_id_idx" ON "logs"("error_code", "id") WHERE error_code <> '';

-- CreateIndex
CREATE INDEX "logs_client_request_id_id_idx" ON "logs"("client_request_id", "id") WHERE client_request_id <> '';

-- CreateIndex
CREATE INDEX "log_bodies_user_id_request_id_idx" ON "log_bodies"("user_id", "request_id");

-- CreateIndex
CREATE INDEX "attempts_channel_id_request_id_idx" ON "attempts"("channel_id", "request_id");

-- CreateIndex
CREATE INDEX "attempts_upstream_id_idx" ON "attempts"("upstream_id") WHERE upstream_id <> '';

-- CreateIndex
CREATE INDEX "usage_hours_user_id_hour_at_idx" ON "usage_hours"("user_id", "hour_at");

-- CreateIndex
CREATE INDEX "usage_days_day_at_subject_id_idx" ON "usage_days"("day_at", "subject_id");

-- CreateIndex
CREATE INDEX "saved_views_list_is_shared_name_idx" ON "saved_views"("list", "is_shared", "name");

-- CreateIndex
CREATE UNIQUE INDEX "saved_views_owner_id_list_name_key" ON "saved_views"("owner_id", "list", "name");

-- CreateIndex
CREATE UNIQUE INDEX "log_exports_job_id_key" ON "log_exports"("job_id");

-- CreateIndex
CREATE INDEX "log_exports_expires_at_idx" ON "log_exports"("expires_at");

-- CreateIndex
CREATE INDEX "log_archives_noun_last_id_idx" ON "log_archives"("noun", "last_id");

-- CreateIndex
CREATE UNIQUE INDEX "log_archives_noun_first_id_key" ON "log_archives"("noun", "first_id");

-- AddForeignKey
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "token_keys" ADD CONSTRAINT "token_keys_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "tokens"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "config_template_versions" ADD CONSTRAINT "config_template_versions_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "config_templates"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holds" ADD CONSTRAINT "holds_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job_items" ADD CONSTRAINT "job_items_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_refunds" ADD CONSTRAINT "payment_refunds_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "payment_orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "redemption_codes" ADD CONSTRAINT "redemption_codes_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "redemption_batches"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "redemption_uses" ADD CONSTRAINT "redemption_uses_code_id_fkey" FOREIGN KEY ("code_id") REFERENCES "redemption_codes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_versions" ADD CONSTRAINT "plan_versions_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_plan_version_id_fkey" FOREIGN KEY ("plan_version_id") REFERENCES "plan_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allowance_windows" ADD CONSTRAINT "allowance_windows_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscriptions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_keys" ADD CONSTRAINT "channel_keys_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "abilities" ADD CONSTRAINT "abilities_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "log_export_parts" ADD CONSTRAINT "log_export_parts_export_id_fkey" FOREIGN KEY ("export_id") REFERENCES "log_exports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddCheck
ALTER TABLE "users" ADD CONSTRAINT "users_balance_check" CHECK (balance >= 0);

-- AddCheck
ALTER TABLE "users" ADD CONSTRAINT "users_referral_balance_check" CHECK (referral_balance >= 0);

-- AddCheck
ALTER TABLE "holds" ADD CONSTRAINT "holds_amount_check" CHECK (amount >= 0);

-- AddCheck
ALTER TABLE "holds" ADD CONSTRAINT "holds_token_amount_check" CHECK (token_amount >= 0 AND token_amount <= amount);

-- AddCheck
ALTER TABLE "holds" ADD CONSTRAINT "holds_plan_amount_check" CHECK (plan_amount >= 0 AND plan_amount <= amount);

-- AddCheck
ALTER TABLE "redemption_batches" ADD CONSTRAINT "redemption_batches_quota_check" CHECK (quota > 0);

-- AddCheck
ALTER TABLE "redemption_codes" ADD CONSTRAINT "redemption_codes_uses_left_check" CHECK (uses_left >= 0);

-- AddCheck
ALTER TABLE "payment_orders" ADD CONSTRAINT "payment_orders_amount_check" CHECK (amount_minor > 0 AND quota >= 0);

-- AddCheck
ALTER TABLE "payment_orders" ADD CONSTRAINT "payment_orders_refunded_check" CHECK (refunded_minor >= 0 AND refunded_minor <= amount_minor AND refunded_quota >= 0 AND refunded_quota <= quota);

-- AddCheck
ALTER TABLE "payment_refunds" ADD CONSTRAINT "payment_refunds_amount_check" CHECK (amount_minor > 0 AND quota >= 0 AND taken_quota >= 0 AND taken_quota <= quota);

-- AddCheck
ALTER TABLE "allowance_windows" ADD CONSTRAINT "allowance_windows_used_check" CHECK (used_quota >= 0);

-- AddCheck
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_amount_check" CHECK (amount >= 0);

-- AddCheck
ALTER TABLE "credit_lots" ADD CONSTRAINT "credit_lots_amount_check" CHECK (amount > 0 AND expired_amount >= 0 AND expired_amount <= amount);

-- AddCheck
ALTER TABLE "referral_rewards" ADD CONSTRAINT "referral_rewards_amount_check" CHECK (amount > 0 AND reversed_amount >= 0 AND reversed_amount <= amount);
