import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261127031134 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`create table if not exists "kpay_degraded_method" ("id" text not null, "method" text check ("method" in ('momo', 'airtel', 'card', 'spenn')) not null, "environment" text check ("environment" in ('test', 'live')) not null, "since" timestamptz not null, "troubles" integer not null, "payers" integer not null, "usual_troubles" integer not null, "usual_payers" integer not null, "recovered_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "kpay_degraded_method_pkey" primary key ("id"));`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_degraded_method_deleted_at" ON "kpay_degraded_method" ("deleted_at") WHERE deleted_at IS NULL;`);
    this.addSql(`CREATE UNIQUE INDEX IF NOT EXISTS "IDX_kpay_degraded_method_now" ON "kpay_degraded_method" ("environment", "method") WHERE recovered_at IS NULL AND deleted_at IS NULL;`);
    this.addSql(`CREATE INDEX IF NOT EXISTS "IDX_kpay_degraded_method_recovered" ON "kpay_degraded_method" ("environment", "method", "recovered_at") WHERE deleted_at IS NULL;`);
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "kpay_degraded_method" cascade;`);
  }

}
