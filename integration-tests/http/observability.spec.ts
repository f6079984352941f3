import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { metrics, NodeSDK, tracing } from "@medusajs/framework/opentelemetry/sdk-node"
import { callsOf, inDatabase, inShop, order, postCallback, untilIdle, untilPaid } from "./test-shop"

/** A phone on which the test decides when the payer answers. */
const PHONE = "0788 300 000"

/** What must stand in no span, no metric and no line: how the number is written, the payer and their address. */
const PERSONAL = [/788[ ]?300[ ]?000/, /keza/i, /shopper@/i]

const spans = new tracing.InMemorySpanExporter()
const exported = new metrics.InMemoryMetricExporter(metrics.AggregationTemporality.CUMULATIVE)
const reader = new metrics.PeriodicExportingMetricReader({
  exporter: exported,
  // The tests collect by themselves.
  exportIntervalMillis: 3_600_000,
})
/** A part of the shop's own instrumentation that can be at fault. */
let isBroken = false
const failIfBroken = (): void => {
  if (isBroken) throw new Error("The shop's span processor is broken.")
}
const shopsOwn: tracing.SpanProcessor = {
  onStart: failIfBroken,
  onEnd: failIfBroken,
  forceFlush: async () => undefined,
  shutdown: async () => undefined,
}
const sdk = new NodeSDK({
  spanProcessors: [new tracing.SimpleSpanProcessor(spans), shopsOwn],
  metricReader: reader,
})
// As a shop's own `instrumentation.ts` does, before Medusa loads the plugin.
sdk.start()
afterAll(() => sdk.shutdown())

