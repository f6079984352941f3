import type { Messages } from "./message-id"

export const en: Messages = {
  insufficient_funds:
    "There is not enough money on this account. Top up, or pay from another number.",
  declined: "The payment was not approved. Try again, or choose another way.",
  expired: "The request on the phone was not answered in time. Send it again.",
  limit:
    "This amount is outside the limits of {method}. Choose another way, or pay with two orders.",
  wrong_number:
    "This number does not seem to have {method}. Check the number or choose another way.",
  operator:
    "{method} could not complete the payment. Nothing was taken. Try again, or choose another way.",
  operator_card:
    "The card payment did not go through. Nothing was taken. Try again, or choose another way.",
  unavailable:
    "This way of paying is not available right now. Choose another way, or contact the shop.",
  checking:
    "We are checking your payment with {method}. You need not pay again. We will confirm your order as soon as we hear.",
  unapplied:
    "We received your payment. The shop will contact you about your order. Reference {reference}",
  wrong_currency:
    "This cart is in another currency. K-Pay takes Rwandan francs only. Choose another payment method.",
  amount_not_possible: "This amount cannot be paid with {method}. Choose another payment method.",
  session_gone: "Your cart changed. Choose how you want to pay again.",
  choose_method: "Choose how you want to pay.",
  enter_phone: "Enter the phone number that pays with {method}.",
  wrong_phone: "This is not a Rwandan mobile number. Write it like 0788 300 000.",
  already_waiting:
    "A payment by {method} is still waiting for you. Approve it on {phone}, or wait until it ends before you start another.",
  already_waiting_card:
    "A payment by {method} is still open. Finish it on the card page, or wait until it ends before you start another.",
  already_waiting_no_card_page:
    "The card page could not be opened. Wait a minute, then try again or choose another way.",
  too_many_prompts:
    "Too many payment requests were sent. Look at your phone: one may still be waiting. Try again in {wait}, or choose another way.",
  nothing_to_pay: "There is nothing left to pay.",
  approve_on_phone: "Approve the payment on {phone}.",
  pay_on_card_page: "Finish your payment on the card page.",
  paid: "Paid. Thank you.",
  paid_twice:
    "Paid. Thank you. The shop has received a second payment as well, and will contact you about it. Reference {reference}",
  does_not_pay:
    "Your earlier payment, reference {reference}, does not pay this order. Pay it now, or ask the shop.",
  method_degraded: "Payments by {method} often fail right now. Another way may be quicker.",
  method_degraded_alone: "Payments by {method} often fail right now. You can still try.",

  // The pay page.
  pay: "Pay {amount}",
  order_number: "Order {order}",
  phone_number: "Phone number",
  phone_not_for_cards: "Not needed for cards.",
  phone_again: "Leave it empty to use {phone} again.",
  way_momo: "Approve on your MTN phone.",
  way_airtel: "Approve on your Airtel phone.",
  way_card: "Pay on the card page of K-Pay.",
  way_spenn: "Approve in your SPENN app.",
  waiting: "Waiting",
  other_network: "This is a number of {network}: the request comes from {method}.",
  no_message: "No message on the phone? Dial {ussd}",
  no_message_check: "No message on the phone? Check that it is on and has signal.",
  i_have_approved: "I have approved",
  not_confirmed:
    "K-Pay has not confirmed the payment yet. If you have approved it, wait: this page shows it as soon as K-Pay confirms it.",
  send_again: "Send again",
  other_number: "Another number",
  other_way: "Another way to pay",
  may_close: "You may close this page; we will finish your order when you approve.",
  time_now: "It is {time} in Kigali. This page refreshes by itself.",
  to_card_page: "Go to the card page",
  request_waiting:
    "A request is still waiting on {phone} and cannot be taken back. If you send a new one, refuse the old one, or you may pay twice.",
  amount_changed: "The amount is now {amount}. Check it, then pay.",
  receipt: "Receipt",
  amount: "Amount",
  paid_by: "Paid by",
  paid_at: "Date",
  momo_id: "MoMo id (TxId)",
  transaction_id: "Transaction id",
  reference: "Reference",
  keep_receipt: "Keep this page: print it or take a screenshot.",
  payer: "Payer",
  ebm_receipt: "EBM receipt",
  sent_back: "Sent back",
  to_be_sent_back: "To be sent back",
  check_receipt: "To check this receipt, open this address:",
  receipt_paid: "Paid",
  receipt_refund_due: "Paid. The money is to be sent back.",
  receipt_refunded: "Refunded. The money was sent back.",
  receipt_unapplied: "Received, but not applied to any order.",
  receipt_of_cancelled_order: "The order was cancelled.",
  receipt_of_test: "This was a test. No real money was paid.",
  receipt_read_at: "This is what the shop's books say on {time}.",
  receipt_expired: "This address is too old to check the receipt. Ask the shop.",
  receipt_unknown:
    "The shop knows no such receipt. Check that the address is complete. If it is, ask the shop before you rely on the receipt.",
  sold_by: "Seller: {shop}",
  tin: "TIN: {tin}",
  shop_phone: "Phone: {shopPhone}",
  order_cancelled:
    "This order was cancelled, so there is nothing to pay. If you still want it, ask the shop.",
  order_cancelled_refuse:
    "This order was cancelled, so there is nothing to pay. Refuse the request on {phone}. If you still want the order, ask the shop.",
  already_paid: "This order is paid. There is nothing left to pay. Thank you.",
  link_expired: "This link is too old. Ask the shop for a new one.",
  link_unknown:
    "This link is wrong or incomplete. Open it again from the message, or ask the shop for a new one.",
  page_failed:
    "This page does not work right now. Try again in a minute. If you have approved a payment, we will find it. You need not pay again.",
  back: "Back",
  language: "Language",
  pay_link_text: "{shop}: please pay {amount} for order {order} here: {url}",

  // The delivery slip and the courier's page.
  slip: "Delivery slip",
  slip_to_pay: "To pay",
  slip_scan: "Scan the code with your phone's camera, enter your number, and approve.",
  slip_scan_card: "Scan the code with your phone's camera, and pay by card.",
  slip_address: "The code opens {url}",
  slip_until: "It is valid until {time}.",
  slip_no_sms: "The order is paid when the shop's books show it. An SMS is no proof.",
  slip_print: "Print this page and put it with the order.",
  door_paid: "PAID",
  door_hand_over: "You can hand over the order.",
  door_test: "TEST",
  door_ask_shop: "ASK THE SHOP",
  door_was_paid: "{amount} was paid.",
  door_was_refunded: "{amount} of it was sent back, or is to be sent back.",
  door_ask_first: "Ask the shop before you hand over the order.",
  door_unpaid: "NOT PAID YET",
  door_collect: "{amount} TO COLLECT",
  door_ask_amount: "Ask the shop how much to collect.",
  door_received: "{amount} of it was paid before.",
  door_cancelled: "DO NOT HAND OVER",
  door_sent_back: "The money of this order was sent back, or is to be sent back. Ask the shop.",
  door_undecided: "Money came that the shop has not booked for this order. Ask the shop.",
  door_arriving:
    "K-Pay has the money, and the shop's books are being updated. Wait until this page says PAID.",
  door_otherwise: "It was not paid through K-Pay. The shop's books show another payment.",
  door_nothing: "Nothing is to be paid.",
  door_as_of: "As of {time}",
  door_believe: "Believe this page on your own phone, never an SMS or a screenshot.",
  door_check_again: "Check again",
  door_let_pay: "Let the buyer pay",
}
