import type { MethodId } from "../../domain/methods"
import { toMethodsView } from "../methods-view"

const SHOP = { methods: ["momo", "airtel", "card", "spenn"] as MethodId[], limits: {} }
const ALONE = "Payments by MTN MoMo often fail right now. You can still try."

const listed = (
  degraded: readonly MethodId[],
  settings: Parameters<typeof toMethodsView>[2] = SHOP
) => toMethodsView(5_000, "en", settings, new Set(degraded))
const ids = (...input: Parameters<typeof listed>) => listed(...input).map(({ id }) => id)

describe("The payment methods of a shop", () => {
  it("keep the shop's order while none is degraded", () => {
    expect(ids([])).toEqual(SHOP.methods)
    expect(listed([]).some(({ notice }) => notice)).toBe(false)
  })

  it("have the degraded ones last, among themselves in the shop's order, and all can be chosen", () => {
    expect(ids(["airtel", "momo"])).toEqual(["card", "spenn", "momo", "airtel"])
    expect(listed(["airtel", "momo"]).every(({ available }) => available)).toBe(true)
  })

  it("keep the shop's order where all are degraded, and promise no quicker way", () => {
    const view = listed(SHOP.methods)
    expect(view.map(({ id }) => id)).toEqual(SHOP.methods)
    expect(view[0]?.notice).toBe(ALONE)
  })

  it("keep their places where the others cannot take the amount", () => {
    const limits = { airtel: { min: 1, max: 10 } }
    const view = listed(["momo"], { methods: ["momo", "airtel"], limits })
    expect(view.map(({ id, notice }) => [id, notice])).toEqual([
      ["momo", ALONE],
      ["airtel", undefined],
    ])
  })

  it("say of a method that cannot take the amount why, and not that it is degraded", () => {
    const limits = { momo: { min: 1, max: 10 } }
    const [momo] = listed(["momo"], { ...SHOP, limits })
    expect(momo).toMatchObject({ id: "momo", available: false })
    expect(momo?.notice).toBeUndefined()
  })
})
