/** The texts of what was paid otherwise than through K-Pay, in each language. */
export const enManualPayments = {
  paid_otherwise: "Paid otherwise",
  paid_otherwise_hint:
    "The order owes {{amount}}. Record what the shopper paid to the shop directly; Medusa books it for the order. If a prompt is still open, it stays open. If the payer approves it as well, that money appears under Needs attention.",
  paid_otherwise_kind: "How it was paid",
  paid_otherwise_amount: "Amount in francs",
  paid_otherwise_momo_id: "MoMo id (TxId)",
  paid_otherwise_reference: "Reference (optional)",
  paid_otherwise_submit: "Record payment",
  paid_otherwise_done: "{{amount}} was recorded",
  paid_otherwise_failed: "The payment was not recorded",
  manual_cash: "Cash",
  manual_bank: "Bank transfer",
  manual_momo: "MoMo to the shop's code",
  manual_other: "Other",
  manual_recording: "Being booked",
  manual_not_booked: "Not booked: no longer owed, or paid through K-Pay",
  manual_taken_back: "Recorded by mistake, and taken back",
  take_back: "Recorded by mistake",
  take_back_title: "Take back the record of {{amount}}",
  take_back_hint:
    "Say that the record was a mistake. The money leaves this order's books in Medusa, and the order owes it again. No money moves, and nothing goes back to the shopper. Its transaction can then be recorded for the right order.",
  take_back_submit: "Take out of the books",
  take_back_done: "The record was taken back",
  take_back_failed: "The record was not taken back",
  recorded_by_hand:
    "This MoMo transaction was recorded by hand, as {{amount}} for order {{order}}. The shop has this money once: dismiss it here. If the record was a mistake, take it back on the order's page.",
  recorded_by_hand_less:
    "Of this MoMo transaction only {{amount}} were recorded by hand, for order {{order}}, and K-Pay took {{taken}}. Take the record back on the order's page, then apply this money.",
} as const

type ManualPaymentTexts = Readonly<Record<keyof typeof enManualPayments, string>>

export const frManualPayments: ManualPaymentTexts = {
  paid_otherwise: "Payé autrement",
  paid_otherwise_hint:
    "La commande doit {{amount}}. Enregistrez ce que le client a payé directement à la boutique ; Medusa le comptabilise pour la commande. Si une demande est encore ouverte, elle le reste. Si le payeur la confirme aussi, cet argent apparaît sous « À traiter ».",
  paid_otherwise_kind: "Mode de paiement",
  paid_otherwise_amount: "Montant en francs",
  paid_otherwise_momo_id: "Id MoMo (TxId)",
  paid_otherwise_reference: "Référence (facultative)",
  paid_otherwise_submit: "Enregistrer le paiement",
  paid_otherwise_done: "{{amount}} ont été enregistrés",
  paid_otherwise_failed: "Le paiement n'a pas été enregistré",
  manual_cash: "Espèces",
  manual_bank: "Virement bancaire",
  manual_momo: "MoMo vers le code de la boutique",
  manual_other: "Autre",
  manual_recording: "En cours de comptabilisation",
  manual_not_booked: "Non comptabilisé : plus dû, ou payé par K-Pay",
  manual_taken_back: "Enregistré par erreur, puis annulé",
  take_back: "Enregistré par erreur",
  take_back_title: "Annuler l'enregistrement de {{amount}}",
  take_back_hint:
    "Indiquez que l'enregistrement était une erreur. L'argent sort des comptes de cette commande dans Medusa, et elle le doit de nouveau. Aucun argent ne bouge et rien n'est rendu au client. Sa transaction pourra alors être enregistrée pour la bonne commande.",
  take_back_submit: "Retirer des comptes",
  take_back_done: "L'enregistrement a été annulé",
  take_back_failed: "L'enregistrement n'a pas été annulé",
  recorded_by_hand:
    "Cette transaction MoMo a été enregistrée à la main, {{amount}} pour la commande {{order}}. La boutique n'a reçu cet argent qu'une fois : classez-le ici. Si l'enregistrement était une erreur, annulez-le sur la page de la commande.",
  recorded_by_hand_less:
    "De cette transaction MoMo, seuls {{amount}} ont été enregistrés à la main, pour la commande {{order}}, alors que K-Pay a reçu {{taken}}. Annulez l'enregistrement sur la page de la commande, puis affectez cet argent.",
}

export const rwManualPayments: ManualPaymentTexts = {
  paid_otherwise: "Byishyuwe ukundi",
  paid_otherwise_hint:
    "Komande isigaje {{amount}}. Andika ayo umukiriya yishyuye iduka ubwaryo; Medusa iyabarira komande. Niba hari ubusabe bugifunguye, buguma bufunguye. Uwishyura nabwemeza na bwo, ayo mafaranga azagaragara mu Ibyo gukurikirana.",
  paid_otherwise_kind: "Uko byishyuwe",
  paid_otherwise_amount: "Umubare w'amafaranga",
  paid_otherwise_momo_id: "Nimero ya MoMo (TxId)",
  paid_otherwise_reference: "Nimero yabwo (si ngombwa)",
  paid_otherwise_submit: "Andika ubwishyu",
  paid_otherwise_done: "{{amount}} yanditswe",
  paid_otherwise_failed: "Ubwishyu ntibwanditswe",
  manual_cash: "Amafaranga mu ntoki",
  manual_bank: "Kohereza kuri banki",
  manual_momo: "MoMo kuri kode y'iduka",
  manual_other: "Ubundi buryo",
  manual_recording: "Biracyabarurwa",
  manual_not_booked: "Ntiyabaruwe: komande yari itakiyasigaje, cyangwa yishyuwe kuri K-Pay",
  manual_taken_back: "Byanditswe ku bw'ikosa, birasibwa",
  take_back: "Byanditswe ku bw'ikosa",
  take_back_title: "Siba iyandikwa rya {{amount}}",
  take_back_hint:
    "Vuga ko kubyandika byari ikosa. Aya mafaranga akurwa ku ibaruramari ry'iyi komande muri Medusa, komande ikongera kuyasigara. Nta mafaranga yimuka, kandi nta yo umukiriya asubizwa. Icyo gihe ubwishyu bushobora kwandikwa kuri komande nyayo.",
  take_back_submit: "Kura mu ibaruramari",
  take_back_done: "Iyandikwa ryasibwe",
  take_back_failed: "Iyandikwa ntiryasibwe",
  recorded_by_hand:
    "Ubu bwishyu bwa MoMo bwanditswe n'intoki: {{amount}} kuri komande {{order}}. Iduka rifite aya mafaranga rimwe gusa: yashoze hano. Niba kubwandika byari ikosa, siba iyandikwa ku rupapuro rwa komande.",
  recorded_by_hand_less:
    "Kuri ubu bwishyu bwa MoMo handitswe n'intoki {{amount}} gusa, kuri komande {{order}}, nyamara K-Pay yakiriye {{taken}}. Siba iyandikwa ku rupapuro rwa komande, hanyuma uhe komande aya mafaranga.",
}
