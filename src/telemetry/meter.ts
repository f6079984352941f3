import {
  metrics,
  type Attributes,
  type Counter,
  type Histogram,
  type ObservableGauge,
} from "@medusajs/framework/opentelemetry/api"
import { quietly } from "./quietly"
import { SCOPE } from "./tracer"

/** Upper bounds of the histograms' buckets, in seconds. K-Pay was seen to take 2.6 s; a payer takes minutes, or a day. */
const CALL_BUCKETS_S = [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20, 40, 60]
const PAYER_BUCKETS_S = [5, 10, 20, 30, 45, 60, 90, 120, 300, 600, 1_800, 7_200, 43_200, 86_400]

interface Instruments {
  readonly attempts: Counter
  readonly callbacks: Counter
  readonly healed: Counter
  readonly secondsToPay: Histogram
  readonly callSeconds: Histogram
}

/** What became of a callback: K-Pay is asked, or the payment was settled before it came, or no payment has its token. */
export type CallbackOutcome = "asked" | "late" | "unknown"

/** What is so at one moment, in the whole shop. */
export interface Levels {
  /** Attempts that the job should ask about or apply by now. */
  readonly due_count: number
  /** For how long the longest of them has been due, in seconds. */
  readonly due_oldest_s: number
  /** Money that no order takes. */
  readonly unapplied_count: number
  readonly unapplied_rwf: number
  readonly refunds_due_count: number
  /** Accounts on which K-Pay cannot be asked. */
  readonly outages_count: number
}

/** An attempt has a new status. */
export function countStatus(attributes: Attributes): void {
  quietly(() => {
    instruments().attempts.add(1, attributes)
  })
}

export function countCallback(outcome: CallbackOutcome): void {
  quietly(() => {
    instruments().callbacks.add(1, { outcome })
  })
}

/** K-Pay has the money. */
export function recordPaid(
  attributes: Attributes,
  { seconds, hasCallback }: { readonly seconds: number; readonly hasCallback: boolean }
): void {
  quietly(() => {
    instruments().secondsToPay.record(seconds, attributes)
    if (!hasCallback) instruments().healed.add(1, attributes)
  })
}

/** A call of K-Pay has ended, with an answer or without. */
export function recordCall(attributes: Attributes, ms: number): void {
  quietly(() => {
    instruments().callSeconds.record(ms / 1_000, attributes)
  })
}

/**
 * Reads the levels whenever the shop's metrics are collected. Never read where the shop has no OpenTelemetry.
 *
 * @returns what ends it.
 */
export function observeLevels(read: () => Promise<Levels>): () => void {
  const meter = metrics.getMeter(SCOPE)
  const gauges: Readonly<Record<keyof Levels, ObservableGauge>> = {
    due_count: meter.createObservableGauge("kpay.due", {
      description: "Payments that the job should ask about or apply by now.",
    }),
    due_oldest_s: meter.createObservableGauge("kpay.due.seconds", {
      description: "For how long the longest of them has been due.",
      unit: "s",
    }),
    unapplied_count: meter.createObservableGauge("kpay.unapplied", {
      description: "Payments whose money no order takes.",
    }),
    unapplied_rwf: meter.createObservableGauge("kpay.unapplied.amount", {
      description: "Money that no order takes, in Rwandan francs.",
    }),
    refunds_due_count: meter.createObservableGauge("kpay.refunds_due", {
      description: "Refunds that are to be sent by hand.",
    }),
    outages_count: meter.createObservableGauge("kpay.outages", {
      description: "Accounts on which K-Pay cannot be asked.",
    }),
  }
  const entries = Object.entries(gauges) as [keyof Levels, ObservableGauge][]
  const all = entries.map(([, gauge]) => gauge)
  const observe: Parameters<typeof meter.addBatchObservableCallback>[0] = async (result) => {
    const levels = await read()
    for (const [name, gauge] of entries) result.observe(gauge, levels[name])
  }
  meter.addBatchObservableCallback(observe, all)
  return () => {
    meter.removeBatchObservableCallback(observe, all)
  }
}

let made: Instruments | undefined

/** Made at the first use: Medusa loads the shop's `instrumentation.ts` before the plugin does anything. */
function instruments(): Instruments {
  made ??= makeInstruments()
  return made
}

function makeInstruments(): Instruments {
  const meter = metrics.getMeter(SCOPE)
  return {
    attempts: meter.createCounter("kpay.attempts", {
      description: "Attempts that got a status, by that status.",
    }),
    callbacks: meter.createCounter("kpay.callbacks", {
      description: "Callbacks that came, by what became of them.",
    }),
    healed: meter.createCounter("kpay.payments.healed", {
      description: "Payments that were found by asking K-Pay, before any callback came.",
    }),
    secondsToPay: meter.createHistogram("kpay.payment.seconds", {
      description: "From the start of a payment until K-Pay has the money.",
      unit: "s",
      advice: { explicitBucketBoundaries: PAYER_BUCKETS_S },
    }),
    callSeconds: meter.createHistogram("kpay.call.seconds", {
      description: "How long a call of K-Pay took, repetitions included.",
      unit: "s",
      advice: { explicitBucketBoundaries: CALL_BUCKETS_S },
    }),
  }
}
