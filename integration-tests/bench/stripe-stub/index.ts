import { createRequire } from "node:module"
import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import builtIn, { discoveryPath } from "@medusajs/medusa/payment-stripe"

interface StripeOptions {
  readonly apiKey: string
  readonly webhookSecret: string
  /** The port of the Stripe on this machine. */
  readonly port: number
}

/** The client that the provider uses. */
const Stripe = createRequire(discoveryPath)("stripe") as new (
  apiKey: string,
  options: object
) => object

interface StripeService {
  stripe_: object
}

type StripeServiceClass = (new (cradle: object, options: StripeOptions) => StripeService) & {
  readonly identifier: string
}

const BuiltIn = (builtIn.services as unknown as StripeServiceClass[]).find(
  ({ identifier }) => identifier === "stripe"
)
if (!BuiltIn) throw new Error("Medusa has no Stripe provider any more.")

/** Medusa's own Stripe provider, unchanged but for the host that it asks: it has no option for that. */
class StripeOnThisMachine extends BuiltIn {
  constructor(cradle: object, options: StripeOptions) {
    super(cradle, options)
    this.stripe_ = new Stripe(options.apiKey, {
      protocol: "http",
      host: "127.0.0.1",
      port: options.port,
      telemetry: false,
    })
  }
}

export default ModuleProvider(Modules.PAYMENT, { services: [StripeOnThisMachine as never] })
