import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261124101213 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`alter table if exists "kpay_give_back" drop constraint if exists "kpay_give_back_refund_id_unique";`);
    this.addSql(`alter table if exists "kpay_attempt" drop constraint if exists "kpay_attempt_token_unique";`);
    this.addSql(`alter table if exists "kpay_attempt" drop constraint if exists "kpay_attempt_refid_unique";`);
    this.addSql(`create table if not exists "kpay_attempt" ("id" text not null, "refid" text not null, "token" text not null, "account" text not null, "environment" text check ("environment" in ('test', 'live')) not null, "provider_id" text not null, "payment_session_id" text not null, "started_session_id" text not null, "payment_collection_id" text not null, "cart_id" text null, "state" text check ("state" in ('starting', 'pending', 'paid', 'failed', 'abandoned')) not null, "method" text check ("method" in ('momo', 'airtel', 'card', 'spenn')) not null, "network" text check ("network" in ('mtn', 'airtel')) null, "amount" integer not null, "currency_code" text not null, "msisdn" text null, "locale" text not null, "tid" text null, "momo_transaction_id" text null, "redirect_url" text null, "code" text null, "reason" text null, "reason_code" text null, "refused_at_once" boolean not null default false, "superseded_at" timestamptz null, "asked_at" timestamptz null, "callback_at" timestamptz null, "due_at" timestamptz null, "leased_until" timestamptz null, "leased_by" text null, "paid_at" timestamptz null, "failed_at" timestamptz null, "placed_at" timestamptz null, "order_id" text null, "unplaced_at" timestamptz null, "unplaced_reason" text null, "resolution" text check ("resolution" in ('given_back', 'dismissed')) null, "resolved_at" timestamptz null, "resolved_by" text null, "resolution_note" text null, "unpaid_due_at" timestamptz null, "reminded_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_attempt_pkey" primary key ("id"));`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_attempt_refid_unique" ON "kpay_attempt" ("refid") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_attempt_token_unique" ON "kpay_attempt" ("token") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_payment_session_id" ON "kpay_attempt" ("payment_session_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_started_session_id" ON "kpay_attempt" ("started_session_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_payment_collection_id" ON "kpay_attempt" ("payment_collection_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_deleted_at" ON "kpay_attempt" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_attempt_one_open" ON "kpay_attempt" ("payment_collection_id") WHERE state IN ('starting', 'pending') AND superseded_at IS NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_attempt_one_placed" ON "kpay_attempt" ("payment_session_id") WHERE placed_at IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_due" ON "kpay_attempt" ("due_at") WHERE due_at IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_unpaid_due" ON "kpay_attempt" ("unpaid_due_at") WHERE unpaid_due_at IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_unplaced" ON "kpay_attempt" ("created_at", "id") WHERE unplaced_at IS NOT NULL AND resolution IS NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_newest" ON "kpay_attempt" ("created_at", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_order" ON "kpay_attempt" ("order_id") WHERE order_id IS NOT NULL AND deleted_at IS NULL;`);

    this.addSql(`create table if not exists "kpay_choice" ("payment_session_id" text not null, "account" text not null, "method" text check ("method" in ('momo', 'airtel', 'card', 'spenn')) null, "msisdn" text null, "payer_name" text null, "payer_email" text null, "locale" text not null, "amount" integer not null, "currency_code" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_choice_pkey" primary key ("payment_session_id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_choice_deleted_at" ON "kpay_choice" ("deleted_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "kpay_event" ("id" text not null, "name" text not null, "data" jsonb not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_event_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_event_deleted_at" ON "kpay_event" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_event_created_at" ON "kpay_event" ("created_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "kpay_give_back" ("id" text not null, "refund_id" text null, "attempt_id" text not null, "order_id" text null, "status" text check ("status" in ('due', 'done')) not null default 'due', "amount" integer not null, "currency_code" text not null, "reference" text null, "note" text null, "created_by" text null, "done_at" timestamptz null, "done_by" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_give_back_pkey" primary key ("id"));`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_give_back_refund_id_unique" ON "kpay_give_back" ("refund_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_give_back_attempt_id" ON "kpay_give_back" ("attempt_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_give_back_deleted_at" ON "kpay_give_back" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_give_back_newest" ON "kpay_give_back" ("created_at", "id") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "kpay_journal_entry" ("id" text not null, "attempt_id" text not null, "event" text not null, "wire" jsonb null, "note" text null, "actor" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_journal_entry_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_journal_entry_deleted_at" ON "kpay_journal_entry" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_journal_entry_attempt_id_created_at" ON "kpay_journal_entry" ("attempt_id", "created_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "kpay_outage" ("account" text not null, "since" timestamptz not null, "failures" integer not null, "resume_at" timestamptz not null, "cause" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_outage_pkey" primary key ("account"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_outage_deleted_at" ON "kpay_outage" ("deleted_at") WHERE deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "kpay_attempt" cascade;`);

    this.addSql(`drop table if exists "kpay_choice" cascade;`);

    this.addSql(`drop table if exists "kpay_event" cascade;`);

    this.addSql(`drop table if exists "kpay_give_back" cascade;`);

    this.addSql(`drop table if exists "kpay_journal_entry" cascade;`);

    this.addSql(`drop table if exists "kpay_outage" cascade;`);
  }

}
