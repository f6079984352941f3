/** K-Pay's documented test cards. The card page declines every other card. */
export const TEST_CARDS: readonly { readonly brand: string; readonly number: string }[] = [
  { brand: "Visa", number: "4111111111111111" },
  { brand: "Visa", number: "4444333322221111" },
  { brand: "Visa", number: "4035501000000008" },
  { brand: "Mastercard", number: "5555444433331111" },
  { brand: "Mastercard", number: "2222410740360010" },
  { brand: "Mastercard", number: "5555555555554444" },
]

/** Whether the card page's form holds a test card with a future expiry and a 3-digit CVV. */
export function isTestCard(form: URLSearchParams): boolean {
  const number = (form.get("number") ?? "").replace(/\D/g, "")
  const expiry = /^(0[1-9]|1[0-2])\s*\/\s*(\d{2})$/.exec((form.get("expiry") ?? "").trim())
  if (!expiry) return false
  // A card is valid until the last day of its month.
  const expiresAt = new Date(2000 + Number(expiry[2]), Number(expiry[1]), 1)
  const isKnown = TEST_CARDS.some((card) => card.number === number)
  return isKnown && expiresAt > new Date() && /^\d{3}$/.test((form.get("cvv") ?? "").trim())
}
