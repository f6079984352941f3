import { en } from "./en"
import { fr } from "./fr"
import { rw } from "./rw"

/** The texts as the dashboard's i18n loads them. It falls back to English for every other language. */
export default { en: { kpay: en }, fr: { kpay: fr }, rw: { kpay: rw } }
