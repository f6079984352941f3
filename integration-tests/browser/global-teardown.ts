/** Stops the shop and forgets it. */
export default async function tearDown(): Promise<void> {
  const { stopShop } = globalThis as { stopShop?: () => Promise<void> }
  await stopShop?.()
}
