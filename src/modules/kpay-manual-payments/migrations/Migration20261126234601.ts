import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261126234601 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`alter table if exists "kpay_manual_payment" drop constraint if exists "kpay_manual_payment_request_id_unique";`);
    this.addSql(`create table if not exists "kpay_manual_payment" ("id" text not null, "request_id" text not null, "order_id" text not null, "kind" text check ("kind" in ('cash', 'bank', 'momo', 'other')) not null, "amount" integer not null, "currency_code" text not null, "reference" text null, "transfer_id" text null, "note" text null, "status" text check ("status" in ('recording', 'booked', 'not_booked', 'taken_back')) not null, "payment_collection_id" text null, "payment_session_id" text null, "created_by" text not null, "booked_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_manual_payment_pkey" primary key ("id"));`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_manual_payment_request_id_unique" ON "kpay_manual_payment" ("request_id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_manual_payment_deleted_at" ON "kpay_manual_payment" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_manual_payment_order" ON "kpay_manual_payment" ("order_id", "created_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_manual_payment_one_momo" ON "kpay_manual_payment" ("transfer_id") WHERE kind = 'momo' AND status IN ('recording', 'booked') AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_manual_payment_transfer" ON "kpay_manual_payment" ("transfer_id") WHERE transfer_id IS NOT NULL AND deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "kpay_manual_payment" cascade;`);
  }

}
