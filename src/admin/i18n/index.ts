import { en } from "./en"
import { fr } from "./fr"
import { rw } from "./rw"

/** The texts as the dashboard's own i18n takes them in; a language that is missing here is spoken to in English. */
export default { en: { kpay: en }, fr: { kpay: fr }, rw: { kpay: rw } }
