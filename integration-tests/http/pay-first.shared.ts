/** These files want a shop whose orders are placed once they are paid. */
import "./pay-first.spec"
import "./storefront-kit-pay-first.spec"
