import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { DemoMessages } from "./service"

/** Medusa loads it as a notification provider of the demo. */
export default ModuleProvider(Modules.NOTIFICATION, { services: [DemoMessages] })
