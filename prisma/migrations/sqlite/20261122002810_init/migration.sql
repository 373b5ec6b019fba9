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
    "account_ratios" TEXT NOT NULL DEFAULT '{}',
    "is_selectable" BOOLEAN NOT NULL DEFAULT false,
    "added_groups" TEXT NOT NULL DEFAULT '[]',
    "removed_groups" TEXT NOT NULL DEFAULT '[]',
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
    "version" BIGINT NOT NULL DEFAULT 0,
    "changed_at_ms" BIGINT NOT NULL DEFAULT 0
);

-- CreateTable
CREATE TABLE "state_changes" (
    "topic" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "account_id" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),

    PRIMARY KEY ("topic", "version", "account_id")
);

-- CreateTable
CREATE TABLE "revisions" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "change_id" TEXT NOT NULL,
    "restored_from_id" TEXT,
    "draft_id" TEXT,
    "owner_id" TEXT,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "request_id" TEXT NOT NULL DEFAULT '',
    "ip" TEXT NOT NULL DEFAULT '',
    "user_agent" TEXT NOT NULL DEFAULT '',
    "search_text" TEXT NOT NULL DEFAULT '',
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "superseded_at" DATETIME
);

-- CreateTable
CREATE TABLE "drafts" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "changes" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "publish_at" DATETIME,
    "published_at" DATETIME,
    "error" TEXT NOT NULL DEFAULT '',
    "created_by_id" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "scheduled_by_id" TEXT,
    "is_jump_confirmed" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "updated_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "config_categories" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "parent_id" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "updated_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "config_templates" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "category_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "is_system" BOOLEAN NOT NULL DEFAULT false,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "latest" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "updated_at" DATETIME NOT NULL,
    "deleted_at" DATETIME
);

-- CreateTable
CREATE TABLE "config_template_versions" (
    "template_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "schema" TEXT NOT NULL,
    "defaults" TEXT NOT NULL DEFAULT '{}',
    "rules" TEXT NOT NULL DEFAULT '[]',
    "secret_fields" TEXT NOT NULL DEFAULT '[]',
    "notes" TEXT NOT NULL DEFAULT '',
    "created_by_id" TEXT,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),

    PRIMARY KEY ("template_id", "number"),
    CONSTRAINT "config_template_versions_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "config_templates" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "user_configs" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "template_id" TEXT NOT NULL,
    "template_number" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "values" TEXT NOT NULL,
    "secrets" TEXT NOT NULL DEFAULT '{}',
    "scope" TEXT NOT NULL DEFAULT 'global',
    "session_id" TEXT NOT NULL DEFAULT '',
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "expires_at" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "updated_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "cipher_key_uses" (
    "key_id" TEXT NOT NULL PRIMARY KEY,
    "first_seen_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER))
);

-- CreateTable
CREATE TABLE "document_import_steps" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "objects" TEXT NOT NULL,
    "secrets" TEXT NOT NULL DEFAULT '',
    "done_at" DATETIME,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER))
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
    "referral_code" TEXT,
    "inviter_id" TEXT,
    "referral_balance" BIGINT NOT NULL DEFAULT 0,
    "funding_order" TEXT NOT NULL DEFAULT 'plan_first',
    "own_providers" TEXT NOT NULL DEFAULT 'before',
    "email_verified_at" DATETIME,
    "low_balance_mailed_at" DATETIME,
    "legal_hold_at" DATETIME,
    "legal_hold_reason" TEXT NOT NULL DEFAULT '',
    "last_seen_at" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "updated_at" DATETIME NOT NULL,
    "deleted_at" DATETIME,
    CONSTRAINT "users_balance_check" CHECK (balance >= 0),
    CONSTRAINT "users_referral_balance_check" CHECK (referral_balance >= 0)
);

-- CreateTable
CREATE TABLE "identities" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "last_used_at" DATETIME
);

-- CreateTable
CREATE TABLE "mail_codes" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "purpose" TEXT NOT NULL,
    "user_id" TEXT,
    "email" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "expires_at" DATETIME NOT NULL,
    "consumed_at" DATETIME,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER))
);

-- CreateTable
CREATE TABLE "service_tokens" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "last_four" TEXT NOT NULL,
    "scopes" TEXT NOT NULL,
    "allowed_ips" TEXT NOT NULL DEFAULT '[]',
    "expires_at" DATETIME,
    "last_used_at" DATETIME,
    "revoked_at" DATETIME,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER))
);

