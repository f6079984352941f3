import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261126235238 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`create table if not exists "kpay_statement" ("id" text not null, "source" text not null, "name" text not null, "environment" text check ("environment" in ('test', 'live')) not null, "account" text null, "methods" text[] not null, "covers_from" timestamptz not null, "covers_to" timestamptz not null, "settling_hours" integer not null, "layout" jsonb not null, "known_rows" integer not null, "created_by" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_statement_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_statement_deleted_at" ON "kpay_statement" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_statement_newest" ON "kpay_statement" ("created_at", "id") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "kpay_statement_line" ("id" text not null, "statement_id" text not null, "row_id" text not null, "line" integer not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_statement_line_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_statement_line_row_id" ON "kpay_statement_line" ("row_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_statement_line_deleted_at" ON "kpay_statement_line" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_statement_line_statement" ON "kpay_statement_line" ("statement_id", "line") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "kpay_statement_match" ("id" text not null, "row_id" text not null, "attempt_id" text null, "manual_payment_id" text null, "manual_order_id" text null, "manual_amount" integer null, "source" text not null, "how" text check ("how" in ('id', 'suggestion', 'hand')) not null, "status" text check ("status" in ('suggested', 'matched', 'undone')) not null, "decided_by" text null, "decided_at" timestamptz null, "note" text null, "takes_back" boolean not null default false, "accepts_difference" boolean not null default false, "undone_by" text null, "undone_at" timestamptz null, "undone_note" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_statement_match_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_statement_match_deleted_at" ON "kpay_statement_match" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_statement_match_row" ON "kpay_statement_match" ("row_id") WHERE status <> 'undone' AND deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_statement_match_attempt" ON "kpay_statement_match" ("attempt_id", "source") WHERE status <> 'undone' AND NOT takes_back AND deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_statement_match_manual_payment" ON "kpay_statement_match" ("manual_payment_id", "source") WHERE manual_payment_id IS NOT NULL AND status <> 'undone' AND NOT takes_back AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_statement_match_back" ON "kpay_statement_match" ("source") WHERE takes_back AND status <> 'undone' AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_statement_match_history" ON "kpay_statement_match" ("row_id", "created_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "kpay_statement_row" ("id" text not null, "source" text not null, "environment" text check ("environment" in ('test', 'live')) not null, "account" text null, "identity" text not null, "transaction_id" text null, "set_aside_id" text null, "ids" text[] not null, "amount" numeric(14,2) not null, "fee" numeric(14,2) null, "occurred_at" timestamptz not null, "has_time" boolean not null, "settled_on" text null, "phone" text null, "payer_name" text null, "ignored_reason" text null, "outcome" text check ("outcome" in ('matched', 'suggested', 'amount_differs', 'fee_differs', 'missing_in_books', 'reversed', 'ignored')) null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_statement_row_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_statement_row_deleted_at" ON "kpay_statement_row" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_statement_row_identity" ON "kpay_statement_row" ("source", "environment", "identity") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_statement_row_open" ON "kpay_statement_row" ("source", "environment") WHERE (outcome IS NULL OR outcome IN ('suggested', 'missing_in_books')) AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_statement_row_set_aside" ON "kpay_statement_row" ("set_aside_id") WHERE set_aside_id IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_statement_row_ignored" ON "kpay_statement_row" ("source", "environment") WHERE ignored_reason IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_statement_row_phone" ON "kpay_statement_row" ("phone") WHERE phone IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_statement_row_personal" ON "kpay_statement_row" ("occurred_at") WHERE (phone IS NOT NULL OR payer_name IS NOT NULL) AND deleted_at IS NULL;`);

    this.addSql(`create table if not exists "kpay_statement_source" ("source" text not null, "settings" jsonb not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_statement_source_pkey" primary key ("source"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_statement_source_deleted_at" ON "kpay_statement_source" ("deleted_at") WHERE deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "kpay_statement" cascade;`);

    this.addSql(`drop table if exists "kpay_statement_line" cascade;`);

    this.addSql(`drop table if exists "kpay_statement_match" cascade;`);

    this.addSql(`drop table if exists "kpay_statement_row" cascade;`);

    this.addSql(`drop table if exists "kpay_statement_source" cascade;`);
  }

}
