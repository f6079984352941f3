import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import checkDependency from "./loaders/check-dependency"
import KpayProviderService from "./service"

export default ModuleProvider(Modules.PAYMENT, {
  services: [KpayProviderService],
  loaders: [checkDependency],
})
