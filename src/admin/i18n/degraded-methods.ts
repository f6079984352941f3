import { CHECK_NAMES } from "../../domain/check-names"

/** The texts about payment methods that fail far more often than usual, in each language. */
export const enDegradedMethods = {
  degraded_title: "Many payments fail",
  check_methods: CHECK_NAMES.methods,
  check_method_momo: CHECK_NAMES.method_momo,
  check_method_airtel: CHECK_NAMES.method_airtel,
  check_method_card: CHECK_NAMES.method_card,
  check_method_spenn: CHECK_NAMES.method_spenn,
  setup_methods_as_usual: "No payment method fails far more often than usual.",
  setup_method_degraded:
    "Payments by {{method}} have been failing since {{since_at}}: {{troubles}} of {{payers}} payers in the last {{span}}, usually {{usual}} in 100.",
  setup_method_degraded_new:
    "Payments by {{method}} have been failing since {{since_at}}: {{troubles}} of {{payers}} payers in the last {{span}}. There were too few payers before to say what is usual.",
  setup_method_degraded_remedy:
    "The checkout shows it last with a note, and puts it back by itself when it works again. Offer another way to shoppers who ask. If it lasts for hours, ask K-Pay's support.",
} as const

type DegradedMethodTexts = Readonly<Record<keyof typeof enDegradedMethods, string>>

export const frDegradedMethods: DegradedMethodTexts = {
  degraded_title: "Beaucoup de paiements échouent",
  check_methods: "Moyens de paiement",
  check_method_momo: "MTN MoMo",
  check_method_airtel: "Airtel Money",
  check_method_card: "Cartes",
  check_method_spenn: "SPENN",
  setup_methods_as_usual: "Aucun moyen de paiement n'échoue beaucoup plus souvent que d'habitude.",
  setup_method_degraded:
    "Les paiements par {{method}} échouent depuis le {{since_at}} : {{troubles}} payeurs sur {{payers}} au cours des dernières {{span}}, d'habitude {{usual}} sur 100.",
  setup_method_degraded_new:
    "Les paiements par {{method}} échouent depuis le {{since_at}} : {{troubles}} payeurs sur {{payers}} au cours des dernières {{span}}. Il y a eu trop peu de payeurs auparavant pour dire ce qui est habituel.",
  setup_method_degraded_remedy:
    "La page de paiement l'affiche en dernier avec une remarque, et le remet à sa place dès qu'il fonctionne de nouveau. Proposez un autre moyen aux clients qui demandent. Si cela dure des heures, contactez l'assistance de K-Pay.",
}

// A native speaker must review these texts before a shop goes live.
export const rwDegradedMethods: DegradedMethodTexts = {
  degraded_title: "Kwishyura biranga kenshi",
  check_methods: "Uburyo bwo kwishyura",
  check_method_momo: "MTN MoMo",
  check_method_airtel: "Airtel Money",
  check_method_card: "Amakarita",
  check_method_spenn: "SPENN",
  setup_methods_as_usual: "Nta buryo bwo kwishyura bwanga kenshi kurusha ibisanzwe.",
  setup_method_degraded:
    "Kwishyura na {{method}} biranga kuva ku wa {{since_at}}: abishyura {{troubles}} kuri {{payers}} mu gihe cya {{span}} gishize, ubusanzwe ni {{usual}} ku 100.",
  setup_method_degraded_new:
    "Kwishyura na {{method}} biranga kuva ku wa {{since_at}}: abishyura {{troubles}} kuri {{payers}} mu gihe cya {{span}} gishize. Abishyuye mbere ni bake cyane ku buryo hamenyekana ibisanzwe.",
  setup_method_degraded_remedy:
    "Aho bishyurira ubu buryo buza ku mwanya wa nyuma buriho akamenyetso k'amagambo, bugasubira mu mwanya wabwo bwongeye gukora. Abakiriya babajije, bahe ubundi buryo. Nibimara amasaha menshi, baza abashinzwe gufasha ba K-Pay.",
}
