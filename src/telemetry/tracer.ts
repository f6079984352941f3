import {
  context,
  INVALID_SPAN_CONTEXT,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
} from "@medusajs/framework/opentelemetry/api"
import { quietly } from "./quietly"

/** What this plugin is called in traces and metrics. */
export const SCOPE = "medusa-payment-kpay"

/** Every span of the plugin. docs/observability.md describes them. */
export const SPAN_NAMES = [
  "kpay.pay",
  "kpay.checkstatus",
  "kpay.callback",
  "kpay.refresh",
  "kpay.apply",
] as const

export type SpanName = (typeof SPAN_NAMES)[number]

/** Adds to what a span says. */
export type Describe = (attributes: Attributes) => void

/**
 * Does work within a span, once, whatever becomes of the span. It costs next to nothing where the shop has no OpenTelemetry.
 * Attributes carry ids and words of the domain, never a phone, a name or a token; of an error the span has the kind alone, since
 * its text may hold such.
 */
export async function inSpan<T>(
  name: SpanName,
  attributes: Attributes,
  work: (describe: Describe) => Promise<T>
): Promise<T> {
  const span = startSpan(name, attributes)
  const describe: Describe = (more) => {
    quietly(() => span.setAttributes(more))
  }
  return context.with(trace.setSpan(context.active(), span), async () => {
    try {
      return await work(describe)
    } catch (error) {
      const message = error instanceof Error ? error.name : typeof error
      quietly(() => span.setStatus({ code: SpanStatusCode.ERROR, message }))
      throw error
    } finally {
      quietly(() => {
        span.end()
      })
    }
  })
}

function startSpan(name: SpanName, attributes: Attributes): Span {
  let span = trace.wrapSpanContext(INVALID_SPAN_CONTEXT)
  quietly(() => {
    span = trace.getTracer(SCOPE).startSpan(name, { attributes })
  })
  return span
}
