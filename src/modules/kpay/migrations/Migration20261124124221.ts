import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261124124221 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`drop index if exists "IDX_kpay_attempt_msisdn";`);

    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_phone" ON "kpay_attempt" ("msisdn", "created_at", "id") WHERE msisdn IS NOT NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_state_method" ON "kpay_attempt" ("state", "method", "created_at", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_method" ON "kpay_attempt" ("method", "created_at", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_account" ON "kpay_attempt" ("account", "created_at", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_environment" ON "kpay_attempt" ("environment", "created_at", "id") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_paid_not_placed" ON "kpay_attempt" ("created_at", "id") WHERE state = 'paid' AND placed_at IS NULL AND deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists "IDX_kpay_attempt_phone";`);
    this.addSql(`drop index if exists "IDX_kpay_attempt_state_method";`);
    this.addSql(`drop index if exists "IDX_kpay_attempt_method";`);
    this.addSql(`drop index if exists "IDX_kpay_attempt_account";`);
    this.addSql(`drop index if exists "IDX_kpay_attempt_environment";`);
    this.addSql(`drop index if exists "IDX_kpay_attempt_paid_not_placed";`);

    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_attempt_msisdn" ON "kpay_attempt" ("msisdn") WHERE msisdn IS NOT NULL AND deleted_at IS NULL;`);
  }

}
