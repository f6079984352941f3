/** The ids that the shop's rule names. */
export const HUYE_CHANNEL = "sc_huye"
export const MUSANZE_LOCATION = "sloc_musanze"

/** A sales channel that the rule names and Medusa does not have. */
export const GONE_CHANNEL = "sc_gone"

const HUYE = { username: "huye", password: "huye-secret", retailerId: "02" }
const MUSANZE = { username: "musanze", password: "musanze-secret", retailerId: "03" }

/** A shop of three retailers: its own, one of a sales channel, and one of a location where shoppers fetch their goods. */
export const THREE_RETAILERS = {
  sandbox: { merchants: [HUYE, MUSANZE] },
  env: { KPAY_ACCOUNTS: JSON.stringify({ huye: HUYE, musanze: MUSANZE }) },
  options: {
    accountBy: {
      salesChannel: { [HUYE_CHANNEL]: "huye", [GONE_CHANNEL]: "huye" },
      stockLocation: { [MUSANZE_LOCATION]: "musanze" },
    },
  },
}
