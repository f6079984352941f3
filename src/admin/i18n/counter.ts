/** The texts of asking for a payment on a phone, of the slip and of the courier's page, in each language. */
export const enCounter = {
  counter_ask: "Ask for payment on a phone",
  counter_hint:
    "The payer gets a prompt for {{amount}} on this phone. A card is paid by the pay link or its QR code.",
  counter_phone_known: "Leave empty for {{phone}}",
  counter_method_off: "{{method}} (not available)",
  counter_waiting: "Waiting for the payer",
  counter_other_network: "This is a number of {{network}}: the request comes from {{method}}.",
  counter_waiting_on: "The prompt for {{amount}} is on {{phone}}.",
  counter_no_message: "No message on the phone? Dial {{ussd}}",
  counter_may_close:
    "You may close this. The prompt stays on the phone, and the order shows the result.",
  counter_being_booked: "Paid, being booked",
  counter_booking: "K-Pay has the money. The order gets it in a moment.",
  counter_paid: "Paid",
  counter_paid_at: "{{time}} in Kigali",
  counter_failed: "Not paid",
  counter_unknown: "The result is not known yet",
  counter_unapplied: "The money came, and no order has it",
  counter_again: "Try again",
  slip_print: "Print slip",
  pay_link_qr: "QR code of the pay link",
  courier_link: "For the courier",
  courier_link_hint:
    "Shows whether the order is paid. The courier opens it on their own phone, and believes no SMS.",
  courier_link_qr: "QR code of the courier's page",
  door_links: "Courier and slip",
  door_links_until: "The link is valid until {{when}}.",
} as const

type CounterTexts = Readonly<Record<keyof typeof enCounter, string>>

export const frCounter: CounterTexts = {
  counter_ask: "Demander le paiement sur un téléphone",
  counter_hint:
    "Le payeur reçoit une demande de {{amount}} sur ce téléphone. Une carte se paie par le lien de paiement ou son code QR.",
  counter_phone_known: "Laissez vide pour {{phone}}",
  counter_method_off: "{{method}} (indisponible)",
  counter_waiting: "En attente du payeur",
  counter_other_network: "C'est un numéro {{network}} : la demande vient de {{method}}.",
  counter_waiting_on: "La demande de {{amount}} est sur le {{phone}}.",
  counter_no_message: "Pas de message sur le téléphone ? Composez {{ussd}}",
  counter_may_close:
    "Vous pouvez fermer ce volet. La demande reste sur le téléphone, et la commande montre le résultat.",
  counter_being_booked: "Payé, en cours d'enregistrement",
  counter_booking: "K-Pay a l'argent. La commande le reçoit dans un instant.",
  counter_paid: "Payé",
  counter_paid_at: "{{time}} à Kigali",
  counter_failed: "Non payé",
  counter_unknown: "Le résultat n'est pas encore connu",
  counter_unapplied: "L'argent est arrivé, et aucune commande ne l'a",
  counter_again: "Réessayer",
  slip_print: "Imprimer le bon",
  pay_link_qr: "Code QR du lien de paiement",
  courier_link: "Pour le livreur",
  courier_link_hint:
    "Montre si la commande est payée. Le livreur l'ouvre sur son propre téléphone et ne croit aucun SMS.",
  courier_link_qr: "Code QR de la page du livreur",
  door_links: "Livreur et bon",
  door_links_until: "Le lien est valable jusqu'au {{when}}.",
}

export const rwCounter: CounterTexts = {
  counter_ask: "Saba kwishyura kuri telefone",
  counter_hint:
    "Uwishyura abona ubusabe bwa {{amount}} kuri iyi telefone. Ikarita yishyurirwa ku murongo wo kwishyura cyangwa kode yawo ya QR.",
  counter_phone_known: "Hareke ubusa ukoreshe {{phone}}",
  counter_method_off: "{{method}} (ntibuboneka)",
  counter_waiting: "Hategerejwe uwishyura",
  counter_other_network: "Iyi ni nimero ya {{network}}: ubusabe buraturuka kuri {{method}}.",
  counter_waiting_on: "Ubusabe bwa {{amount}} buri kuri {{phone}}.",
  counter_no_message: "Nta butumwa kuri telefone? Kanda {{ussd}}",
  counter_may_close:
    "Ushobora gufunga hano. Ubusabe buguma kuri telefone, kandi komande yerekana igisubizo.",
  counter_being_booked: "Byishyuwe, birimo kwandikwa",
  counter_booking: "K-Pay ifite amafaranga. Komande irayabona mu kanya.",
  counter_paid: "Byishyuwe",
  counter_paid_at: "{{time}} i Kigali",
  counter_failed: "Ntibyishyuwe",
  counter_unknown: "Igisubizo ntikiramenyekana",
  counter_unapplied: "Amafaranga yaje, ariko nta komande iyafite",
  counter_again: "Ongera ugerageze",
  slip_print: "Capa urupapuro",
  pay_link_qr: "Kode ya QR y'umurongo wo kwishyura",
  courier_link: "Iy'ugeza ibintu",
  courier_link_hint:
    "Yerekana niba komande yishyuwe. Ugeza ibintu ayifungura kuri telefone ye bwite, ntiyizere SMS.",
  courier_link_qr: "Kode ya QR y'urupapuro rw'ugeza ibintu",
  door_links: "Ugeza ibintu n'urupapuro",
  door_links_until: "Uyu murongo urangira {{when}}.",
}
