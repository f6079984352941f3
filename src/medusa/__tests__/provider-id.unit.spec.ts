import { isOurs } from "../provider-id"

describe("A provider entry", () => {
  it.each(["pp_kpay", "pp_kpay_kpay", "pp_kpay_second"])(
    "%s is one of this plugin",
    (provider_id) => {
      expect(isOurs({ provider_id })).toBe(true)
    }
  )

  it.each(["pp_kpaybank_x", "pp_kpaybank", "pp_system_default", "kpay", "pp_stripe_pp_kpay"])(
    "%s belongs to another plugin",
    (provider_id) => {
      expect(isOurs({ provider_id })).toBe(false)
    }
  )
})
