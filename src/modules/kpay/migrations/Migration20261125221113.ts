import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261125221113 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`alter table if exists "kpay_refund" drop constraint if exists "kpay_refund_refund_id_unique";`);
    this.addSql(`create table if not exists "kpay_lease" ("key" text not null, "until" timestamptz not null, "holder" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_lease_pkey" primary key ("key"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_lease_deleted_at" ON "kpay_lease" ("deleted_at") WHERE deleted_at IS NULL;`);

    this.addSql(`create table if not exists "kpay_refund" ("id" text not null, "refund_id" text null, "attempt_id" text not null, "order_id" text null, "status" text check ("status" in ('due', 'sent')) not null default 'due', "amount" integer not null, "currency_code" text not null, "reference" text null, "note" text null, "created_by" text null, "sent_at" timestamptz null, "sent_by" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_refund_pkey" primary key ("id"));`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_refund_refund_id_unique" ON "kpay_refund" ("refund_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_refund_attempt_id" ON "kpay_refund" ("attempt_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_refund_deleted_at" ON "kpay_refund" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_refund_newest" ON "kpay_refund" ("created_at", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_refund_due" ON "kpay_refund" ("created_at", "id") WHERE status = 'due' AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_refund_sent" ON "kpay_refund" ("sent_at") WHERE sent_at IS NOT NULL AND deleted_at IS NULL;`);

    this.addSql(`drop table if exists "kpay_give_back" cascade;`);

    this.addSql(`drop index if exists "IDX_kpay_attempt_one_placed";`);
    this.addSql(`drop index if exists "IDX_kpay_attempt_unplaced";`);
    this.addSql(`drop index if exists "IDX_kpay_attempt_state";`);
    this.addSql(`drop index if exists "IDX_kpay_attempt_state_method";`);
    this.addSql(`drop index if exists "IDX_kpay_attempt_paid_not_placed";`);
    this.addSql(`alter table if exists "kpay_attempt" drop column if exists "state", drop column if exists "placed_at", drop column if exists "unplaced_at", drop column if exists "unplaced_reason", drop column if exists "resolution", drop column if exists "resolved_at", drop column if exists "resolved_by", drop column if exists "resolution_note";`);

    this.addSql(`alter table if exists "kpay_attempt" add column if not exists "status" text check ("status" in ('starting', 'pending', 'failed', 'abandoned', 'paid', 'applied', 'unapplied', 'refund_due', 'refunded', 'dismissed')) not null, add column if not exists "unapplied_reason" text null, add column if not exists "authorized_order_id" text null;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_attempt_one_applied" ON "kpay_attempt" ("payment_session_id") WHERE status = 'applied' AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_status" ON "kpay_attempt" ("status", "created_at", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_status_method" ON "kpay_attempt" ("status", "method", "created_at", "id") WHERE deleted_at IS NULL;`);

    this.addSql(`alter table if exists "kpay_callback_test" rename column "came_at" to "received_at";`);
  }

  override async down(): Promise<void> {
    this.addSql(`create table if not exists "kpay_give_back" ("id" text not null, "refund_id" text null, "attempt_id" text not null, "order_id" text null, "status" text check ("status" in ('due', 'done')) not null default 'due', "amount" integer not null, "currency_code" text not null, "reference" text null, "note" text null, "created_by" text null, "done_at" timestamptz null, "done_by" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_give_back_pkey" primary key ("id"));`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_give_back_refund_id_unique" ON "kpay_give_back" ("refund_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_give_back_attempt_id" ON "kpay_give_back" ("attempt_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_give_back_deleted_at" ON "kpay_give_back" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_give_back_newest" ON "kpay_give_back" ("created_at", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_give_back_due" ON "kpay_give_back" ("created_at", "id") WHERE status = 'due' AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_give_back_done" ON "kpay_give_back" ("done_at") WHERE done_at IS NOT NULL AND deleted_at IS NULL;`);

    this.addSql(`drop table if exists "kpay_lease" cascade;`);

    this.addSql(`drop table if exists "kpay_refund" cascade;`);

    this.addSql(`drop index if exists "IDX_kpay_attempt_one_applied";`);
    this.addSql(`drop index if exists "IDX_kpay_attempt_status";`);
    this.addSql(`drop index if exists "IDX_kpay_attempt_status_method";`);
    this.addSql(`alter table if exists "kpay_attempt" drop column if exists "status", drop column if exists "unapplied_reason", drop column if exists "authorized_order_id";`);

    this.addSql(`alter table if exists "kpay_attempt" add column if not exists "state" text check ("state" in ('starting', 'pending', 'paid', 'failed', 'abandoned')) not null, add column if not exists "placed_at" timestamptz null, add column if not exists "unplaced_at" timestamptz null, add column if not exists "unplaced_reason" text null, add column if not exists "resolution" text check ("resolution" in ('given_back', 'dismissed')) null, add column if not exists "resolved_at" timestamptz null, add column if not exists "resolved_by" text null, add column if not exists "resolution_note" text null;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_attempt_one_placed" ON "kpay_attempt" ("payment_session_id") WHERE placed_at IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_unplaced" ON "kpay_attempt" ("created_at", "id") WHERE unplaced_at IS NOT NULL AND resolution IS NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_state" ON "kpay_attempt" ("state", "created_at", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_state_method" ON "kpay_attempt" ("state", "method", "created_at", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_paid_not_placed" ON "kpay_attempt" ("created_at", "id") WHERE state = 'paid' AND placed_at IS NULL AND deleted_at IS NULL;`);

    this.addSql(`alter table if exists "kpay_callback_test" rename column "received_at" to "came_at";`);
  }

}
