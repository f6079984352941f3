import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261126035148 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`alter table if exists "kpay_refund" drop constraint if exists "kpay_refund_refund_id_unique";`);
    this.addSql(`alter table if exists "kpay_callback_test" drop constraint if exists "kpay_callback_test_token_unique";`);
    this.addSql(`alter table if exists "kpay_attempt" drop constraint if exists "kpay_attempt_token_unique";`);
    this.addSql(`alter table if exists "kpay_attempt" drop constraint if exists "kpay_attempt_refid_unique";`);
    this.addSql(`create table if not exists "kpay_attempt" ("id" text not null, "refid" text not null, "token" text not null, "account" text not null, "environment" text check ("environment" in ('test', 'live')) not null, "provider_id" text not null, "payment_session_id" text not null, "started_session_id" text not null, "payment_collection_id" text not null, "cart_id" text null, "status" text check ("status" in ('starting', 'pending', 'failed', 'abandoned', 'paid', 'applied', 'unapplied', 'refund_due', 'refunded', 'dismissed')) not null, "unapplied_reason" text null, "method" text check ("method" in ('momo', 'airtel', 'card', 'spenn')) not null, "network" text check ("network" in ('mtn', 'airtel')) null, "amount" integer not null, "currency_code" text not null, "msisdn" text null, "locale" text not null, "tid" text null, "momo_transaction_id" text null, "transfer_id" text generated always as (case when regexp_replace("momo_transaction_id", '\\s', '', 'g') ~ '^[0-9]+$' then coalesce(nullif(ltrim(regexp_replace("momo_transaction_id", '\\s', '', 'g'), '0'), ''), '0') else upper(regexp_replace("momo_transaction_id", '\\s', '', 'g')) end) stored, "redirect_url" text null, "code" text null, "reason" text null, "reason_code" text null, "refused_at_once" boolean not null default false, "superseded_at" timestamptz null, "found_at" timestamptz null, "asked_at" timestamptz null, "callback_at" timestamptz null, "callbacks" integer not null default 0, "due_at" timestamptz null, "leased_until" timestamptz null, "leased_by" text null, "paid_at" timestamptz null, "captured_seen_at" timestamptz null, "cart_locked_since" timestamptz null, "cart_lock_mark" text null, "failed_at" timestamptz null, "order_id" text null, "authorized_order_id" text null, "unpaid_due_at" timestamptz null, "reminded_at" timestamptz null, "asked_by" text check ("asked_by" in ('shopper', 'admin')) not null default 'shopper', "client" text null, "erase_requested_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_attempt_pkey" primary key ("id"));`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_attempt_refid_unique" ON "kpay_attempt" ("refid") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_attempt_token_unique" ON "kpay_attempt" ("token") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_payment_session_id" ON "kpay_attempt" ("payment_session_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_started_session_id" ON "kpay_attempt" ("started_session_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_payment_collection_id" ON "kpay_attempt" ("payment_collection_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_deleted_at" ON "kpay_attempt" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_attempt_one_open" ON "kpay_attempt" ("payment_collection_id") WHERE status IN ('starting', 'pending') AND superseded_at IS NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_attempt_one_applied" ON "kpay_attempt" ("payment_session_id") WHERE status = 'applied' AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_due_money" ON "kpay_attempt" ("due_at") WHERE due_at IS NOT NULL AND status = 'paid' AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_due_young" ON "kpay_attempt" ("created_at") WHERE due_at IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_due" ON "kpay_attempt" ("due_at") WHERE due_at IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_unpaid_due" ON "kpay_attempt" ("unpaid_due_at") WHERE unpaid_due_at IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_newest" ON "kpay_attempt" ("created_at", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_order" ON "kpay_attempt" ("order_id") WHERE order_id IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_cart" ON "kpay_attempt" ("cart_id") WHERE cart_id IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_erase_requested" ON "kpay_attempt" ("erase_requested_at") WHERE erase_requested_at IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_tid" ON "kpay_attempt" ("tid") WHERE tid IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_transfer_id" ON "kpay_attempt" ("transfer_id") WHERE transfer_id IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_phone" ON "kpay_attempt" ("msisdn", "created_at", "id") WHERE msisdn IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_client" ON "kpay_attempt" ("client", "created_at") WHERE client IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_status" ON "kpay_attempt" ("status", "created_at", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_status_method" ON "kpay_attempt" ("status", "method", "created_at", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_method" ON "kpay_attempt" ("method", "created_at", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_account" ON "kpay_attempt" ("account", "created_at", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_environment" ON "kpay_attempt" ("environment", "created_at", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_paid" ON "kpay_attempt" ("paid_at") WHERE paid_at IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_failed" ON "kpay_attempt" ("failed_at") WHERE failed_at IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_callback" ON "kpay_attempt" ("callback_at") WHERE callback_at IS NOT NULL AND deleted_at IS NULL;`);

    this.addSql(`create table if not exists "kpay_callback_test" ("id" text not null, "token" text not null, "received_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_callback_test_pkey" primary key ("id"));`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_callback_test_token_unique" ON "kpay_callback_test" ("token") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_callback_test_deleted_at" ON "kpay_callback_test" ("deleted_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "kpay_choice" ("payment_session_id" text not null, "payment_collection_id" text null, "account" text null, "method" text check ("method" in ('momo', 'airtel', 'card', 'spenn')) null, "msisdn" text null, "payer_name" text null, "payer_email" text null, "locale" text not null, "amount" integer not null, "currency_code" text not null, "belongs_to_attempt" boolean not null default false, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_choice_pkey" primary key ("payment_session_id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_choice_payment_collection_id" ON "kpay_choice" ("payment_collection_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_choice_deleted_at" ON "kpay_choice" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_choice_maybe_abandoned" ON "kpay_choice" ("updated_at") WHERE NOT belongs_to_attempt AND coalesce(msisdn, payer_name, payer_email) IS NOT NULL AND deleted_at IS NULL;`);

    this.addSql(`create table if not exists "kpay_event" ("id" text not null, "name" text not null, "data" jsonb not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_event_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_event_deleted_at" ON "kpay_event" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_event_created_at" ON "kpay_event" ("created_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "kpay_journal_entry" ("id" text not null, "attempt_id" text not null, "event" text not null, "wire" jsonb null, "note" text null, "actor" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_journal_entry_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_journal_entry_deleted_at" ON "kpay_journal_entry" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_journal_entry_attempt_id_created_at" ON "kpay_journal_entry" ("attempt_id", "created_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "kpay_lease" ("key" text not null, "until" timestamptz not null, "holder" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_lease_pkey" primary key ("key"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_lease_deleted_at" ON "kpay_lease" ("deleted_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "kpay_outage" ("account" text not null, "since" timestamptz not null, "failures" integer not null, "resume_at" timestamptz not null, "cause" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_outage_pkey" primary key ("account"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_outage_deleted_at" ON "kpay_outage" ("deleted_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "kpay_refund" ("id" text not null, "refund_id" text null, "attempt_id" text not null, "order_id" text null, "status" text check ("status" in ('due', 'sent')) not null default 'due', "amount" integer not null, "currency_code" text not null, "reference" text null, "note" text null, "created_by" text null, "sent_at" timestamptz null, "sent_by" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_refund_pkey" primary key ("id"));`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_refund_refund_id_unique" ON "kpay_refund" ("refund_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_refund_attempt_id" ON "kpay_refund" ("attempt_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_refund_deleted_at" ON "kpay_refund" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_refund_newest" ON "kpay_refund" ("created_at", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_refund_due" ON "kpay_refund" ("created_at", "id") WHERE status = 'due' AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_refund_sent" ON "kpay_refund" ("sent_at") WHERE sent_at IS NOT NULL AND deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "kpay_attempt" cascade;`);

    this.addSql(`drop table if exists "kpay_callback_test" cascade;`);

    this.addSql(`drop table if exists "kpay_choice" cascade;`);

    this.addSql(`drop table if exists "kpay_event" cascade;`);

    this.addSql(`drop table if exists "kpay_journal_entry" cascade;`);

    this.addSql(`drop table if exists "kpay_lease" cascade;`);

    this.addSql(`drop table if exists "kpay_outage" cascade;`);

    this.addSql(`drop table if exists "kpay_refund" cascade;`);
  }

}
