import { setTimeout as sleep } from "node:timers/promises"
import type { ServerProcess } from "../processes/process-shop"
import type { Market } from "./market"
import type { FaultKind, FaultPlan } from "./plan"

/** Starts a server in the place of one that was killed. */
export type Restart = (baseUrl: string, skewMs: number) => Promise<ServerProcess>

/** Lets everything go wrong that the plan says, one after another. Ends when all is up again. */
export async function letGoWrong(
  market: Market,
  faults: readonly FaultPlan[],
  restart: Restart,
  isOver: () => boolean
): Promise<Record<FaultKind, number>> {
  const done = { kill_server: 0, restart_database: 0, kpay_away: 0, forged_callbacks: 0 }
  for (const fault of faults) {
    while (market.prompts < fault.afterPrompts && !isOver()) await sleep(50)
    await FAULTS[fault.kind](market, fault, restart)
    done[fault.kind]++
  }
  return done
}

const FAULTS: Readonly<
  Record<FaultKind, (market: Market, fault: FaultPlan, restart: Restart) => Promise<void>>
> = {
  kill_server: async (market, { server: index, skewMs }, restart) => {
    const server = market.servers[index]
    if (!server) return
    market.kills.push(Date.now())
    await server.kill()
    market.replace(index, await restart(server.baseUrl, skewMs))
  },
  restart_database: async (market) => {
    const { shop } = market
    market.databaseRestarts++
    await shop.stopDatabase()
    await shop.startDatabase()
  },
  kpay_away: async ({ sandbox }, { lastsMs }) => {
    await sandbox.goDown()
    await sleep(lastsMs)
    await sandbox.comeBack()
  },
  // To the addresses of prompts that wait: nobody else knows them. Nothing they say is believed.
  forged_callbacks: async ({ sandbox }) => {
    const waiting = sandbox.transactions().filter(({ statusid }) => statusid === "03")
    const bodies = waiting.flatMap(({ tid, refid, returl }) =>
      ["01", "02", "nonsense"].map((statusid) => ({
        returl,
        body: JSON.stringify({ tid, refid, statusid, statusdesc: "FORGED", momtransactionid: "1" }),
      }))
    )
    await Promise.all(
      bodies.map(({ returl, body }) =>
        fetch(returl, { method: "POST", body }).catch(() => undefined)
      )
    )
  },
}
