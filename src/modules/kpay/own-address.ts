/**
 * Where K-Pay posts callbacks. The token is the only secret in it: whoever knows it can make us ask K-Pay, and nothing else.
 *
 * @param backendUrl the option; it may have a path of its own.
 */
export function toCallbackAddress(backendUrl: string, token: string): string {
  return toAddress(backendUrl, `hooks/kpay/${token}`)
}

/** Where the browser comes back to from the card page. */
export function toReturnAddress(backendUrl: string, token: string): string {
  return toAddress(backendUrl, `kpay/return/${token}`)
}

function toAddress(backendUrl: string, path: string): string {
  return `${backendUrl.replace(/\/+$/, "")}/${path}`
}
