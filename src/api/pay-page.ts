import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { readDegradedMethods } from "../degraded-methods/read"
import type { MethodId } from "../domain/methods"
import { toAcceptedLocale } from "../messages/accepted-locale"
import { toLocale, type Locale } from "../domain/locales"
import { KPAY_MODULE } from "../modules/kpay"
import type KpayModuleService from "../modules/kpay/service"
import type { Frame } from "../pay-page/layout"
import { toContentSecurityPolicy } from "../pay-page/style"
import { readPagePayment, type PagePayment } from "../operations/pay-page-payment"
import { toErrorText } from "../medusa/error-text"
import { readShopName } from "../medusa/names"
import { openPayLink, type FoundPayPage } from "../operations/make-pay-link"
import { readReceipt } from "../operations/receipt"
import { toNotice } from "./pay-page-view"
import { toReceiptPage } from "./receipt-view"

/** A shopper on the pay page of a payment. */
export interface Visit {
  readonly payment: PagePayment
  /** Until when the link is good. */
  readonly expiresAt: Date
  readonly frame: Frame
  readonly kpay: KpayModuleService
  /** The methods that often fail at this time. */
  readonly degraded: ReadonlySet<MethodId>
  /** Reads the payment again, after something was done about it. */
  readonly readAgain: () => Promise<PagePayment>
}

/** What the page of a fault has besides its message. */
interface FaultExtras {
  /** The browser tries again after this many seconds; left out, never. */
  readonly refreshS?: number
}

/**
 * Opens the pay page for a shopper who came by its link. A wrong or expired link is answered with a page too.
 */
export async function answerVisit(
  request: MedusaRequest,
  response: MedusaResponse,
  answer: (visit: Visit) => Promise<void>,
  onFault: FaultExtras = {}
): Promise<void> {
  const container = request.scope
  const answerLink = async (): Promise<void> => {
    const link = await openPayLink(container, request.params.token ?? "")
    if (link === "expired") {
      sendTooOld(request, response)
      return
    }
    const payment = link && (await readPagePayment(container, link.collectionId))
    if (!payment) {
      sendNotFound(request, response)
      return
    }
    const locale =
      readLang(request) ??
      (payment.locale === null ? toAskedLocale(request) : toLocale(payment.locale)) ??
      "en"
    await answer({
      payment,
      expiresAt: link.expiresAt,
      frame: await readFrame(container, locale),
      kpay: container.resolve<KpayModuleService>(KPAY_MODULE),
      degraded: await readDegradedMethods(container),
      readAgain: async () => (await readPagePayment(container, payment.collection.id)) ?? payment,
    })
  }
  await answerWithPage(request, response, answerLink, onFault)
}

/**
 * Shows a receipt to anybody who holds its address. A wrong or expired address is answered with a page too. Nothing can be
 * paid there, and K-Pay is not asked.
 */
export async function answerReceipt(
  request: MedusaRequest,
  response: MedusaResponse
): Promise<void> {
  const container = request.scope
  await answerWithPage(request, response, async () => {
    const receipt = await readReceipt(container, request.params.token ?? "")
    const asked = toAskedLocale(request)
    if (receipt === null) {
      sendPage(request, response, 404, toNotice(asked ?? "en", "receipt_unknown"))
      return
    }
    if (receipt === "expired") {
      sendPage(request, response, 410, toNotice(asked ?? "en", "receipt_expired"))
      return
    }
    const frame = await readFrame(container, asked ?? toLocale(receipt.attempt.locale))
    sendPage(request, response, 200, toReceiptPage(frame, receipt))
  })
}

async function readFrame(container: MedusaContainer, locale: Locale): Promise<Frame> {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  return { locale, shop: await readShopName(container), identity: settings.shop }
}

/** Answers a fault with a page, in the shopper's language and with the next step; the log says what it was. */
export async function answerWithPage(
  request: MedusaRequest,
  response: MedusaResponse,
  answer: () => Promise<void>,
  { refreshS }: FaultExtras = {}
): Promise<void> {
  try {
    await answer()
  } catch (error) {
    request.scope
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(`kpay: a page could not be shown. ${toErrorText(error)}`)
    sendPage(
      request,
      response,
      500,
      toNotice(toAskedLocale(request) ?? "en", "page_failed", refreshS)
    )
  }
}

/** Leads to a pay page that was found, or says why there is none. */
export function sendFound(
  request: MedusaRequest,
  response: MedusaResponse,
  found: FoundPayPage,
  query = ""
): void {
  switch (found.type) {
    case "open":
      sendOn(response, `${found.url}${query}`)
      return
    case "too_old":
      sendTooOld(request, response)
      return
    case "nothing_to_pay":
      sendPage(request, response, 200, toNotice(toAskedLocale(request) ?? "en", "already_paid"))
      return
    case "unknown":
      sendNotFound(request, response)
  }
}

function sendTooOld(request: MedusaRequest, response: MedusaResponse): void {
  sendPage(request, response, 410, toNotice(toAskedLocale(request) ?? "en", "link_expired"))
}

/** Answers that there is no such page, and what to do. */
export function sendNotFound(request: MedusaRequest, response: MedusaResponse): void {
  sendPage(request, response, 404, toNotice(toAskedLocale(request) ?? "en", "link_unknown"))
}

/**
 * Sends a page that is not cached, indexed or framed, and that runs and loads nothing.
 *
 * @param style the page's rules besides those of all pages.
 */
export function sendPage(
  request: MedusaRequest,
  response: MedusaResponse,
  status: number,
  markup: string,
  style?: string
): void {
  const { settings } = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  const schemes = Object.values(settings.accounts).map(({ baseUrl }) => new URL(baseUrl).protocol)
  setPrivate(response)
  response.setHeader(
    "content-security-policy",
    toContentSecurityPolicy([...new Set(schemes)], style)
  )
  response.setHeader("x-content-type-options", "nosniff")
  response.status(status).type("html").send(markup)
}

/** Redirects the browser with a GET. The address that it leaves is not sent along. */
export function sendOn(response: MedusaResponse, address: string): void {
  setPrivate(response)
  response.redirect(303, address)
}

function setPrivate(response: MedusaResponse): void {
  response.setHeader("cache-control", "no-store")
  // For browsers older than the policy's frame-ancestors.
  response.setHeader("x-frame-options", "DENY")
  response.setHeader("referrer-policy", "no-referrer")
  response.setHeader("x-robots-tag", "noindex")
}

/** The language of the address, else of the browser. */
export function toAskedLocale(request: MedusaRequest): Locale | null {
  return readLang(request) ?? toAcceptedLocale(request.headers["accept-language"])
}

function readLang({ query }: MedusaRequest): Locale | null {
  return typeof query.lang === "string" ? toLocale(query.lang) : null
}
