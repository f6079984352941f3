import fc from "fast-check"
import { readProxies } from "../proxies"

/** What a shop, or its host, may write there. */
const address = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.webUrl(),
  fc.string().map((text) => `http://user:${text}@proxy.example:3128`),
  fc.constantFrom(
    "",
    " ",
    "proxy.example:3128",
    "socks5://proxy.example",
    "http://",
    "http://%zz@a"
  )
)

describe("The proxies of the environment", () => {
  it("are web addresses whose credentials can be read, or an error that names the variable and not its value", () => {
    fc.assert(
      fc.property(address, fc.constantFrom("HTTP_PROXY", "https_proxy"), (value, name) => {
        try {
          const { httpProxy, httpsProxy } = readProxies({ [name]: value })
          const proxy = name === "HTTP_PROXY" ? httpProxy : httpsProxy
          if (value.trim() === "") expect(proxy).toBe("")
          else {
            const { protocol, username, password } = new URL(proxy)
            expect(["http:", "https:"]).toContain(protocol)
            expect(typeof decodeURIComponent(username + password)).toBe("string")
          }
        } catch (error) {
          const { message } = error as Error
          expect(message).toContain(`variable ${name.toUpperCase()} `)
          if (value.length > 20) expect(message).not.toContain(value.trim())
        }
      }),
      { numRuns: 2_000 }
    )
  })

  it("leave this machine out, and everything where the shop says so", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom("*", " * ")), (exceptions) => {
        const { noProxy } = readProxies({ NO_PROXY: exceptions })
        if (exceptions.trim() === "*") expect(noProxy).toBe("*")
        else expect(noProxy.split(",").slice(-3)).toEqual(["localhost", "127.0.0.1", "[::1]"])
      })
    )
  })
})
