import type { Refid } from "../../domain/kpay-ids"
import { KpayClient } from "../client"

/** Run as a process of its own: asks the K-Pay at an address about a refid, and prints what it says or the error. */
async function main([baseUrl = "", refid = ""]: readonly string[]): Promise<void> {
  const timeouts = { connectMs: 60_000, headersMs: 60_000, bodyMs: 60_000, statusMs: 120_000 }
  const account = { username: "shop", password: "word", retailerId: "01" }
  const client = new KpayClient({ ...account, baseUrl, timeouts })
  const said = await client.checkStatus(refid as Refid).then(({ state }) => state, String)
  process.stdout.write(said)
  await client.close()
}

void main(process.argv.slice(2))
