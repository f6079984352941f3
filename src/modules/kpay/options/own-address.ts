/**
 * Where K-Pay posts callbacks. The token is the only secret in it: whoever knows it can make us ask K-Pay, and nothing else.
 *
 * @param backendUrl the option; it may have a path of its own.
 */
export function toCallbackAddress(backendUrl: string, token: string): string {
  return toAddress(backendUrl, `hooks/kpay/${token}`)
}

/** The page that a card payer comes from and goes back to: the shop's own, or the pay page. */
export type ReturnTo = "shop" | "pay_page"

/**
 * Where the browser comes back to from the card page. The address itself says whither it goes on, so that it does without a
 * cookie, and in another browser.
 */
export function toReturnAddress(backendUrl: string, token: string, returnTo: ReturnTo): string {
  const path = `kpay/return/${token}`
  return toAddress(backendUrl, returnTo === "pay_page" ? `${path}/pay-page` : path)
}

/** Where a payment can be made without the shop's own pages. */
export function toPayPageAddress(backendUrl: string, payToken: string): string {
  return toAddress(backendUrl, `kpay/pay/${payToken}`)
}

function toAddress(backendUrl: string, path: string): string {
  return `${backendUrl.replace(/\/+$/, "")}/${path}`
}
