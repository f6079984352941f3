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
  unavailable: "This way of paying is not available right now. Please choose another way.",
  checking:
    "We are checking your payment with {method}. You need not pay again. We will confirm your order as soon as we hear.",
  unplaced:
    "We received your payment. The shop will contact you about your order. Reference {reference}",
  choose_method: "Choose how you want to pay.",
  enter_phone: "Enter the phone number that pays with {method}.",
  wrong_phone: "This is not a Rwandan mobile number. Write it like 0788 300 000.",
  already_waiting:
    "A payment by {method} is still waiting for you. Approve it on {phone}, or wait until it ends before you start another.",
  already_waiting_card:
    "A payment by {method} is still open. Finish it on the card page, or wait until it ends before you start another.",
  nothing_to_pay: "There is nothing to pay here any more.",
  approve_on_phone: "Approve the payment on {phone}.",
  pay_on_card_page: "Finish your payment on the card page.",
  paid: "Paid. Thank you.",
}
