/** These files want a shop that cancels unpaid orders. */
import "./cancel-unpaid.spec"
import "./faults-order-balance.spec"
import "./paid-otherwise.spec"
