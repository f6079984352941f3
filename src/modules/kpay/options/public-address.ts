/** Whether an address is encrypted. */
export function isHttps(address: string): boolean {
  return new URL(address).protocol === "https:"
}

/** Whether an address leads nowhere outside this machine or its network. */
export function isLocal(address: string): boolean {
  const { hostname } = new URL(address)
  return /^(localhost|.*\.local(host)?|127\..*|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*|0\.0\.0\.0|\[.*\])$/.test(
    hostname
  )
}
