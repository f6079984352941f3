import type { SalesPlace } from "../../domain/sales-place"
import { parseAccountBy, type AccountRules } from "./account-by"
import { pickAccount } from "./pick-account"

/** The shop's rule that says which K-Pay account takes the money of which sales channel or stock location. */
export default class KpayAccountRuleService {
  private readonly rules_: AccountRules

  constructor(_dependencies: object, options: unknown) {
    this.rules_ = parseAccountBy(options)
  }

  /** Every place that the rule names. */
  get named(): SalesPlace {
    const { salesChannel, stockLocation } = this.rules_
    return {
      salesChannelIds: [...salesChannel.keys()],
      stockLocationIds: [...stockLocation.keys()],
    }
  }

  /** Whether the rule names any place. */
  get isSet(): boolean {
    const { salesChannel, stockLocation } = this.rules_
    return salesChannel.size + stockLocation.size > 0
  }

  /** The account of a place; `null` where the rule names none for it. */
  chooseAccount(place: SalesPlace): string | null {
    return pickAccount(this.rules_, place)
  }
}
