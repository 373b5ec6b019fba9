-- CreateTable
CREATE TABLE "tokens" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "search_text" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'enabled',
    "expires_at" DATETIME,
    "is_unlimited" BOOLEAN NOT NULL DEFAULT true,
    "remain_quota" BIGINT NOT NULL DEFAULT 0,
    "used_quota" BIGINT NOT NULL DEFAULT 0,
    "request_count" BIGINT NOT NULL DEFAULT 0,
    "model_limits" TEXT NOT NULL DEFAULT '[]',
    "allowed_ips" TEXT NOT NULL DEFAULT '[]',
    "group_name" TEXT,
    "last_used_at" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "updated_at" DATETIME NOT NULL,
    "deleted_at" DATETIME,
    CONSTRAINT "tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "token_keys" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "token_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "last_four" TEXT NOT NULL,
    "expires_at" DATETIME,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    CONSTRAINT "token_keys_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "tokens" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "groups" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "display_name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "ratio" TEXT NOT NULL DEFAULT '1',
    "is_selectable" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "updated_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "settings" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_by_id" TEXT,
    "updated_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "state_versions" (
    "topic" TEXT NOT NULL PRIMARY KEY,
    "version" BIGINT NOT NULL DEFAULT 0
);

-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "username" TEXT NOT NULL,
    "email" TEXT,
    "display_name" TEXT NOT NULL,
    "search_text" TEXT NOT NULL,
    "password_hash" TEXT,
    "role" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'enabled',
    "group_name" TEXT NOT NULL DEFAULT 'default',
    "notes" TEXT NOT NULL DEFAULT '',
    "balance" BIGINT NOT NULL DEFAULT 0,
    "used_quota" BIGINT NOT NULL DEFAULT 0,
    "request_count" BIGINT NOT NULL DEFAULT 0,
    "locale" TEXT,
    "time_zone" TEXT,
    "last_seen_at" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "updated_at" DATETIME NOT NULL,
    "deleted_at" DATETIME,
    CONSTRAINT "users_balance_check" CHECK (balance >= 0)
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "ip" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "last_active_at" DATETIME NOT NULL,
    "expires_at" DATETIME NOT NULL,
    "stepped_up_at" DATETIME,
    "revoked_at" DATETIME,
    "revoked_reason" TEXT,
    CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "sign_in_throttles" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "window_start_at" DATETIME NOT NULL,
    "locked_until" DATETIME
);

-- CreateTable
CREATE TABLE "setups" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "root_user_id" TEXT,
    "started_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "completed_at" DATETIME
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "balance_after" BIGINT NOT NULL,
    "reference" TEXT NOT NULL DEFAULT '',
    "actor_id" TEXT,
    "reason" TEXT NOT NULL DEFAULT '',
    "idempotency_key" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "updated_at" DATETIME NOT NULL,
    CONSTRAINT "ledger_entries_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "holds" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "token_id" TEXT,
    "amount" BIGINT NOT NULL,
    "token_amount" BIGINT NOT NULL DEFAULT 0,
    "model" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "expires_at" DATETIME NOT NULL,
    CONSTRAINT "holds_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "holds_amount_check" CHECK (amount >= 0),
    CONSTRAINT "holds_token_amount_check" CHECK (token_amount >= 0 AND token_amount <= amount)
);

-- CreateTable
CREATE TABLE "audit_events" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "actor_role" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target_kind" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "target_label" TEXT NOT NULL,
    "changes" TEXT NOT NULL DEFAULT '[]',
    "reason" TEXT NOT NULL DEFAULT '',
    "request_id" TEXT NOT NULL DEFAULT '',
    "ip" TEXT NOT NULL DEFAULT '',
    "user_agent" TEXT NOT NULL DEFAULT ''
);

-- CreateTable
CREATE TABLE "jobs" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "input" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL DEFAULT '',
    "total_count" INTEGER NOT NULL DEFAULT 0,
    "done_count" INTEGER NOT NULL DEFAULT 0,
    "failed_count" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT NOT NULL DEFAULT '',
    "owner_id" TEXT,
    "lease_until" DATETIME,
    "cancel_requested_at" DATETIME,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "started_at" DATETIME,
    "finished_at" DATETIME
);

-- CreateTable
CREATE TABLE "job_items" (
    "job_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "target_id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',

    PRIMARY KEY ("job_id", "position"),
    CONSTRAINT "job_items_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "nodes" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "role" TEXT NOT NULL,
    "hostname" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "started_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "last_seen_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "channels" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "search_text" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "preset" TEXT NOT NULL DEFAULT '',
    "base_url" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'enabled',
    "status_reason" TEXT NOT NULL DEFAULT '',
    "status_changed_at" DATETIME,
    "models" TEXT NOT NULL,
    "groups" TEXT NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "weight" INTEGER NOT NULL DEFAULT 1,
    "tag" TEXT,
    "model_mapping" TEXT NOT NULL DEFAULT '{}',
    "status_code_mapping" TEXT NOT NULL DEFAULT '{}',
    "is_auto_ban" BOOLEAN NOT NULL DEFAULT true,
    "test_model" TEXT,
    "organization" TEXT,
    "settings" TEXT NOT NULL DEFAULT '{}',
    "notes" TEXT NOT NULL DEFAULT '',
    "used_quota" BIGINT NOT NULL DEFAULT 0,
    "response_time_ms" INTEGER,
    "tested_at" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "updated_at" DATETIME NOT NULL,
    "deleted_at" DATETIME
);