-- CreateTable
CREATE TABLE "idempotent_calls" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "request_hash" TEXT NOT NULL,
    "status" INTEGER,
    "headers" TEXT NOT NULL DEFAULT '{}',
    "body" TEXT NOT NULL DEFAULT '',
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER))
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
    "refresh_id" TEXT,
    "refreshed_at" DATETIME,
    "used_refresh_id" TEXT,
    "refresh_call" TEXT,
    CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "throttles" (
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
    "plan_amount" BIGINT NOT NULL DEFAULT 0,
    "subscription_id" TEXT,
    "model" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "expires_at" DATETIME NOT NULL,
    CONSTRAINT "holds_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "holds_amount_check" CHECK (amount >= 0),
    CONSTRAINT "holds_token_amount_check" CHECK (token_amount >= 0 AND token_amount <= amount),
    CONSTRAINT "holds_plan_amount_check" CHECK (plan_amount >= 0 AND plan_amount <= amount)
);

-- CreateTable
CREATE TABLE "approvals" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "input" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "requester_id" TEXT NOT NULL,
    "decider_id" TEXT,
    "decision_note" TEXT NOT NULL DEFAULT '',
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "expires_at" DATETIME NOT NULL,
    "decided_at" DATETIME
);

-- CreateTable
CREATE TABLE "credit_lots" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "ledger_entry_id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "used_quota_before" BIGINT NOT NULL,
    "used_quota_after" BIGINT,
    "expires_at" DATETIME NOT NULL,
    "ended_at" DATETIME,
    "expired_amount" BIGINT NOT NULL DEFAULT 0,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    CONSTRAINT "credit_lots_amount_check" CHECK (amount > 0 AND expired_amount >= 0 AND expired_amount <= amount)
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
    "state_versions" TEXT NOT NULL DEFAULT '{}',
    "state_lag_ms" INTEGER,
    "figures" TEXT NOT NULL DEFAULT '{}',
    "started_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "last_seen_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "slow_queries" (
    "node_id" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "query_plan" TEXT NOT NULL DEFAULT '',
    "call_count" INTEGER NOT NULL DEFAULT 0,
    "total_ms" BIGINT NOT NULL DEFAULT 0,
    "longest_ms" INTEGER NOT NULL DEFAULT 0,
    "last_seen_at" DATETIME NOT NULL,

    PRIMARY KEY ("node_id", "fingerprint")
);

-- CreateTable
CREATE TABLE "mail_messages" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "to_address" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" DATETIME NOT NULL,
    "error" TEXT NOT NULL DEFAULT '',
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "sent_at" DATETIME
);

-- CreateTable
CREATE TABLE "payment_orders" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "method" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'pending',
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "quota" BIGINT NOT NULL DEFAULT 0,
    "price" TEXT NOT NULL,
    "plan_version_id" TEXT,
    "subscription_id" TEXT,
    "checkout_url" TEXT NOT NULL DEFAULT '',
    "provider_reference" TEXT,
    "ledger_entry_id" TEXT,
    "refunded_minor" BIGINT NOT NULL DEFAULT 0,
    "refunded_quota" BIGINT NOT NULL DEFAULT 0,
    "proof" TEXT NOT NULL DEFAULT '',
    "idempotency_key" TEXT NOT NULL,
    "creator_id" TEXT,
    "completer_id" TEXT,
    "approver_id" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "expires_at" DATETIME NOT NULL,
    "polled_at" DATETIME,
    "paid_at" DATETIME,
    "closed_at" DATETIME,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "updated_at" DATETIME NOT NULL,
    CONSTRAINT "payment_orders_amount_check" CHECK (amount_minor > 0 AND quota >= 0),
    CONSTRAINT "payment_orders_refunded_check" CHECK (refunded_minor >= 0 AND refunded_minor <= amount_minor AND refunded_quota >= 0 AND refunded_quota <= quota)
);

-- CreateTable
CREATE TABLE "payment_events" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "provider" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "order_id" TEXT,
    "dedupe_key" TEXT,
    "http_method" TEXT NOT NULL DEFAULT '',
    "path" TEXT NOT NULL DEFAULT '',
    "headers" TEXT NOT NULL DEFAULT '{}',
    "body" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "ip" TEXT NOT NULL DEFAULT '',
    "verdict" TEXT NOT NULL DEFAULT 'received',
    "detail" TEXT NOT NULL DEFAULT '',
    "answer_status" INTEGER,
    "answer_body" TEXT NOT NULL DEFAULT '',
    "replay_of_id" TEXT,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "answered_at" DATETIME
);

