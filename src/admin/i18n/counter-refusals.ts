import { COUNTER_REFUSALS } from "../../counter/refusals"
import { toEnglishTexts, type RefusalTexts } from "./refusal-texts"

type CounterRefusalTexts = RefusalTexts<typeof COUNTER_REFUSALS>

/** Why there is no slip and no courier's page, in each language. */
export const enCounterRefusals = toEnglishTexts(COUNTER_REFUSALS)

export const frCounterRefusals: CounterRefusalTexts = {
  refused_door_other_currency:
    "La commande n'est pas en francs rwandais : ses pages ne peuvent pas être affichées.",
  refused_door_no_payment:
    "La commande n'a pas encore de paiement dans Medusa. Créez d'abord son lien de paiement.",
}

export const rwCounterRefusals: CounterRefusalTexts = {
  refused_door_other_currency:
    "Komande ntiri mu mafaranga y'u Rwanda: impapuro zayo ntizishobora kwerekanwa.",
  refused_door_no_payment:
    "Komande nta bwishyu iragira muri Medusa. Banza uyikorere umurongo wo kwishyura.",
}
