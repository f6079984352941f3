import {
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
} from "@medusajs/framework/opentelemetry/api"

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

/**
 * Does work within a span. It costs next to nothing where the shop has no OpenTelemetry. Attributes carry ids and words of the
 * domain, never a phone, a name or a token; of an error the span has the kind alone, since its text may hold such.
 */
export async function inSpan<T>(
  name: SpanName,
  attributes: Attributes,
  work: (span: Span) => Promise<T>
): Promise<T> {
  return trace.getTracer(SCOPE).startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work(span)
    } catch (error) {
      const message = error instanceof Error ? error.name : typeof error
      span.setStatus({ code: SpanStatusCode.ERROR, message })
      throw error
    } finally {
      span.end()
    }
  })
}