-- CreateTable
CREATE TABLE "channel_keys" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "channel_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "secret" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'enabled',
    "last_error" TEXT NOT NULL DEFAULT '',
    "last_error_at" DATETIME,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    CONSTRAINT "channel_keys_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "abilities" (
    "group_name" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "is_enabled" BOOLEAN NOT NULL,
    "priority" INTEGER NOT NULL,
    "weight" INTEGER NOT NULL,
    "tag" TEXT,

    PRIMARY KEY ("group_name", "model", "channel_id"),
    CONSTRAINT "abilities_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "channel_tests" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "channel_id" TEXT NOT NULL,
    "key_id" TEXT,
    "model" TEXT NOT NULL,
    "is_stream" BOOLEAN NOT NULL,
    "is_ok" BOOLEAN NOT NULL,
    "http_status" INTEGER,
    "latency_ms" INTEGER NOT NULL,
    "first_token_ms" INTEGER,
    "answer" TEXT NOT NULL DEFAULT '',
    "error" TEXT NOT NULL DEFAULT '',
    "job_id" TEXT,
    "actor_id" TEXT,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER))
);

-- CreateTable
CREATE TABLE "model_prices" (
    "model" TEXT NOT NULL PRIMARY KEY,
    "mode" TEXT NOT NULL DEFAULT 'token',
    "input_price" TEXT NOT NULL DEFAULT '0',
    "output_price" TEXT NOT NULL DEFAULT '0',
    "cached_input_price" TEXT,
    "call_price" TEXT NOT NULL DEFAULT '0',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "updated_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "logs" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "created_at" DATETIME NOT NULL,
    "kind" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "user_id" TEXT,
    "token_id" TEXT,
    "channel_id" TEXT,
    "group_name" TEXT NOT NULL DEFAULT '',
    "model" TEXT NOT NULL DEFAULT '',
    "upstream_model" TEXT NOT NULL DEFAULT '',
    "http_status" INTEGER NOT NULL,
    "error_code" TEXT NOT NULL DEFAULT '',
    "error_message" TEXT NOT NULL DEFAULT '',
    "outcome" TEXT NOT NULL,
    "is_stream" BOOLEAN NOT NULL,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "prompt_tokens" INTEGER NOT NULL DEFAULT 0,
    "cached_tokens" INTEGER NOT NULL DEFAULT 0,
    "completion_tokens" INTEGER NOT NULL DEFAULT 0,
    "usage_source" TEXT NOT NULL DEFAULT 'none',
    "quota" BIGINT NOT NULL DEFAULT 0,
    "uncollected_quota" BIGINT NOT NULL DEFAULT 0,
    "price_id" TEXT,
    "duration_ms" INTEGER NOT NULL DEFAULT 0,
    "first_token_ms" INTEGER,
    "ip" TEXT NOT NULL DEFAULT '',
    "client_request_id" TEXT NOT NULL DEFAULT ''
);

-- CreateTable
CREATE TABLE "attempts" (
    "request_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "channel_id" TEXT NOT NULL,
    "channel_key_id" TEXT,
    "endpoint" TEXT NOT NULL,
    "started_at" DATETIME NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "first_byte_ms" INTEGER,
    "http_status" INTEGER,
    "fault" TEXT NOT NULL DEFAULT 'none',
    "error" TEXT NOT NULL DEFAULT '',

    PRIMARY KEY ("request_id", "position")
);

-- CreateTable
CREATE TABLE "price_snapshots" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "mode" TEXT NOT NULL,
    "input_price" TEXT NOT NULL,
    "output_price" TEXT NOT NULL,
    "cached_input_price" TEXT NOT NULL,
    "call_price" TEXT NOT NULL,
    "group_ratio" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER))
);

-- CreateTable
CREATE TABLE "usage_hours" (
    "hour_at" DATETIME NOT NULL,
    "user_id" TEXT NOT NULL,
    "token_id" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "group_name" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "request_count" INTEGER NOT NULL DEFAULT 0,
    "error_count" INTEGER NOT NULL DEFAULT 0,
    "prompt_tokens" BIGINT NOT NULL DEFAULT 0,
    "cached_tokens" BIGINT NOT NULL DEFAULT 0,
    "completion_tokens" BIGINT NOT NULL DEFAULT 0,
    "quota" BIGINT NOT NULL DEFAULT 0,
    "duration_ms" BIGINT NOT NULL DEFAULT 0,

    PRIMARY KEY ("hour_at", "user_id", "token_id", "channel_id", "group_name", "model")
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
