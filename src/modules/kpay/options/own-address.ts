/**
 * Where K-Pay posts callbacks. The token is the only secret in it: a caller who knows it can make the server ask K-Pay, and
 * nothing else.
 *
 * @param backendUrl the option; it may have a path of its own.
 */
export function toCallbackAddress(backendUrl: string, token: string): string {
  return toAddress(backendUrl, `hooks/kpay/${token}`)
}

/** The page that a card payer comes from and goes back to: the shop's own, or the pay page. */
export type ReturnTo = "shop" | "pay_page"

/**
 * Where the browser returns to from the card page. The address itself says where it goes on to, so that it works without a
 * cookie and in another browser.
 */
export function toReturnAddress(backendUrl: string, token: string, returnTo: ReturnTo): string {
  const path = `kpay/return/${token}`
  return toAddress(backendUrl, returnTo === "pay_page" ? `${path}/pay-page` : path)
}

/** Where a payment can be made without the shop's own pages. */
export function toPayPageAddress(backendUrl: string, payToken: string): string {
  return toAddress(backendUrl, `kpay/pay/${payToken}`)
}

/** Where a slip with a pay link's QR code is printed from. */
export function toSlipAddress(backendUrl: string, payToken: string): string {
  return toAddress(backendUrl, `kpay/slip/${payToken}`)
}

/** Where a courier sees whether an order is paid. */
export function toCourierAddress(backendUrl: string, payToken: string): string {
  return toAddress(backendUrl, `kpay/courier/${payToken}`)
}

/** Where anybody who holds a receipt can check it. */
export function toReceiptAddress(backendUrl: string, receiptToken: string): string {
  return toAddress(backendUrl, `kpay/receipt/${receiptToken}`)
}

/**
 * The shop's own page after the card page, with parameters. A storefront with hash routes (`https://shop.example/#/pay`)
 * reads parameters only behind its route, so they go there.
 */
export function toShopReturnAddress(
  storefrontUrl: string,
  parameters: Readonly<Record<string, string>>
): string {
  const address = new URL(storefrontUrl)
  if (!address.hash.startsWith("#/") && !address.hash.startsWith("#!/")) {
    for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value)
    return address.href
  }
  const [route = "", query = ""] = address.hash.split("?")
  const merged = new URLSearchParams(query)
  for (const [name, value] of Object.entries(parameters)) merged.set(name, value)
  address.hash = merged.size > 0 ? `${route}?${merged.toString()}` : route
  return address.href
}

function toAddress(backendUrl: string, path: string): string {
  return `${backendUrl.replace(/\/+$/, "")}/${path}`
}
