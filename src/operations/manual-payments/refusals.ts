/**
 * Why a payment by hand is not recorded or taken back, or K-Pay's money of the same transfer not decided about, in English by their
 * ids. `{{…}}` is filled in. The dashboard says them in its languages.
 */
export const MANUAL_PAYMENT_REFUSALS = {
  manual_order_cancelled: "The order is cancelled, so no payment can be recorded for it.",
  manual_other_currency:
    "The order is in {{currency}}, and only francs (RWF) can be recorded here. Record the payment in Medusa.",
  manual_money_arriving:
    "K-Pay has received money for this order, and it is being applied. Wait a moment, then check what the order still owes.",
  manual_order_paid: "The order owes RWF 0: it is paid.",
  manual_owes_less: "The order owes {{owed}}, less than {{amount}}. Enter at most what it owes.",
  manual_decide_first:
    "K-Pay has received money for this order that is not applied yet. Apply, refund or dismiss it first.",
  manual_earlier_stuck:
    "An earlier payment that was recorded for this order could not be booked in Medusa yet. It is tried again every minute; the server's log says what is in the way.",
  manual_request_used:
    'This "request_id" was used for another payment. Open the dialog again, or send a new one for each payment.',
  manual_taken_back_since:
    'This payment was recorded, and the record was taken back since. To record it again, open the dialog again, or send a new "request_id".',
  manual_not_owed:
    "The order did not owe {{amount}} any more when the payment was to be booked, so it was not booked.",
  manual_no_momo_id:
    'This is no MoMo transaction id. Enter the id alone, as it stands in the SMS behind "TxId".',
  manual_recorded_already:
    "The MoMo transaction {{reference}} is recorded already, as a payment of {{order}}. If that record was a mistake, take it back there.",
  manual_of_kpay:
    "The transaction {{reference}} is that of the K-Pay payment {{refid}}. Ask K-Pay about that payment; if other money came, enter the id of its own transfer.",
  manual_of_kpay_order:
    "The transaction {{reference}} is that of the K-Pay payment {{refid}}, of {{order}}. Ask K-Pay about that payment; if other money came, enter the id of its own transfer.",

  // K-Pay's money of a transfer that is recorded by hand.
  manual_same_transfer:
    "An admin has recorded the MoMo transaction {{reference}} by hand, as a payment of {{orders}}. The shop has this money once, so dismiss it here. If that record was a mistake, take it back on the order's page.",
  manual_same_transfer_less:
    "An admin has recorded only {{recorded}} of the MoMo transaction {{reference}} by hand, as a payment of {{orders}}, and K-Pay took {{taken}} with it. Take the record back on the order's page, then apply this money.",
  manual_being_booked:
    "The MoMo transaction {{reference}} is being booked by hand, as a payment of {{orders}}. Try again in a minute.",

  // Taking a record back.
  manual_unknown: "The order {{order}} has no payment by hand with the id {{id}}.",
  manual_not_booked: "This payment is not booked, so there is nothing to take back.",
  manual_partly_refunded:
    "Medusa has refunded a part of this payment. Refund the rest of it in Medusa, then take it back here.",
  manual_order_gone:
    "The order is cancelled or deleted. Refund this payment in Medusa, then take it back here.",
  manual_changed: "This payment was changed meanwhile. Read it again.",

  // Orders within a sentence.
  manual_order: "the order #{{number}}",
  manual_order_deleted: "an order that is deleted",
  manual_orders: "{{first}} and {{second}}",
} as const
