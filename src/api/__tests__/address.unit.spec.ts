import fc from "fast-check"
import { toKnownAddress } from "../address"

describe("A request's address", () => {
  it.each([
    "/pay/cGF5X2NvbF8wMQ.sAf3-_x",
    "/attempts.csv?q=%00&from=2026-01-31",
    "/attempts/kpatt_01JA/refresh",
    "/pay/cGF5%5FY29s%2Esig?lang=rw",
    "http://shop.example:9000/pay/token",
    "/",
    "/?q=a",
    "",
  ])("stays as it is where its parts can be ours: %s", (url) => {
    expect(toKnownAddress(url)).toBe(url)
  })

  it("has parts that can be decoded and are short, whatever is asked for, and is not changed twice", () => {
    const part = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string().map((text) => encodeURIComponent(Buffer.from(text).toString())),
      fc.stringMatching(/^(%[0-9a-f]{2}){1,6}$/)
    )
    fc.assert(
      fc.property(fc.array(part), fc.string(), (parts, query) => {
        const known = toKnownAddress(`/${parts.join("/")}?${query}`)
        expect(toKnownAddress(known)).toBe(known)
        const [path = ""] = known.split("?")
        for (const one of path.split("/"))
          expect(decodeURIComponent(one)).toMatch(/^[\w.-]{0,300}$/)
      })
    )
  })

  it.each([
    ["a null byte", "/attempts/%00/apply", "/attempts/unknown/apply"],
    ["a null byte in an id", "/attempts/kpatt%00?q=%00", "/attempts/unknown?q=%00"],
    ["broken UTF-8", "/pay/%ff", "/pay/unknown"],
    ["broken encoding", "/pay/%zz?lang=rw", "/pay/unknown?lang=rw"],
    ["a lone surrogate", "/pay/%ED%A0%80", "/pay/unknown"],
    ["another folder", "/pay/..%2f..%2fadmin", "/pay/unknown"],
    ["SQL", "/sessions/'%20or%201=1--", "/sessions/unknown"],
    ["an emoji", "/sessions/%F0%9F%98%80", "/sessions/unknown"],
    ["too many characters", `/sessions/${"a".repeat(301)}/attempts`, "/sessions/unknown/attempts"],
    ["a host before it", "http://shop.example/pay/%00", "http://shop.example/pay/unknown"],
  ])("is unknown where a part is %s", (_, url, known) => {
    expect(toKnownAddress(url)).toBe(known)
  })
})