inShop({}, (shop) => {
  let lines: string[]

  beforeEach(() => {
    lines = []
    spans.reset()
    const logger = shop().container.resolve(ContainerRegistrationKeys.LOGGER)
    for (const level of ["info", "warn"] as const)
      jest.spyOn(logger, level).mockImplementation((message: unknown) => {
        lines.push(String(message))
      })
  })

  afterEach(() => jest.restoreAllMocks())

  it("a payment leaves one log line for each status, without personal data", async () => {
    const { sandbox } = shop()
    const { orderId } = await order(shop(), { method: "momo", phone: PHONE })
    const refid = String(callsOf(sandbox, "pay")[0]?.refid)
    sandbox.decide(refid, "pays")
    await untilPaid(shop(), orderId)
    await untilIdle(shop())
    expect(statusLines(lines, refid)).toEqual([
      `kpay: payment ${refid} is starting (momo, mtn, RWF 6,200, test).`,
      `kpay: payment ${refid} is pending (momo, mtn, RWF 6,200, test).`,
      `kpay: payment ${refid} is paid (momo, mtn, RWF 6,200, test).`,
      `kpay: payment ${refid} is applied (momo, mtn, RWF 6,200, test, ${orderId}).`,
    ])
    expectNothingPersonal(lines)
  })

  it("a failed payment's line says why", async () => {
    const { sandbox } = shop()
    await order(shop(), { method: "momo", phone: PHONE })
    const refid = String(callsOf(sandbox, "pay")[0]?.refid)
    sandbox.decide(refid, "fails")
    await shop().kpay.recordRefreshRequested(await idsOf(shop()), "user_test")
    await untilIdle(shop())
    const [attempt] = await shop().kpay.listAttempts()
    expect(attempt?.status).toBe("failed")
    expect(statusLines(lines, refid).at(-1)).toBe(
      `kpay: payment ${refid} is failed, ${attempt?.reason_code} (momo, mtn, RWF 6,200, test).`
    )
  })

  it("a payment leaves spans of every call of K-Pay and of how its money was applied", async () => {
    const { sandbox } = shop()
    const { orderId } = await order(shop(), { method: "momo", phone: PHONE })
    const refid = String(callsOf(sandbox, "pay")[0]?.refid)
    sandbox.decide(refid, "pays")
    await untilPaid(shop(), orderId)
    await untilIdle(shop())
    const seen = spans.getFinishedSpans().map(({ name, attributes }) => ({ name, attributes }))
    const ofThis = { "kpay.refid": refid, "kpay.method": "momo", "kpay.network": "mtn" }
    const expectSpan = (wanted: string, attributes: object) => {
      const same = seen.filter(({ name }) => name === wanted).map((span) => span.attributes)
      expect(same).toContainEqual(expect.objectContaining(attributes))
    }
    expectSpan("kpay.pay", { ...ofThis, "kpay.outcome": "accepted" })
    expectSpan("kpay.callback", { "kpay.outcome": "asked" })
    expectSpan("kpay.checkstatus", { ...ofThis, "kpay.outcome": "paid" })
    expectSpan("kpay.apply", { ...ofThis, "kpay.outcome": "applied" })
    expectSpan("kpay.refresh", { ...ofThis, "kpay.outcome": "applied" })
    expectNothingPersonal(seen.map((span) => JSON.stringify(span)))
  })

  it("the question to K-Pay and applying its money are in the trace of their refresh", async () => {
    const { sandbox } = shop()
    const { orderId } = await order(shop(), { method: "momo", phone: PHONE })
    sandbox.decide(String(callsOf(sandbox, "pay")[0]?.refid), "pays")
    await untilPaid(shop(), orderId)
    await untilIdle(shop())
    const all = spans.getFinishedSpans()
    const apply = all.find(({ name }) => name === "kpay.apply")
    const refresh = all.find(
      (span) => span.spanContext().spanId === apply?.parentSpanContext?.spanId
    )
    expect(refresh?.name).toBe("kpay.refresh")
    expect(
      all
        .filter((span) => span.parentSpanContext?.spanId === refresh?.spanContext().spanId)
        .map(({ name }) => name)
    ).toContain("kpay.checkstatus")
  })

  it("a shop's broken logger and instrumentation stop no payment", async () => {
    const { sandbox, container } = shop()
    jest
      .spyOn(container.resolve(ContainerRegistrationKeys.LOGGER), "info")
      .mockImplementation((message: unknown) => {
        if (String(message).startsWith("kpay:")) throw new Error("The shop's logger is broken.")
      })
    isBroken = true
    try {
      const { orderId } = await order(shop(), { method: "momo", phone: PHONE })
      sandbox.decide(String(callsOf(sandbox, "pay")[0]?.refid), "pays")
      expect(await untilPaid(shop(), orderId)).toMatchObject({ isPaid: true })
      expect(await untilIdle(shop())).toMatchObject([{ status: "applied" }])
    } finally {
      isBroken = false
    }
  })

  it("metrics count money that is applied once more as one payment", async () => {
    const { sandbox, kpay } = shop()
    const { orderId } = await order(shop(), { method: "momo", phone: PHONE })
    sandbox.decide(String(callsOf(sandbox, "pay")[0]?.refid), "pays")
    await untilPaid(shop(), orderId)
    const [paid] = await untilIdle(shop())
    if (!paid) throw new Error("There is no attempt.")
    const before = await collect()
    await inDatabase(shop(), "update kpay_attempt set status = 'unapplied'")
    const { payment_session_id: id, payment_collection_id } = paid
    expect(
      await kpay.recordApplyRequested(paid.id, { id, payment_collection_id }, "user_test")
    ).toMatchObject({ status: "paid" })
    await untilIdle(shop())
    const after = await collect()
    for (const [name, attributes] of [
      ["kpay.attempts", { status: "paid" }],
      ["kpay.payment.seconds", {}],
    ] as const)
      expect(sum(after, name, attributes)).toBe(sum(before, name, attributes))
  })

  it("metrics count statuses, callbacks and payments found without one, and K-Pay's answers", async () => {
    const { sandbox, baseUrl } = shop()
    const before = await collect()
    const { orderId } = await order(shop(), { method: "momo", phone: PHONE })
    const [pay] = callsOf(sandbox, "pay")
    sandbox.decide(String(pay?.refid), "pays")
    await untilPaid(shop(), orderId)
    await untilIdle(shop())
    await postCallback(String(pay?.returl), "{}", "application/json")
    await postCallback(`${baseUrl}/hooks/kpay/guessed`, "{}", "application/json")
    // A number whose callback is lost.
    const lost = await order(shop(), { method: "momo", phone: "0788 000 005" })
    await untilPaid(shop(), lost.orderId)
    await untilIdle(shop())
    const after = await collect()
    const grown = (name: string, attributes: Attributes = {}) =>
      sum(after, name, attributes) - sum(before, name, attributes)

    for (const status of ["starting", "pending", "paid", "applied"])
      expect([status, grown("kpay.attempts", { status, method: "momo", network: "mtn" })]).toEqual([
        status,
        2,
      ])
    expect(grown("kpay.callbacks", { outcome: "asked" })).toBe(1)
    expect(grown("kpay.callbacks", { outcome: "late" })).toBe(1)
    expect(grown("kpay.callbacks", { outcome: "unknown" })).toBe(1)
    expect(grown("kpay.payments.healed")).toBe(1)
    expect(grown("kpay.payment.seconds", { method: "momo" })).toBe(2)
    expect(grown("kpay.call.seconds", { action: "pay", outcome: "accepted" })).toBe(2)
    expect(grown("kpay.call.seconds", { action: "checkstatus", outcome: "paid" })).toBe(2)
    expectNothingPersonal([JSON.stringify(after)])
  })

  it("metrics show money that waits for a person, and how much of it", async () => {
    const before = await collect()
    await order(shop(), { method: "momo", phone: PHONE })
    await untilIdle(shop())
    await inDatabase(
      shop(),
      "update kpay_attempt set status = 'unapplied', unapplied_reason = 'overpaid', due_at = null"
    )
    const after = await collect()
    expect(sum(before, "kpay.unapplied")).toBe(0)
    expect(sum(after, "kpay.unapplied")).toBe(1)
    expect(sum(after, "kpay.unapplied.amount")).toBe(6_200)
    expect(sum(after, "kpay.due")).toBe(0)
  })

  it("metrics show payments that the job does not get to", async () => {
    await order(shop(), { method: "momo", phone: PHONE })
    await untilIdle(shop())
    await inDatabase(
      shop(),
      "update kpay_attempt set due_at = now() - interval '10 minutes', leased_until = now() + interval '1 hour'"
    )
    const seen = await collect()
    await inDatabase(shop(), "update kpay_attempt set due_at = null, leased_until = null")
    expect(sum(seen, "kpay.due")).toBe(1)
    expect(sum(seen, "kpay.due.seconds")).toBeGreaterThanOrEqual(600)
  })
})

