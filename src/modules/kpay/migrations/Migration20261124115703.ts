import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261124115703 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`alter table if exists "kpay_callback_test" drop constraint if exists "kpay_callback_test_token_unique";`);
    this.addSql(`create table if not exists "kpay_callback_test" ("id" text not null, "token" text not null, "came_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_callback_test_pkey" primary key ("id"));`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_callback_test_token_unique" ON "kpay_callback_test" ("token") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_callback_test_deleted_at" ON "kpay_callback_test" ("deleted_at") WHERE deleted_at IS NULL;`);

    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_tid" ON "kpay_attempt" ("tid") WHERE tid IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_momo_transaction_id" ON "kpay_attempt" ("momo_transaction_id") WHERE momo_transaction_id IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_msisdn" ON "kpay_attempt" ("msisdn") WHERE msisdn IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_state" ON "kpay_attempt" ("state", "created_at", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_paid" ON "kpay_attempt" ("paid_at") WHERE paid_at IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_failed" ON "kpay_attempt" ("failed_at") WHERE failed_at IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_callback" ON "kpay_attempt" ("callback_at") WHERE callback_at IS NOT NULL AND deleted_at IS NULL;`);

    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_give_back_due" ON "kpay_give_back" ("created_at", "id") WHERE status = 'due' AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_give_back_done" ON "kpay_give_back" ("done_at") WHERE done_at IS NOT NULL AND deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "kpay_callback_test" cascade;`);

    this.addSql(`drop index if exists "IDX_kpay_attempt_tid";`);
    this.addSql(`drop index if exists "IDX_kpay_attempt_momo_transaction_id";`);
    this.addSql(`drop index if exists "IDX_kpay_attempt_msisdn";`);
    this.addSql(`drop index if exists "IDX_kpay_attempt_state";`);
    this.addSql(`drop index if exists "IDX_kpay_attempt_paid";`);
    this.addSql(`drop index if exists "IDX_kpay_attempt_failed";`);
    this.addSql(`drop index if exists "IDX_kpay_attempt_callback";`);

    this.addSql(`drop index if exists "IDX_kpay_give_back_due";`);
    this.addSql(`drop index if exists "IDX_kpay_give_back_done";`);
  }

}
