import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261127030912 extends Migration {

  override async up(): Promise<void> {
    this.addSql(`alter table if exists "kpay_choice" alter column "account" drop not null;`);
  }

  override async down(): Promise<void> {
    this.addSql(`update "kpay_choice" set "account" = 'default' where "account" is null;`);
    this.addSql(`alter table if exists "kpay_choice" alter column "account" set not null;`);
  }

}