type Attributes = Readonly<Record<string, string>>

/** One number of a metric: its value, or for a histogram how many were recorded. */
interface Point {
  readonly name: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly value: number
}

async function collect(): Promise<Point[]> {
  exported.reset()
  await reader.forceFlush()
  return exported
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics)
    .flatMap(({ metrics: all }) => all)
    .flatMap(({ descriptor, dataPoints }) =>
      dataPoints.map(({ attributes, value }) => ({
        name: descriptor.name,
        attributes,
        value: typeof value === "number" ? value : value.count,
      }))
    )
}

function sum(points: readonly Point[], name: string, wanted: Attributes = {}): number {
  return points
    .filter((point) => point.name === name)
    .filter(({ attributes }) =>
      Object.entries(wanted).every(([key, value]) => attributes[key] === value)
    )
    .reduce((total, { value }) => total + value, 0)
}

function statusLines(lines: readonly string[], refid: string): string[] {
  return lines.filter((line) => line.startsWith(`kpay: payment ${refid} is `))
}

async function idsOf({ kpay }: { kpay: { listAttempts(): Promise<readonly { id: string }[]> } }) {
  return (await kpay.listAttempts()).map(({ id }) => id)
}

function expectNothingPersonal(texts: readonly string[]): void {
  expect(texts).not.toHaveLength(0)
  for (const personal of PERSONAL) expect(texts.filter((text) => personal.test(text))).toEqual([])
}
