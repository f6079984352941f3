/**
 * Why what an admin asks for is refused, and what to do, in English by their ids. `{{…}}` is filled in. The dashboard says them
 * in its languages.
 */
export const REFUSALS = {
  no_attempt: "There is no attempt {{attempt}}.",
  already_decided:
    "This money does not wait for a decision: it is applied, refunded, to be refunded, dismissed or not paid.",
  partly_refunded:
    "A refund of a part of this money is recorded, so the order would get more than the shop has of it. Refund the rest, or dismiss it.",
  test_money:
    "This was a test payment, so no real money was paid, and the shop takes real money now. Dismiss it.",
  held_for_cart:
    "Medusa has captured this money for the cart that it was paid for. Apply it there, or refund it by hand.",
  cart_changed:
    "The cart does not ask for this amount any more. Name the order to apply the money to, or refund it by hand.",
  cart_is_busy: "Medusa is working on the cart of this money. Try again in a moment.",
  no_order: "There is no order {{order}}.",
  order_is_busy: "Other money is being applied to this order. Try again in a moment.",
  order_cancelled: "The order is cancelled. Name another order, or refund the money by hand.",
  order_in_other_currency:
    "The order is in {{currency}}, and {{amount}} were paid. Name an order in RWF, or refund the money by hand.",
  order_owes_nothing:
    "The order owes nothing any more, and {{amount}} were paid. Name another order, or refund the money by hand.",
  order_owes_less:
    "The order owes {{owed}}, less than the {{amount}} that were paid. Name another order, or refund the money by hand.",
  booked_before_refund:
    "Medusa has booked this money for the order meanwhile. Apply it, and refund the order in Medusa if the money is to go back.",
  booked_before_dismissal: "Medusa has booked this money for the order meanwhile. Apply it.",
  booked_for_cancelled_order:
    "Medusa had booked this money for its order when that was cancelled. Its refund is due now, as for all money of a cancelled order.",
  applied_before_refund:
    "This money is applied. Refund the order in Medusa, and the refund is due here.",
  no_refund: "There is no refund with this id.",
  refund_sent_before: "This refund was sent already, with the reference {{reference}}.",

  // A prompt. A shopper reads the message of the same name.
  choose_method: "Choose the payment method.",
  enter_phone: "Enter the phone number that pays with {{method}}.",
  limit: "The amount is outside the limits of {{method}}. Choose another method.",
  unavailable: "The shop's options do not offer {{method}}, or its K-Pay account is missing there.",
  already_waiting:
    "A {{method}} prompt is waiting for the shopper. A further one can be sent {{seconds}} seconds after it was sent, once K-Pay has accepted it.",
  too_many_prompts:
    "Too many prompts that brought no money were sent to this number or for this payment. Try again later, or by another number or method.",
  nothing_to_pay:
    "There is nothing to pay: money has arrived, or the order is cancelled. If money is not applied yet, decide about it first.",
  wrong_currency: "The order is not in Rwandan francs, so K-Pay cannot take it.",
  amount_not_possible:
    'What is owed is not a whole number of francs. Change the order, or set the option "rounding".',
  session_gone:
    "The payment session is gone, because the cart changed. The shopper must choose the payment method again.",
  card_by_pay_link:
    "A card is entered on the payer's own phone, on the card page. Give them the pay link or its QR code.",
  phone_changed: "The order's phone number has changed. Check the number, then send the request.",
  amount_changed:
    "The order owes {{owed}} now, not {{amount}}. Check the amount, then send the request.",

  // A prompt or a pay link.
  money_arriving: "Money is being applied to this order. Try again in a moment.",
  cancelled_owes_nothing: "The order is cancelled, so there is nothing to pay.",
  order_is_paid: "The order is paid: nothing is left to pay.",
  not_in_region:
    "K-Pay is not enabled in the region of this order. Enable it in the region's settings.",
  money_undecided:
    "Money for this order has arrived and is not applied yet. Decide about it first.",
  only_francs:
    "K-Pay takes Rwandan francs (RWF) only, not {{currency}}. Choose a region whose currency is RWF.",
  below_one_franc: "K-Pay cannot take an amount of {{total}} RWF. It must be at least one franc.",
  no_whole_francs:
    'The total of {{total}} RWF is not a whole number of francs. Change the price, or set the option "rounding".',

  // What is to be read.
  attempt_unknown: "There is no K-Pay attempt with this id.",
  period_reversed: '"from" ({{from}}) is after "to" ({{to}}). Give the earlier day as "from".',
  period_too_long:
    "From {{from}} to {{to}} are {{days}} days. Ask for at most {{max}} days at a time.",
} as const

export type RefusalId = keyof typeof REFUSALS
