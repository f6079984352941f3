import { makeShop } from "./made-shop"

/** Makes the shop that each file of tests takes a copy of. */
export default async function setUp(): Promise<void> {
  await makeShop()
}
