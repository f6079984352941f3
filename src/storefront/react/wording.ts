import type { KpayTexts } from "../texts/texts"

/** The language of a component, and the shop's texts in place of the kit's. */
export interface Wording {
  /** `en`, `fr` or `rw`. */
  readonly locale?: string | undefined
  readonly texts?: Partial<KpayTexts> | undefined
}
