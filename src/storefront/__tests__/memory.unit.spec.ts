import { toMemory, type KpayStorage } from "../memory"

function makeStorage(text: string | null = null): KpayStorage {
  let kept = text
  return { getItem: () => kept, setItem: (_, next) => void (kept = next) }
}

describe("What a browser remembers of payments", () => {
  it("is found over a reload by the cart, the newest without one, and gone when forgotten", () => {
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

  it("is kept as long as K-Pay is asked, and no longer", () => {
    const storage = makeStorage()
    toMemory(storage).remember("cart_1", "payses_1")
    jest.useFakeTimers({ now: Date.now() + 71 * 60 * 60 * 1000 })
    expect(toMemory(storage).recall("cart_1")).toBe("payses_1")
    jest.setSystemTime(Date.now() + 2 * 60 * 60 * 1000)
    expect(toMemory(storage).recall("cart_1")).toBeNull()
    jest.useRealTimers()
  })

  it("is nothing in a browser that forbids it, keeps nonsense, or is none", () => {
    const forbidding: KpayStorage = {
      getItem: () => {
        throw new Error("SecurityError")
      },
      setItem: () => {
        throw new Error("QuotaExceededError")
      },
    }
    for (const storage of [
      forbidding,
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
