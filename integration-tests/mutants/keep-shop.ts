import setUpPostgres from "../global-setup"
import tearDownPostgres from "../global-teardown"
import { makeTemplateShop, toUrl } from "../http/template-shop"

/** Makes the shop of the HTTP tests once for many runs of jest, writes the environment that they need, and keeps it until stdin ends. */
async function main(): Promise<void> {
  await setUpPostgres()
  await makeTemplateShop()
  const { KPAY_TEMPLATE_SHOP } = process.env
  console.log(JSON.stringify({ DATABASE_URL: toUrl("postgres"), KPAY_TEMPLATE_SHOP }))
  process.stdin.resume().once("end", () => {
    void tearDownPostgres().finally(() => process.exit())
  })
}

void main()
