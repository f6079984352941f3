/** The key of an order's metadata under which a shop stores the number of the tax receipt (EBM) that it issued. */
export const EBM_RECEIPT_KEY = "ebm_receipt"
