import { encode } from "uqr"
import type { KpayQrCode } from "../http-types"

/** Modules of white on each side, as the standard asks for. */
const QUIET_ZONE = 4

/**
 * An address as a QR code. `M` repairs 15 % of it: the address of a pay link (about 130 characters) then has 57 modules on a
 * side with the quiet zone, which are half a millimetre each where it is printed at 3 cm. A better repair makes smaller ones.
 */
export function toQrCode(address: string): KpayQrCode {
  const { size, data } = encode(address, { ecc: "M", border: QUIET_ZONE })
  return { size, path: data.flatMap(toRuns).join("") }
}

/** The dark parts of a row, each as one rectangle. */
function toRuns(row: readonly boolean[], y: number): string[] {
  const starts = row.flatMap((isDark, x) => (isDark && !row[x - 1] ? [x] : []))
  return starts.map((x) => {
    const end = row.indexOf(false, x)
    const width = (end === -1 ? row.length : end) - x
    return `M${x} ${y}h${width}v1h-${width}z`
  })
}
