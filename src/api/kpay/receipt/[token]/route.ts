import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { answerReceipt } from "../../../pay-page"

/** What the shop's books say now of a payment, for anybody who holds its receipt: a page for any browser, made for print. */
export async function GET(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  await answerReceipt(request, response)
}
