import type { Transaction } from "./ledger"
import { STORIES } from "./stories"
import { TEST_CARDS } from "./test-cards"

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
table{border-collapse:collapse;width:100%}td,th{padding:.4rem .6rem;white-space:nowrap;border-bottom:1px solid #ddd;text-align:left}
form{display:inline}button{font:inherit;padding:.3rem .8rem}input{font:inherit;padding:.4rem;width:100%;box-sizing:border-box}
label{display:block;margin:.8rem 0}code{background:#f2f2f2;padding:0 .2rem}main{max-width:26rem}`

const KIGALI_TIME = new Intl.DateTimeFormat("en-GB", {
  timeStyle: "medium",
  timeZone: "Africa/Kigali",
})

/** How often the list reloads itself, in seconds. */
const REFRESH_S = 5

/** The list of prompts, newest first, with buttons for the pending ones. */
export function listPage(transactions: readonly Transaction[]): string {
  const rows = [...transactions].reverse().slice(0, 100).map(toRow).join("")
  const stories = STORIES.map(
    (story) => `<tr><td><code>07XX 0000 ${story.digits}</code></td><td>${story.name}</td></tr>`
  ).join("")
  return page(
    "K-Pay sandbox",
    `<h1>K-Pay sandbox</h1>
<p>No money moves here. A prompt to a number without a story waits for you.</p>
<table><thead><tr><th>Time</th><th>Method</th><th>Phone</th><th>Amount</th><th>Status</th><th></th></tr></thead>
<tbody>${rows || `<tr><td colspan="6">No payment yet.</td></tr>`}</tbody></table>
<h2>Numbers with a story</h2><table>${stories}</table>
<h2>Test cards</h2><p>${TEST_CARDS.map((card) => `${card.brand} <code>${card.number}</code>`).join(" · ")}, any future expiry, any 3-digit CVV. Every other card is declined.</p>`,
    `<meta http-equiv="refresh" content="${REFRESH_S}">`
  )
}

function toRow(transaction: Transaction): string {
  const button = (outcome: string, label: string) =>
    `<form method="post" action="/_sandbox/transactions/${transaction.refid}/${outcome}"><button>${label}</button></form> `
  const isOpen = transaction.statusid === "03"
  const buttons =
    transaction.method === "cc"
      ? `<a href="/checkout/${transaction.checkoutId}">Card page</a>`
      : button("pays", "Approve") +
        button("fails", "Fails (02)") +
        button("fails_for_funds", "Not enough funds")
  return `<tr><td>${KIGALI_TIME.format(transaction.createdAt)}</td><td>${escape(transaction.method)} ${escape(transaction.bankid)}</td>
<td>${escape(transaction.msisdn)}</td><td>RWF ${transaction.amount.toLocaleString("en")}</td><td>${escape(transaction.statusid)} ${escape(transaction.statusmsg ?? transaction.statusdesc)}</td><td>${isOpen ? buttons : ""}</td></tr>`
}

/** K-Pay's card page. */
export function cardPage(transaction: Transaction): string {
  if (transaction.statusid !== "03") {
    return page(
      "Card payment",
      `<main><h1>Card payment</h1><p>This payment is finished.</p><p><a href="${escape(transaction.redirecturl)}">Back to the shop</a></p></main>`
    )
  }
  return page(
    "Card payment",
    `<main><h1>Pay RWF ${transaction.amount.toLocaleString("en")}</h1><p>${escape(transaction.details)}</p>
<form method="post"><label>Card number <input name="number" inputmode="numeric" autocomplete="cc-number" value="4111 1111 1111 1111" required></label>
<label>Expiry (MM/YY) <input name="expiry" autocomplete="cc-exp" value="12/39" required></label>
<label>CVV <input name="cvv" inputmode="numeric" autocomplete="cc-csc" value="123" required></label><button>Pay</button></form>
<p>This is the sandbox: no money moves. Only the documented test cards are accepted.</p></main>`
  )
}

/** A page that sends the browser back to the shop with a POST. */
export function returnPage(redirecturl: string): string {
  return page(
    "Back to the shop",
    `<form method="post" action="${escape(redirecturl)}"><button>Back to the shop</button></form><script>document.forms[0].submit()</script>`
  )
}

function page(title: string, body: string, head = ""): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">${head}<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>${title}</title><style>${STYLE}</style></head><body>${body}</body></html>`
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
