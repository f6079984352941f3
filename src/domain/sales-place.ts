/** Where something is sold and where it is handed over from, by Medusa's ids. */
export interface SalesPlace {
  readonly salesChannelIds: readonly string[]
  /** The locations that the chosen deliveries and pick-ups start from. */
  readonly stockLocationIds: readonly string[]
}