-- CreateTable
CREATE TABLE "payment_refunds" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "order_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "quota" BIGINT NOT NULL,
    "taken_quota" BIGINT NOT NULL DEFAULT 0,
    "ends_subscription" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "channel" TEXT NOT NULL,
    "provider_reference" TEXT,
    "error" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL,
    "ledger_entry_id" TEXT,
    "actor_id" TEXT,
    "approver_id" TEXT,
    "idempotency_key" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "finished_at" DATETIME,
    CONSTRAINT "payment_refunds_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "payment_orders" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "payment_refunds_amount_check" CHECK (amount_minor > 0 AND quota >= 0 AND taken_quota >= 0 AND taken_quota <= quota)
);

-- CreateTable
CREATE TABLE "reconciliation_runs" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "status" TEXT NOT NULL DEFAULT 'running',
    "difference_count" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT NOT NULL DEFAULT '',
    "actor_id" TEXT,
    "started_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "finished_at" DATETIME
);

-- CreateTable
CREATE TABLE "reconciliation_differences" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "rule" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "user_id" TEXT,
    "expected" BIGINT NOT NULL,
    "actual" BIGINT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'open',
    "first_run_id" TEXT NOT NULL,
    "last_run_id" TEXT NOT NULL,
    "resolver_id" TEXT,
    "resolution" TEXT NOT NULL DEFAULT '',
    "resolved_at" DATETIME,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "updated_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "redemption_batches" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "search_text" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "prefix" TEXT NOT NULL DEFAULT '',
    "quota" BIGINT NOT NULL,
    "code_count" INTEGER NOT NULL,
    "created_count" INTEGER NOT NULL DEFAULT 0,
    "uses_max" INTEGER NOT NULL DEFAULT 1,
    "valid_from" DATETIME,
    "valid_until" DATETIME,
    "credit_days" INTEGER,
    "status" TEXT NOT NULL DEFAULT 'creating',
    "seed" TEXT,
    "downloaded_at" DATETIME,
    "downloaded_by_id" TEXT,
    "used_count" INTEGER NOT NULL DEFAULT 0,
    "voided_count" INTEGER NOT NULL DEFAULT 0,
    "job_id" TEXT,
    "notes" TEXT NOT NULL DEFAULT '',
    "creator_id" TEXT,
    "idempotency_key" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "updated_at" DATETIME NOT NULL,
    CONSTRAINT "redemption_batches_quota_check" CHECK (quota > 0)
);

-- CreateTable
CREATE TABLE "redemption_codes" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "batch_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "last_four" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "uses_left" INTEGER NOT NULL,
    "used_count" INTEGER NOT NULL DEFAULT 0,
    "valid_until" DATETIME,
    "last_used_at" DATETIME,
    "voided_at" DATETIME,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    CONSTRAINT "redemption_codes_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "redemption_batches" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "redemption_codes_uses_left_check" CHECK (uses_left >= 0)
);

-- CreateTable
CREATE TABLE "redemption_uses" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "code_id" TEXT NOT NULL,
    "batch_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "ledger_entry_id" TEXT NOT NULL,
    "actor_id" TEXT,
    "ip" TEXT NOT NULL DEFAULT '',
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    CONSTRAINT "redemption_uses_code_id_fkey" FOREIGN KEY ("code_id") REFERENCES "redemption_codes" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "check_ins" (
    "user_id" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "ledger_entry_id" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),

    PRIMARY KEY ("user_id", "day"),
    CONSTRAINT "check_ins_amount_check" CHECK (amount >= 0)
);

-- CreateTable
CREATE TABLE "referral_rewards" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "inviter_id" TEXT NOT NULL,
    "invitee_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "reversed_amount" BIGINT NOT NULL DEFAULT 0,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    CONSTRAINT "referral_rewards_amount_check" CHECK (amount > 0 AND reversed_amount >= 0 AND reversed_amount <= amount)
);

-- CreateTable
CREATE TABLE "plans" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL DEFAULT 0,
    "current_version_id" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "updated_at" DATETIME NOT NULL,
    "deleted_at" DATETIME
);

