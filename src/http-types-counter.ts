import type { MethodId } from "./domain/methods"

/** What an order can be asked for on a phone now. */
export interface KpayPromptOffer {
  /** What is owed, in whole francs as K-Pay is asked for it; 0 when nothing. */
  readonly amount: number
  readonly currency_code: string
  /** The number of the newest prompt, else of the order; `null` where the shop knows none. */
  readonly phone_masked: string | null
  /** The methods that ring on a phone. */
  readonly methods: readonly {
    readonly id: MethodId
    readonly label: string
    readonly available: boolean
    /** Why it is not available. */
    readonly reason?: string
    /** That it often fails right now. */
    readonly notice?: string
    /** What the payer dials when no prompt came. */
    readonly ussd: string | null
  }[]
}

export interface KpayPromptOfferResponse {
  readonly prompt: KpayPromptOffer
}

/** What comes with a pay link, behind the same token. */
export interface KpayCounterLinks {
  /** A page to print, with the link as a QR code. */
  readonly slip_url: string
  /** A page that tells a courier whether the order is paid. */
  readonly courier_url: string
  /** The pay link as a QR code. */
  readonly qr: KpayQrCode
}

/** Where the slip and the courier's page of an order are, whether it is paid or not. */
export interface KpayDoorLinksResponse extends Omit<KpayCounterLinks, "qr"> {
  /** The courier's page as a QR code. */
  readonly courier_qr: KpayQrCode
  readonly expires_at: string
}

/** A QR code, to be drawn as `<svg viewBox="0 0 size size"><path d={path}/></svg>`, black on white. Its quiet zone is in it. */
export interface KpayQrCode {
  /** Modules on a side, with the quiet zone. */
  readonly size: number
  readonly path: string
}
