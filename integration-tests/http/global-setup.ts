import setUpPostgres from "../global-setup"
import { makeTemplateShop } from "./template-shop"

/** Makes the shop that each file of tests takes a copy of. */
export default async function setUp(): Promise<void> {
  await setUpPostgres()
  await makeTemplateShop()
}
