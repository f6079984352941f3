import {
  defineMiddlewares,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
} from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { withClientAddress } from "../medusa/client-address"
import { findDeletionObstacle } from "../operations/deleted-drafts"
import { replaceStrangeParts } from "./address"
import { roleChecks } from "./roles"

/** Where the plugin's routes are. Matchers without parameters or `*`, since Express decodes those, and fails on a broken encoding. */
const FOLDERS = ["/admin/kpay", "/hooks/kpay", "/kpay", "/store/kpay"]

/** Remembers whose request may send a prompt: prompts are counted by client too. */
function rememberClient(
  request: MedusaRequest,
  _response: MedusaResponse,
  next: MedusaNextFunction
): void {
  withClientAddress(request.ip, next)
}

/** Core's route deletes a draft order whatever was paid for it. */
async function keepDraftWithMoney(
  request: MedusaRequest,
  _response: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  const obstacle = await findDeletionObstacle(request.scope, request.params.id ?? "")
  if (obstacle !== null) throw new MedusaError(MedusaError.Types.NOT_ALLOWED, obstacle)
  next()
}

/** The routes that may send a prompt in a shopper's name, core's among them. */
const PROMPTING = [
  "/store/carts/:id/complete",
  "/store/payment-collections/:id/payment-sessions",
  "/store/kpay/sessions/:id/attempts",
  "/kpay/pay/:token",
]

export default defineMiddlewares({
  routes: [
    ...FOLDERS.map((matcher) => ({ matcher, middlewares: [replaceStrangeParts] })),
    ...PROMPTING.map((matcher) => ({
      matcher,
      methods: ["POST" as const],
      middlewares: [rememberClient],
    })),
    {
      matcher: "/admin/draft-orders/:id",
      methods: ["DELETE"],
      middlewares: [keepDraftWithMoney],
    },
    ...roleChecks,
    // K-Pay labels JSON as a form, or as nothing at all, so the route reads the raw bytes itself.
    { matcher: "/hooks/kpay/*", methods: ["POST"], bodyParser: false },
    // The body that a browser posts on its return from the card page is ignored.
    { matcher: "/kpay/return/*", bodyParser: false },
    // A statement is streamed to a file.
    ...["/admin/kpay/statements", "/admin/kpay/statements/check"].map((matcher) => ({
      matcher,
      methods: ["POST" as const],
      bodyParser: false as const,
    })),
    // The pay page reads its form itself, so that a broken form is answered with a page too.
    { matcher: "/kpay/pay/*", bodyParser: false },
  ],
})
