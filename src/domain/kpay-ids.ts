/** Our name for one attempt at K-Pay: up to 36 of `[A-Za-z0-9_-]`, used once. */
export type Refid = string & { readonly __brand: "Refid" }

/** K-Pay's name for the transaction. */
export type Tid = string & { readonly __brand: "Tid" }
