import { toBackendAddressCheck, toCallbackRouteCheck } from "../address-checks"

describe("The address that K-Pay posts to", () => {
  it.each([
    ["https://shop.example", true, "ok"],
    ["https://shop.example/medusa/", false, "ok"],
    ["http://shop.example", true, "error"],
    ["http://shop.example", false, "warning"],
    ["http://localhost:9000", false, "warning"],
    ["https://192.168.1.20", true, "error"],
    ["https://[::1]:9000", false, "warning"],
  ])("%s, live %s: %s", (backendUrl, isLive, status) => {
    const check = toBackendAddressCheck(backendUrl, isLive)
    expect(check).toMatchObject({ status })
    expect(check.remedy === null).toBe(status === "ok")
  })

  it.each([
    ["ENOTFOUND", /DNS/],
    ["EAI_AGAIN", /DNS/],
    ["ECONNREFUSED", /firewall/],
    ["TimeoutError", /firewall/],
    ["CERT_HAS_EXPIRED", /certificate/],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", /certificate/],
    ["ERR_TLS_CERT_ALTNAME_INVALID", /certificate/],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", /certificate/],
  ])("no answer (%s): says what to look at", (cause, remedy) => {
    expect(toCallbackRouteCheck({ state: "unanswered", cause })).toMatchObject({
      status: "error",
      message: expect.stringContaining(cause) as string,
      remedy: expect.stringMatching(remedy) as string,
    })
  })

  it.each([
    [200, /forwards \/hooks/],
    [404, /forwards \/hooks/],
    [301, /redirects to/],
    [401, /without a login/],
    [403, /without a login/],
    [502, /behind the proxy/],
  ])("another answer (HTTP %i): says what to look at", (httpStatus, remedy) => {
    expect(toCallbackRouteCheck({ state: "answered", httpStatus, isOk: false })).toMatchObject({
      status: "error",
      message: expect.stringContaining(String(httpStatus)) as string,
      remedy: expect.stringMatching(remedy) as string,
    })
  })

  it("the answer that K-Pay expects is fine", () => {
    expect(toCallbackRouteCheck({ state: "answered", httpStatus: 200, isOk: true })).toMatchObject({
      status: "ok",
      remedy: null,
    })
  })
})
