import { defineMiddlewares } from "@medusajs/framework/http"
import { replaceStrangeParts } from "./address"
import { roleChecks } from "./roles"

/** Where the plugin's routes are. Matchers without parameters or `*`, since Express decodes those, and fails on a broken encoding. */
const FOLDERS = ["/admin/kpay", "/hooks/kpay", "/kpay", "/store/kpay"]

export default defineMiddlewares({
  routes: [
    ...FOLDERS.map((matcher) => ({ matcher, middlewares: [replaceStrangeParts] })),
    ...roleChecks,
    // K-Pay labels JSON as a form, or as nothing at all, so the route reads the raw bytes itself.
    { matcher: "/hooks/kpay/*", methods: ["POST"], bodyParser: false },
    // The body that a browser posts on its return from the card page is ignored.
    { matcher: "/kpay/return/*", bodyParser: false },
    // The pay page reads its form itself, so that a broken form is answered with a page too.
    { matcher: "/kpay/pay/*", bodyParser: false },
  ],
})
