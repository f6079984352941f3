import { toMemory, type KpayStorage } from "../memory"

function makeStorage(text: string | null = null): KpayStorage {
  let kept = text
  return { getItem: () => kept, setItem: (_, next) => void (kept = next) }
}

describe("The sessions that a browser remembers", () => {
  it("are found after a reload by the cart, or the newest without a cart, until they are forgotten", () => {
    const storage = makeStorage()
    toMemory(storage).remember("cart_1", "payses_1")
    toMemory(storage).remember("cart_2", "payses_2")
    const reloaded = toMemory(storage)
    expect(["cart_1", "cart_2", "cart_3", undefined].map((key) => reloaded.recall(key))).toEqual([
      "payses_1",
      "payses_2",
      null,
      "payses_2",
    ])
    reloaded.forget("payses_2")
    expect(toMemory(storage).recall()).toBe("payses_1")
  })

  it("are kept as long as the server asks K-Pay, and no longer", () => {
    const storage = makeStorage()
    toMemory(storage).remember("cart_1", "payses_1")
    jest.useFakeTimers({ now: Date.now() + 71 * 60 * 60 * 1000 })
    expect(toMemory(storage).recall("cart_1")).toBe("payses_1")
    jest.setSystemTime(Date.now() + 2 * 60 * 60 * 1000)
    expect(toMemory(storage).recall("cart_1")).toBeNull()
    jest.useRealTimers()
  })

  it("are none where storage is forbidden, unreadable or missing, and no call fails", () => {
    const forbidden: KpayStorage = {
      getItem: () => {
        throw new Error("SecurityError")
      },
      setItem: () => {
        throw new Error("QuotaExceededError")
      },
    }
    for (const storage of [
      forbidden,
      makeStorage("nonsense"),
      makeStorage("{}"),
      null,
      undefined,
    ]) {
      const memory = toMemory(storage)
      expect(memory.recall()).toBeNull()
      expect(() => memory.remember("cart_1", "payses_1")).not.toThrow()
      expect(() => memory.forget("payses_1")).not.toThrow()
    }
  })
})
