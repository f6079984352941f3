import type { Transaction } from "./ledger"

/** A JSON body on K-Pay's wire. */
export type Body = Record<string, unknown>

/**
 * Makes K-Pay's messages with the variations that were recorded: numbers as text, blanks around text, undocumented fields.
 * The seed decides where they appear, so that a run can be repeated.
 */
export class Answers {
  readonly #random: () => number
  readonly #ownUrl: () => string

  constructor(random: () => number, ownUrl: () => string) {
    this.#random = random
    this.#ownUrl = ownUrl
  }

  accepted(transaction: Transaction): Body {
    return {
      reply: "PENDING",
      url: this.#url(transaction),
      success: this.#number(1),
      authkey: `m43s${transaction.checkoutId}`,
      tid: this.#blanks(transaction.tid),
      refid: transaction.refid,
      retcode: this.#number(0),
      ...this.#undocumented(),
    }
  }

  paidAtOnce(transaction: Transaction): Body {
    return {
      tid: transaction.tid,
      refid: transaction.refid,
      momtransactionid: transaction.momtransactionid,
      statusdesc: "SUCCESSFUL",
      statusid: "01",
      retcode: this.#number(0),
    }
  }

  refused(transaction: Transaction, retcode: number, reply: string, statusmsg?: string): Body {
    return {
      reply,
      url: " ",
      success: this.#number(0),
      authkey: `m43s${transaction.checkoutId}`,
      tid: transaction.tid,
      refid: transaction.refid,
      retcode: this.#number(retcode),
      ...(statusmsg && {
        statusmsg,
        statusdesc: reply,
        initime: transaction.createdAt.toISOString().replace("T", " ").replace("Z", ""),
        useurl: "N",
        action: "pay",
      }),
    }
  }

  rejected(retcode: number, reply: string): Body {
    return { reply, retcode: this.#number(retcode) }
  }

  notFound(): Body {
    return {
      tid: "",
      refid: "",
      momtransactionid: "",
      statusid: "611",
      statusdesc: "Transaction not found",
    }
  }

  /** The answer to `checkstatus`; the callback has the same shape. */
  status(transaction: Transaction): Body {
    return {
      tid: this.#blanks(transaction.tid),
      refid: transaction.refid,
      momtransactionid:
        this.#random() < 0.2 && transaction.momtransactionid !== ""
          ? Number(transaction.momtransactionid)
          : transaction.momtransactionid,
      ...(transaction.statusid === "01" && { payaccount: transaction.msisdn.replace(/^250/, "0") }),
      statusid: transaction.statusid,
      statusdesc: transaction.statusdesc,
      ...(transaction.statusmsg !== null && { statusmsg: transaction.statusmsg }),
    }
  }

  #url(transaction: Transaction): string {
    const page = `${this.#ownUrl()}/checkout/${transaction.checkoutId}`
    if (transaction.method === "cc") return page
    return this.#oneOf([page, " ", ""])
  }

  #number(value: number): number | string {
    return this.#oneOf([value, value, String(value)])
  }

  #blanks(value: string): string {
    return this.#oneOf([value, value, ` ${value} `])
  }

  #undocumented(): Body {
    return this.#oneOf<Body>([{}, { useurl: "N" }, { initime: "", chargeable: null }])
  }

  #oneOf<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.#random() * choices.length)] as T
  }
}
