import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261127031823 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`create table if not exists "kpay_notification" ("id" text not null, "fact_key" text not null, "fact" text check ("fact" in ('paid', 'reminder', 'refund_sent', 'pay_link')) not null, "channel" text check ("channel" in ('sms', 'whatsapp', 'email')) not null, "status" text check ("status" in ('sending', 'sent', 'failed', 'skipped')) not null, "reason" text check ("reason" in ('no_recipient', 'no_provider', 'provider_failed', 'medusa_failed')) null, "attempt_id" text null, "order_id" text null, "refund_id" text null, "amount" integer not null, "currency_code" text not null, "locale" text not null, "created_by" text null, "sent_at" timestamptz null, "erased_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_notification_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_notification_deleted_at" ON "kpay_notification" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_notification_once" ON "kpay_notification" ("fact_key", "channel") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_notification_order" ON "kpay_notification" ("order_id", "created_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_notification_attempt" ON "kpay_notification" ("attempt_id") WHERE erased_at IS NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_notification_unerased" ON "kpay_notification" ("created_at") WHERE erased_at IS NULL AND deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "kpay_notification" cascade;`);
  }

}
