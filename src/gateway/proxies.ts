/** What undici's `EnvHttpProxyAgent` takes; empty where there is no proxy. */
export interface Proxies {
  readonly httpProxy: string
  readonly httpsProxy: string
  readonly noProxy: string
}

/** This machine, which no proxy can reach for us. The sandbox runs here. */
const THIS_MACHINE = ["localhost", "127.0.0.1", "[::1]"]

/**
 * The proxies that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name, in capitals or small letters. Addresses of this machine
 * are reached without one.
 *
 * @throws Error that names the variable when its value is no proxy's address. It does not show the value, which may hold a
 * password.
 */
export function readProxies(env: NodeJS.ProcessEnv): Proxies {
  const exceptions = (env.no_proxy || env.NO_PROXY || "").trim()
  return {
    httpProxy: readProxy(env, "HTTP_PROXY"),
    httpsProxy: readProxy(env, "HTTPS_PROXY"),
    // undici understands "*" only where it stands alone.
    noProxy: exceptions === "*" ? "*" : [exceptions, ...THIS_MACHINE].filter(Boolean).join(","),
  }
}

function readProxy(env: NodeJS.ProcessEnv, name: "HTTP_PROXY" | "HTTPS_PROXY"): string {
  const value = (env[name.toLowerCase()] || env[name] || "").trim()
  if (value === "") return ""
  // "proxy.example:3128" is allowed, as for curl.
  const address = value.includes("://") ? value : `http://${value}`
  if (isProxyAddress(address)) return address
  throw new Error(
    `The environment variable ${name} must be the address of a proxy, e.g. http://user:password@proxy.example:3128, with special characters percent-encoded. Other protocols, such as SOCKS, are not supported.`
  )
}

/** Whether it is a web address whose name and password can be read: a "%" in them is written "%25". */
function isProxyAddress(address: string): boolean {
  try {
    const { protocol, username, password } = new URL(address)
    decodeURIComponent(username + password)
    return protocol === "http:" || protocol === "https:"
  } catch {
    return false
  }
}
