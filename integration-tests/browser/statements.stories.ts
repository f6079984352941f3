import { formatRwf } from "../../src/domain/amount"
import { toKigaliTime } from "../../src/domain/kigali-time"
import type { KpayStatementSumsResponse } from "../../src/http-types"
import type { Story } from "./story"

/** An amount that no payment has, so that none is suggested. */
const PART = 1_234

const HEADER = "Transaction ID;Igihe;Amount;Phone;Name;Fee"

/** A file of MTN's with the names of its columns partly in Kinyarwanda. */
function toFile(lines: readonly (readonly [id: string, amount: number])[]) {
  const at = toKigaliTime(new Date()).slice(0, 19).replace("T", " ")
  const rows = lines.map(([id, amount]) => `${id};${at};${amount};250788000001;Secret Payer;62`)
  return {
    name: "week-48.csv",
    mimeType: "text/csv",
    buffer: Buffer.from([HEADER, ...rows].join("\r\n")),
  }
}

export function describeStatements(story: Story): void {
  describe("The statements", () => {
    story.core(
      "a file is uploaded with a column corrected, and balances",
      async ({ shop, dashboard }) => {
        const { attempt } = await shop.paidOrder()
        const { page } = dashboard
        await dashboard.visit("/kpay?tab=statements")
        const id = attempt.momo_transaction_id ?? ""
        await page.getByLabel("CSV file").setInputFiles(toFile([[id, attempt.amount]]))
        await page.getByLabel("Source").fill("mtn")
        await page.getByRole("combobox", { name: "Date", exact: true }).click()
        await page.getByRole("option", { name: "Igihe" }).click()
        await dashboard.screenshot("statement columns", page.locator("[data-kpay=statements]"))
        await dashboard.expectAccessible(page.locator("[data-kpay=page]"))
        await page.getByRole("button", { name: "Upload a statement" }).click()
        await page.getByText("Everything matches: 1 payment, RWF 6,200.").waitFor()
        await page.locator("[data-kpay-row]").getByText(id).first().waitFor()
        expect(await page.locator("[data-kpay=statements]").textContent()).not.toContain("Secret")
        await dashboard.screenshot("statement balanced", page.locator("[data-kpay=statements]"))
        await dashboard.expectAccessible(page.locator("[data-kpay=page]"))
        await dashboard.visit("/kpay?tab=cash_up")
        const fees = page.locator("[data-kpay=stated-fees]")
        const { days } = await shop.asAdmin<KpayStatementSumsResponse>(
          "GET",
          "/kpay/statements/sums"
        )
        const { fee = 0 } = days.find(({ source }) => source === "mtn") ?? {}
        expect(fee).toBeGreaterThanOrEqual(62)
        await fees.getByText(formatRwf(fee), { exact: true }).first().waitFor()
        await dashboard.screenshot("cash-up fees by statements", fees)
      }
    )

    story(
      "a row that the books lack is matched by hand and undone",
      async ({ shop, dashboard }) => {
        const { attempt } = await shop.paidOrder()
        const { page } = dashboard
        await dashboard.visit("/kpay?tab=statements")
        await page.getByLabel("CSV file").setInputFiles(toFile([["99887766", 41]]))
        await page.getByLabel("Source").fill("bank")
        await page.getByRole("combobox", { name: "Date", exact: true }).click()
        await page.getByRole("option", { name: "Igihe" }).click()
        await page.getByRole("button", { name: "Upload a statement" }).click()
        const row = page.locator("[data-kpay-row]").filter({ hasText: "99887766" })
        await row.getByText("Not in the books").waitFor()
        await row.getByRole("button", { name: "Match", exact: true }).click()
        await page.getByLabel("MoMo id, tid or refid").fill(attempt.refid)
        await page.getByLabel("Note").fill("The payer showed the SMS")
        await dashboard.screenshot("statement match by hand")
        await page
          .locator("[data-kpay=decision]")
          .getByRole("button", { name: "Match", exact: true })
          .click()
        await row.getByText("Amount differs").waitFor()
        await row.getByText(/: The payer showed the SMS/).waitFor()
        await row.getByRole("button", { name: "Undo" }).click()
        await page.getByLabel("Note").fill("It was another order")
        await page.locator("[data-kpay=decision]").getByRole("button", { name: "Undo" }).click()
        await row.getByText("Not in the books").waitFor()
      }
    )

    story(
      "money that came to the shop's own MoMo code is booked for the order that it was meant for",
      async ({ shop, dashboard }) => {
        const { orderId, displayId } = await shop.order()
        const { page } = dashboard
        const id = String(Date.now())
        await dashboard.visit("/kpay?tab=statements")
        await page.getByLabel("CSV file").setInputFiles(toFile([[id, PART]]))
        await page.getByLabel("Source").fill("momo-code")
        await page.getByRole("combobox", { name: "Date", exact: true }).click()
        await page.getByRole("option", { name: "Igihe" }).click()
        await page.getByRole("button", { name: "Upload a statement" }).click()
        const row = page.locator("[data-kpay-row]").filter({ hasText: id })
        await row.getByRole("button", { name: "Book for an order" }).click()
        const form = page.locator("[data-kpay=decision]")
        await form.getByLabel("Order number").fill(String(displayId))
        await form.getByRole("button", { name: "Find" }).click()
        await form.getByText(`Order #${displayId}`).waitFor()
        await form.getByLabel("Note").fill("Sent to the code on the counter")
        await dashboard.screenshot("statement row booked for an order, form")
        await dashboard.expectAccessible(form)
        await form.getByRole("button", { name: "Book for an order" }).click()
        await row.getByText("Paid otherwise").waitFor()
        await dashboard.screenshot("statement row booked for an order", row)
        await dashboard.visit(`/orders/${orderId}`)
        await page.locator("[data-kpay=manual-payments]").getByText(id).waitFor()
      }
    )

    story(
      "a wrong file says what to correct, in the language of the dashboard",
      async ({ dashboard }) => {
        const { page } = dashboard
        await dashboard.visit("/kpay?tab=statements")
        const file = {
          name: "wrong.csv",
          mimeType: "text/csv",
          buffer: Buffer.from("Id,Date,Amount\n1,03/11/2026,5200\n"),
        }
        await page.getByLabel("CSV file").setInputFiles(file)
        await page.getByLabel("Source").fill("mtn")
        await page.getByText("Every needed column is recognised").waitFor()
        expect(await page.getByText("Order of dates", { exact: true }).isVisible()).toBe(false)
        await dashboard.screenshot("statement columns recognised")
        await page.getByRole("button", { name: "Upload a statement" }).click()
        await page.getByRole("alert").filter({ hasText: "date_order=dmy" }).waitFor()
        await page.getByRole("alert").filter({ hasText: "Nothing has changed" }).waitFor()
        await page.getByText("Order of dates", { exact: true }).waitFor()
        await dashboard.screenshot("statement refused")
        await dashboard.expectAccessible(page.locator("[data-kpay=page]"))

        await dashboard.speak("fr")
        await dashboard.visit("/kpay?tab=statements")
        const refusal = page.getByRole("alert")
        await page.getByLabel("Origine").fill("mtn")
        await page.getByLabel("Fichier CSV").setInputFiles(file)
        await page.getByText("Toutes les colonnes nécessaires sont reconnues").waitFor()
        await page.getByRole("button", { name: "Importer un relevé" }).click()
        await refusal
          .filter({ hasText: "Ligne 2, colonne « Date » : « 03/11/2026 » peut" })
          .waitFor()
        await dashboard.screenshot(
          "statement refused in French",
          page.locator("[data-kpay=statements]")
        )
        await page
          .getByLabel("Fichier CSV")
          .setInputFiles({ ...file, name: "week.xlsx", buffer: Buffer.from("PK\u0003\u0004") })
        await refusal.filter({ hasText: "Ce fichier est un classeur Excel (.xlsx)." }).waitFor()
        dashboard.expectFaults(/HTTP 400: POST .*statements\/check/)
        await page.setViewportSize({ width: 390, height: 844 })
        await dashboard.screenshot("statement refused in French, narrow")
      }
    )
  })
}
