/**
 * Why there is no slip and no courier's page for an order, in English by their ids. The dashboard says them in its languages.
 */
export const COUNTER_REFUSALS = {
  door_other_currency: "The order is not in Rwandan francs: its pages cannot be shown.",
  door_no_payment: "The order has no payment in Medusa yet. Make a pay link for it first.",
} as const
