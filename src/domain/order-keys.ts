/** By what attempts name orders: one that has no money yet knows the payment collection only. */
export interface OrderKeys {
  readonly orderIds: readonly string[]
  readonly paymentCollectionIds: readonly string[]
}