-- CreateTable
CREATE TABLE "plan_versions" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "plan_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "price_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "features" TEXT NOT NULL DEFAULT '{}',
    "limits" TEXT NOT NULL DEFAULT '{}',
    "group_names" TEXT NOT NULL DEFAULT '[]',
    "creator_id" TEXT,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    CONSTRAINT "plan_versions_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plans" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "subscriptions" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "plan_id" TEXT NOT NULL,
    "plan_version_id" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "started_at" DATETIME NOT NULL,
    "period_start_at" DATETIME NOT NULL,
    "period_end_at" DATETIME NOT NULL,
    "period_number" INTEGER NOT NULL DEFAULT 1,
    "is_auto_renew" BOOLEAN NOT NULL DEFAULT false,
    "cancels_at_period_end" BOOLEAN NOT NULL DEFAULT false,
    "cancelled_at" DATETIME,
    "ended_at" DATETIME,
    "cancel_reason" TEXT NOT NULL DEFAULT '',
    "renewal_error" TEXT NOT NULL DEFAULT '',
    "creator_id" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "updated_at" DATETIME NOT NULL,
    CONSTRAINT "subscriptions_plan_version_id_fkey" FOREIGN KEY ("plan_version_id") REFERENCES "plan_versions" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "allowance_windows" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "subscription_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "starts_at" DATETIME NOT NULL,
    "ends_at" DATETIME NOT NULL,
    "limit_quota" BIGINT NOT NULL,
    "used_quota" BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT "allowance_windows_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscriptions" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "allowance_windows_used_check" CHECK (used_quota >= 0)
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
    "owner_id" TEXT,
    "owner_key" TEXT,
    "is_owner_default" BOOLEAN NOT NULL DEFAULT false,
    "default_model" TEXT,
    "headers" TEXT NOT NULL DEFAULT '',
    "proxy" TEXT NOT NULL DEFAULT '',
    "limits" TEXT NOT NULL DEFAULT '{}',
    "features" TEXT NOT NULL DEFAULT '[]',
    "timeouts" TEXT NOT NULL DEFAULT '{}',
    "retries" TEXT NOT NULL DEFAULT '{}',
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
    "cache_write_price" TEXT,
    "audio_input_price" TEXT,
    "image_input_price" TEXT,
    "audio_output_price" TEXT,
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
    "usage_detail" TEXT,
    "usage_source" TEXT NOT NULL DEFAULT 'none',
    "quota" BIGINT NOT NULL DEFAULT 0,
    "plan_quota" BIGINT NOT NULL DEFAULT 0,
    "subscription_id" TEXT,
    "uncollected_quota" BIGINT NOT NULL DEFAULT 0,
    "price_id" TEXT,
    "duration_ms" INTEGER NOT NULL DEFAULT 0,
    "first_token_ms" INTEGER,
    "reserved_quota" BIGINT NOT NULL DEFAULT 0,
    "ip" TEXT NOT NULL DEFAULT '',
    "client_request_id" TEXT NOT NULL DEFAULT '',
    "route_id" TEXT,
    "user_agent_id" TEXT
);

-- CreateTable
CREATE TABLE "log_facts" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER))
);

-- CreateTable
CREATE TABLE "log_bodies" (
    "request_id" TEXT NOT NULL PRIMARY KEY,
    "created_at" DATETIME NOT NULL,
    "user_id" TEXT,
    "request" BLOB,
    "response" BLOB,
    "request_bytes" INTEGER NOT NULL DEFAULT 0,
    "response_bytes" INTEGER NOT NULL DEFAULT 0,
    "is_cut" BOOLEAN NOT NULL DEFAULT false
);

-- CreateTable
CREATE TABLE "attempts" (
    "request_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "channel_id" TEXT NOT NULL,
    "channel_key_id" TEXT,
    "method" TEXT NOT NULL DEFAULT 'POST',
    "endpoint" TEXT NOT NULL,
    "upstream_id" TEXT NOT NULL DEFAULT '',
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
    "special_prices" TEXT,
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
    "plan_quota" BIGINT NOT NULL DEFAULT 0,
    "duration_ms" BIGINT NOT NULL DEFAULT 0,

    PRIMARY KEY ("hour_at", "user_id", "token_id", "channel_id", "group_name", "model")
);

