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
    "is_selectable" BOOLEAN NOT NULL DEFAULT false,
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

    CONSTRAINT "state_versions_pkey" PRIMARY KEY ("topic")
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
    "last_seen_at" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,
    "deleted_at" TIMESTAMP(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
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

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_throttles" (
    "key" VARCHAR(96) NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "window_start_at" TIMESTAMP(3) NOT NULL,
    "locked_until" TIMESTAMP(3),

    CONSTRAINT "sign_in_throttles_pkey" PRIMARY KEY ("key")
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
    "model" VARCHAR(191) NOT NULL,
    "owner_id" VARCHAR(32) NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "holds_pkey" PRIMARY KEY ("id")
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
    "started_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "nodes_pkey" PRIMARY KEY ("id")
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
    "call_price" VARCHAR(24) NOT NULL DEFAULT '0',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "model_prices_pkey" PRIMARY KEY ("model")
);

-- CreateTable
CREATE TABLE "logs" (
    "id" VARCHAR(32) NOT NULL,
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
    "usage_source" VARCHAR(16) NOT NULL DEFAULT 'none',
    "quota" BIGINT NOT NULL DEFAULT 0,
    "uncollected_quota" BIGINT NOT NULL DEFAULT 0,
    "price_id" VARCHAR(32),
    "duration_ms" INTEGER NOT NULL DEFAULT 0,
    "first_token_ms" INTEGER,
    "ip" VARCHAR(64) NOT NULL DEFAULT '',
    "client_request_id" VARCHAR(64) NOT NULL DEFAULT '',

    CONSTRAINT "logs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempts" (
    "request_id" VARCHAR(32) NOT NULL,
    "position" INTEGER NOT NULL,
    "channel_id" VARCHAR(32) NOT NULL,
    "channel_key_id" VARCHAR(32),
    "endpoint" VARCHAR(191) NOT NULL,
    "started_at" TIMESTAMP(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "first_byte_ms" INTEGER,
    "http_status" INTEGER,
    "fault" VARCHAR(16) NOT NULL DEFAULT 'none',
    "error" VARCHAR(500) NOT NULL DEFAULT '',

    CONSTRAINT "attempts_pkey" PRIMARY KEY ("request_id","position")
);

-- CreateTable
CREATE TABLE "price_snapshots" (
    "id" VARCHAR(32) NOT NULL,
    "mode" VARCHAR(16) NOT NULL,
    "input_price" VARCHAR(24) NOT NULL,
    "output_price" VARCHAR(24) NOT NULL,
    "cached_input_price" VARCHAR(24) NOT NULL,
    "call_price" VARCHAR(24) NOT NULL,
    "group_ratio" VARCHAR(24) NOT NULL,
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
    "duration_ms" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "usage_hours_pkey" PRIMARY KEY ("hour_at","user_id","token_id","channel_id","group_name","model")
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
CREATE UNIQUE INDEX "users_username_key" ON "users"("username");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "users_created_at_id_idx" ON "users"("created_at", "id");

-- CreateIndex
CREATE INDEX "users_status_created_at_id_idx" ON "users"("status", "created_at", "id");

-- CreateIndex
CREATE INDEX "users_role_created_at_id_idx" ON "users"("role", "created_at", "id");

-- CreateIndex
CREATE INDEX "users_group_name_created_at_id_idx" ON "users"("group_name", "created_at", "id");

-- CreateIndex
CREATE INDEX "sessions_user_id_revoked_at_last_active_at_idx" ON "sessions"("user_id", "revoked_at", "last_active_at");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE INDEX "sign_in_throttles_window_start_at_idx" ON "sign_in_throttles"("window_start_at");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entries_idempotency_key_key" ON "ledger_entries"("idempotency_key");

-- CreateIndex
CREATE INDEX "ledger_entries_user_id_created_at_id_idx" ON "ledger_entries"("user_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "ledger_entries_created_at_id_idx" ON "ledger_entries"("created_at", "id");

-- CreateIndex
CREATE INDEX "holds_user_id_idx" ON "holds"("user_id");

-- CreateIndex
CREATE INDEX "holds_owner_id_idx" ON "holds"("owner_id");

-- CreateIndex
CREATE INDEX "holds_expires_at_idx" ON "holds"("expires_at");

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
CREATE INDEX "channels_created_at_id_idx" ON "channels"("created_at", "id");

-- CreateIndex
CREATE INDEX "channels_status_created_at_id_idx" ON "channels"("status", "created_at", "id");

-- CreateIndex
CREATE INDEX "channels_provider_status_idx" ON "channels"("provider", "status");

-- CreateIndex
CREATE INDEX "channels_tag_idx" ON "channels"("tag");

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
CREATE INDEX "logs_created_at_id_idx" ON "logs"("created_at", "id");

-- CreateIndex
CREATE INDEX "logs_user_id_created_at_id_idx" ON "logs"("user_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "logs_token_id_created_at_id_idx" ON "logs"("token_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "logs_channel_id_created_at_id_idx" ON "logs"("channel_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "logs_model_created_at_id_idx" ON "logs"("model", "created_at", "id");

-- CreateIndex
CREATE INDEX "logs_http_status_created_at_id_idx" ON "logs"("http_status", "created_at", "id");

-- CreateIndex
CREATE INDEX "usage_hours_user_id_hour_at_idx" ON "usage_hours"("user_id", "hour_at");

-- AddForeignKey
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "token_keys" ADD CONSTRAINT "token_keys_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "tokens"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holds" ADD CONSTRAINT "holds_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job_items" ADD CONSTRAINT "job_items_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_keys" ADD CONSTRAINT "channel_keys_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "abilities" ADD CONSTRAINT "abilities_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddCheck
ALTER TABLE "users" ADD CONSTRAINT "users_balance_check" CHECK (balance >= 0);

-- AddCheck
ALTER TABLE "holds" ADD CONSTRAINT "holds_amount_check" CHECK (amount >= 0);

-- AddCheck
ALTER TABLE "holds" ADD CONSTRAINT "holds_token_amount_check" CHECK (token_amount >= 0 AND token_amount <= amount);
