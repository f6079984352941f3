/** Stops the PostgreSQL that the tests started for themselves. */
export default async function tearDown(): Promise<void> {
  const { stopPostgres } = globalThis as { stopPostgres?: () => Promise<void> }
  await stopPostgres?.()
}
