import type { Payable } from "../../operations/read-payment"
import { RecentPayables } from "../recent-payables"

const payable = (owedRwf: number): Payable => ({
  orders: [],
  balance: { currencyCode: "rwf", owed: owedRwf, isCancelled: false },
  owedRwf,
  isUnpaid: owedRwf > 0,
  collectionIds: [],
})

describe("What polled payments owed a moment ago", () => {
  let now = 0
  const make = (): RecentPayables => new RecentPayables(() => now)

  it("is known for ten seconds, and no longer", () => {
    const recent = make()
    recent.keep("pay_col_1", payable(6_200))
    now += 9_999
    expect(recent.find("pay_col_1")).toMatchObject({ owedRwf: 6_200 })
    expect(recent.find("pay_col_2")).toBeNull()
    now += 1
    expect(recent.find("pay_col_1")).toBeNull()
  })

  it("is what was read last", () => {
    const recent = make()
    recent.keep("pay_col_1", payable(6_200))
    recent.keep("pay_col_1", payable(2_700))
    expect(recent.find("pay_col_1")).toMatchObject({ owedRwf: 2_700 })
  })

  it("is kept for 5,000 payments; the oldest make room", () => {
    const recent = make()
    for (let n = 0; n < 5_001; n++) recent.keep(`pay_col_${n}`, payable(n))
    expect(recent.find("pay_col_0")).toBeNull()
    expect(recent.find("pay_col_1")).toMatchObject({ owedRwf: 1 })
    expect(recent.find("pay_col_5000")).toMatchObject({ owedRwf: 5_000 })
  })
})
