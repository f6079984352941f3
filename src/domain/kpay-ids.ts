/** Our name for one attempt at K-Pay: up to 36 of `[A-Za-z0-9_-]`, used once. */
export type Refid = string & { readonly __brand: "Refid" }

/** A MoMo transaction's id as it is compared. Operators print one with spaces or small letters at times. */
export function toMomoId(text: string): string {
  return text.replace(/\s+/g, "").toUpperCase()
}

/** K-Pay's name for the transaction. */
export type Tid = string & { readonly __brand: "Tid" }
