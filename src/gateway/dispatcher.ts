import { buildConnector, EnvHttpProxyAgent, Pool, type Dispatcher } from "undici"
import { toErrorName } from "./error-name"
import { readProxies } from "./proxies"

export interface DispatcherOptions {
  /** Most connections to one address at once. */
  readonly connectionsMax: number
  readonly connectMs: number
  readonly headersMs: number
  readonly bodyMs: number
  /**
   * Whether a connection carries further requests. A server may close an idle one at the very moment of the next request, whose
   * outcome is then unknown.
   */
  readonly keepsAlive: boolean
  /** A longer answer is an error. */
  readonly answerBytesMax: number
}

/** No connection could be made through the shop's proxy. Says neither the proxy's address nor its password. */
class ProxyError extends Error {
  override readonly name = "ProxyError"

  constructor(
    /** `PROXY_` and what went wrong, e.g. `PROXY_ECONNREFUSED`, or the proxy's answer to CONNECT, e.g. `PROXY_407`. */
    readonly code: string
  ) {
    super(`No connection could be made through the proxy (${code}).`)
  }
}

/**
 * Sends requests over bounded connections, through the proxy that the environment names, if any (`readProxies`).
 *
 * TLS is verified also where `NODE_TLS_REJECT_UNAUTHORIZED=0` is set for another service.
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { connectionsMax, connectMs, headersMs, bodyMs, keepsAlive, answerBytesMax } = options
  const connecting: buildConnector.BuildOptions = { timeout: connectMs, rejectUnauthorized: true }
  return new EnvHttpProxyAgent({
    ...readProxies(process.env),
    connections: connectionsMax,
    pipelining: keepsAlive ? 1 : 0,
    headersTimeout: headersMs,
    bodyTimeout: bodyMs,
    maxResponseSize: answerBytesMax,
    // To the server directly, to the proxy, and to the server through the proxy.
    connect: connecting,
    proxyTls: connecting,
    requestTls: connecting,
    // The proxy's answer to CONNECT is part of connecting.
    clientFactory: (proxy, settings) => new Pool(proxy, { ...settings, headersTimeout: connectMs }),
    factory: (origin, settings) => new Pool(origin, withProxyErrors(settings)),
  })
}

/**
 * undici makes the connection through a proxy by a function. Its errors hold the proxy's address, and after some of them
 * (`UND_ERR_SOCKET`) undici connects again without end.
 */
function withProxyErrors(settings: Pool.Options): Pool.Options {
  const { connect } = settings
  if (typeof connect !== "function") return settings
  return {
    ...settings,
    connect: (target, callback) => {
      connect(target, (...[error, socket]: Parameters<buildConnector.Callback>) => {
        if (error) callback(new ProxyError(`PROXY_${toProxyFault(error)}`), null)
        else callback(null, socket)
      })
    },
  }
}

/** The HTTP status by which the proxy refused, which undici gives in its text only; else the error's name. */
function toProxyFault(error: Error): string {
  return /^Proxy response \((\d{3})\)/.exec(error.message)?.[1] ?? toErrorName(error)
}
