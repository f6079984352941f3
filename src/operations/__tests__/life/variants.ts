import { CODE, type Rules } from "./rules"
import type { Bounds } from "./state"

/** A known fault: it makes the code wrong in one place, and the search must find what comes of it. */
export interface Variant {
  readonly name: string
  readonly rules: Rules
  readonly bounds: Bounds
  /** What the search finds. */
  readonly finds: RegExp
}

const ONE_CALM: Bounds = { attempts: 1, disturbances: 0 }
const ONE: Bounds = { attempts: 1, disturbances: 1 }
const TWO_CALM: Bounds = { attempts: 2, disturbances: 0 }
const TWO: Bounds = { attempts: 2, disturbances: 1 }
const TWO_PROMPTS: Bounds = { attempts: 2, disturbances: 0, withTwoPrompts: true }

const wrong = (name: string, rule: keyof Rules, bounds: Bounds, finds: RegExp): Variant => ({
  name,
  rules: { ...CODE, [rule]: false },
  bounds,
  finds,
})

export const VARIANTS: readonly Variant[] = [
  wrong("a claim is taken from a living server", "claimIsConditional", ONE_CALM, /two servers/),
  wrong("a late answer overwrites a newer status", "transitionIsConditional", ONE, /was paid and/),
  wrong("`pay` is sent again after a timeout", "payIsSentOnce", ONE, /sent twice/),
  wrong("an unknown outcome is a failure", "unknownStaysOpen", ONE, /which stays failed/),
  wrong("a failed prompt that is out stays failed", "failedIsFoundAgain", TWO, /calls pending/),
  wrong("a callback is believed", "callbackIsHint", ONE, /K-Pay has no money/),
  wrong("the balance is not read before money is applied", "balanceIsReadAgain", ONE, /owes 1/),
  wrong("a capture is booked beside its process", "bookingIsLeftAlone", ONE, /booked twice/),
  wrong("a refusal of money is not confirmed", "refusalIsConfirmed", ONE, /no attempt answers/),
  wrong("attempts of one order take no turns", "moneyTakesTurns", TWO_PROMPTS, /are captured/),
  wrong("an open attempt is not in the way", "openAttemptBlocks", TWO_CALM, /two attempts/),
  wrong("a collection opened meanwhile is not seen", "orderBlocks", TWO, /two attempts/),
  wrong("a session takes two attempts' money", "sessionIsTakenOnce", TWO_CALM, /by one capture/),
  wrong("an event is written after its fact", "eventIsInTransaction", ONE_CALM, /no event/),
  wrong("K-Pay is not asked before cancelling", "cancellingAsksFirst", ONE, /cancelled as unpaid/),
  wrong("core's books keep it", "bookedForCancelledIsRefunded", ONE, /goes round for ever/),
  wrong("cancelled orders are looked at once", "cancelledIsLookedAtAgain", ONE, /not sent back/),
]
