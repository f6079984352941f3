import { setTimeout as sleep } from "node:timers/promises"
import type { Sandbox } from "../../src/sandbox"
import type { AnswerPlan } from "./plan"

const PAUSE_MS = 200

/** Lets the slow payers answer their prompts, one after another as planned. Ends when the market is over and all have answered. */
export async function answerPrompts(
  sandbox: Sandbox,
  answers: readonly AnswerPlan[],
  isOver: () => boolean
): Promise<void> {
  const seen = new Set<string>()
  const waiting = new Set<Promise<void>>()
  const answer = async (refid: string, { afterMs, outcome }: AnswerPlan): Promise<void> => {
    await sleep(afterMs)
    if (outcome !== "never") sandbox.decide(refid, outcome)
  }
  for (;;) {
    const isLast = isOver()
    for (const { refid } of sandbox.transactions().filter(isSlow)) {
      const planned = answers[seen.size % answers.length]
      if (seen.has(refid) || !planned) continue
      seen.add(refid)
      waiting.add(answer(refid, planned))
    }
    if (isLast) break
    await sleep(PAUSE_MS)
  }
  await Promise.all(waiting)
}

/** A card is paid on K-Pay's page, and every other phone has a story that the sandbox plays. */
function isSlow({ story, method }: ReturnType<Sandbox["transactions"]>[number]): boolean {
  return story.outcome === "person" && method !== "cc"
}