-- CreateTable
CREATE TABLE "usage_days" (
    "day_at" DATETIME NOT NULL,
    "subject_id" TEXT NOT NULL,
    "request_count" INTEGER NOT NULL DEFAULT 0,
    "error_count" INTEGER NOT NULL DEFAULT 0,
    "prompt_tokens" BIGINT NOT NULL DEFAULT 0,
    "completion_tokens" BIGINT NOT NULL DEFAULT 0,
    "quota" BIGINT NOT NULL DEFAULT 0,
    "plan_quota" BIGINT NOT NULL DEFAULT 0,

    PRIMARY KEY ("subject_id", "day_at")
);

-- CreateTable
CREATE TABLE "traffic_hours" (
    "hour_at" DATETIME NOT NULL,
    "channel_id" TEXT NOT NULL,
    "group_name" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "is_stream" BOOLEAN NOT NULL,
    "http_status" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "request_count" INTEGER NOT NULL DEFAULT 0,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "prompt_tokens" BIGINT NOT NULL DEFAULT 0,
    "cached_tokens" BIGINT NOT NULL DEFAULT 0,
    "completion_tokens" BIGINT NOT NULL DEFAULT 0,
    "quota" BIGINT NOT NULL DEFAULT 0,
    "plan_quota" BIGINT NOT NULL DEFAULT 0,
    "duration_ms" BIGINT NOT NULL DEFAULT 0,
    "stream_ms" BIGINT NOT NULL DEFAULT 0,

    PRIMARY KEY ("hour_at", "channel_id", "group_name", "model", "endpoint", "is_stream", "http_status", "outcome")
);

-- CreateTable
CREATE TABLE "traffic_days" (
    "day_at" DATETIME NOT NULL,
    "channel_id" TEXT NOT NULL,
    "group_name" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "is_stream" BOOLEAN NOT NULL,
    "http_status" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "request_count" INTEGER NOT NULL DEFAULT 0,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "prompt_tokens" BIGINT NOT NULL DEFAULT 0,
    "cached_tokens" BIGINT NOT NULL DEFAULT 0,
    "completion_tokens" BIGINT NOT NULL DEFAULT 0,
    "quota" BIGINT NOT NULL DEFAULT 0,
    "plan_quota" BIGINT NOT NULL DEFAULT 0,
    "duration_ms" BIGINT NOT NULL DEFAULT 0,
    "stream_ms" BIGINT NOT NULL DEFAULT 0,

    PRIMARY KEY ("day_at", "channel_id", "group_name", "model", "endpoint", "is_stream", "http_status", "outcome")
);

-- CreateTable
CREATE TABLE "latency_hours" (
    "hour_at" DATETIME NOT NULL,
    "channel_id" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "bucket" INTEGER NOT NULL,
    "request_count" INTEGER NOT NULL DEFAULT 0,

    PRIMARY KEY ("hour_at", "channel_id", "model", "measure", "bucket")
);

-- CreateTable
CREATE TABLE "latency_days" (
    "day_at" DATETIME NOT NULL,
    "channel_id" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "bucket" INTEGER NOT NULL,
    "request_count" INTEGER NOT NULL DEFAULT 0,

    PRIMARY KEY ("day_at", "channel_id", "model", "measure", "bucket")
);

-- CreateTable
CREATE TABLE "usage_tops" (
    "day_at" DATETIME NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "subject_id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,

    PRIMARY KEY ("day_at", "subject_kind", "metric", "position")
);

-- CreateTable
CREATE TABLE "watermarks" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL,
    "updated_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "saved_views" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "updated_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "log_exports" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "job_id" TEXT,
    "owner_id" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "filter" TEXT NOT NULL,
    "part_count" INTEGER NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER)),
    "expires_at" DATETIME NOT NULL,
    "removed_at" DATETIME
);

-- CreateTable
CREATE TABLE "log_export_parts" (
    "export_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "row_count" INTEGER NOT NULL,
    "byte_count" BIGINT NOT NULL,

    PRIMARY KEY ("export_id", "position"),
    CONSTRAINT "log_export_parts_export_id_fkey" FOREIGN KEY ("export_id") REFERENCES "log_exports" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "log_archives" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "noun" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "row_count" INTEGER NOT NULL,
    "byte_count" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "first_id" TEXT NOT NULL,
    "last_id" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT (CAST(unixepoch('subsec') * 1000 AS INTEGER))
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
