import { definePolicies } from "@medusajs/framework/utils"
import { POLICIES } from "../api/roles"

/** Medusa loads this folder, and offers these policies for the shop's roles. */
export const kpayPolicies = definePolicies(POLICIES.map((policy) => ({ ...policy })))
