import { METHODS, toMethodOfNetwork } from "../../domain/methods"
import type { Network } from "../../domain/msisdn"
import type { KpayMethodId } from "../shop-routes"

/**
 * The method that reaches a number of a network. `null` where the number does not decide it: the network is unknown, or the
 * chosen method works with numbers of any network.
 *
 * @param chosen the method that the shopper has chosen, if any.
 */
export function findMethodOfPhone(
  network: Network | null,
  chosen: KpayMethodId | null | undefined
): KpayMethodId | null {
  if (!network || (chosen && METHODS[chosen].network === null)) return null
  return toMethodOfNetwork(chosen ?? "momo", network)
}
