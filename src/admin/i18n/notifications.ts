import { CHECK_NAMES } from "../../domain/check-names"

/** The texts of messages to shoppers, in each language. */
export const enNotifications = {
  messages: "Messages",
  message_paid: "Payment received",
  message_reminder: "Reminder",
  message_refund_sent: "Refund sent",
  message_pay_link: "Pay link",
  message_sending: "Being sent",
  message_unknown: "Perhaps sent: the server stopped while it was being sent",
  message_sent: "Sent",
  message_failed: "Not sent",
  message_skipped: "Not sent",
  message_because_no_recipient: "no phone or e-mail address is known",
  message_because_no_provider: "Medusa has no provider for this channel",
  message_because_provider_failed: "the provider reported an error",
  message_because_medusa_failed: "Medusa could not send it",
  message_again: "Send again",
  message_again_failed: "It was not sent again",
  message_done: "Sent by {{channel}}",
  message_not_done: "Not sent by {{channel}}",
  send_by: "Send by {{channel}}",
  send_by_hint: "To the phone or e-mail address of the order, in the language chosen above.",
  send_failed: "The link was not sent",
  check_notifications: CHECK_NAMES.notifications,
  setup_notifications_ok:
    "Medusa has a notification provider for each channel of the option notifications.",
  setup_notifications_no_provider:
    "Medusa has no notification provider for {{channels}}, so no message is sent by it.",
  setup_notifications_no_provider_remedy:
    "Give the module @medusajs/medusa/notification a provider with this channel, or take the channel out of the option notifications.",
} as const

type NotificationTexts = Readonly<Record<keyof typeof enNotifications, string>>

export const frNotifications: NotificationTexts = {
  messages: "Messages",
  message_paid: "Paiement reçu",
  message_reminder: "Rappel",
  message_refund_sent: "Remboursement envoyé",
  message_pay_link: "Lien de paiement",
  message_sending: "En cours d'envoi",
  message_unknown: "Peut-être envoyé : le serveur s'est arrêté pendant l'envoi",
  message_sent: "Envoyé",
  message_failed: "Non envoyé",
  message_skipped: "Non envoyé",
  message_because_no_recipient: "aucun téléphone ni adresse e-mail n'est connu",
  message_because_no_provider: "Medusa n'a pas de fournisseur pour ce canal",
  message_because_provider_failed: "le fournisseur a signalé une erreur",
  message_because_medusa_failed: "Medusa n'a pas pu l'envoyer",
  message_again: "Renvoyer",
  message_again_failed: "Le message n'a pas été renvoyé",
  message_done: "Envoyé par {{channel}}",
  message_not_done: "Non envoyé par {{channel}}",
  send_by: "Envoyer par {{channel}}",
  send_by_hint:
    "Au téléphone ou à l'adresse e-mail de la commande, dans la langue choisie ci-dessus.",
  send_failed: "Le lien n'a pas été envoyé",
  check_notifications: "Messages aux clients",
  setup_notifications_ok:
    "Medusa a un fournisseur de notifications pour chaque canal de l'option notifications.",
  setup_notifications_no_provider:
    "Medusa n'a pas de fournisseur de notifications pour {{channels}} : aucun message n'est envoyé par ce canal.",
  setup_notifications_no_provider_remedy:
    "Donnez au module @medusajs/medusa/notification un fournisseur pour ce canal, ou retirez le canal de l'option notifications.",
}

export const rwNotifications: NotificationTexts = {
  messages: "Ubutumwa",
  message_paid: "Ubwishyu bwakiriwe",
  message_reminder: "Urwibutso",
  message_refund_sent: "Amafaranga yasubijwe",
  message_pay_link: "Umurongo wo kwishyura",
  message_sending: "Buroherezwa",
  message_unknown: "Bushobora kuba bwaroherejwe: seriveri yahagaze bucyoherezwa",
  message_sent: "Bwoherejwe",
  message_failed: "Ntibwoherejwe",
  message_skipped: "Ntibwoherejwe",
  message_because_no_recipient: "nta telefone cyangwa imeyili izwi",
  message_because_no_provider: "Medusa nta utanga serivisi w'uyu muyoboro ifite",
  message_because_provider_failed: "utanga serivisi yavuze ko habaye ikosa",
  message_because_medusa_failed: "Medusa ntiyashoboye kubwohereza",
  message_again: "Ongera wohereze",
  message_again_failed: "Ntibwongeye koherezwa",
  message_done: "Bwoherejwe kuri {{channel}}",
  message_not_done: "Ntibwoherejwe kuri {{channel}}",
  send_by: "Ohereza kuri {{channel}}",
  send_by_hint: "Kuri telefone cyangwa imeyili ya komande, mu rurimi rwatoranyijwe hejuru.",
  send_failed: "Umurongo ntiwoherejwe",
  check_notifications: "Ubutumwa ku baguzi",
  setup_notifications_ok:
    "Medusa ifite utanga serivisi y'ubutumwa kuri buri muyoboro wo muri notifications.",
  setup_notifications_no_provider:
    "Medusa nta utanga serivisi y'ubutumwa ifite wa {{channels}}, nta butumwa bwoherezwa kuri uyu muyoboro.",
  setup_notifications_no_provider_remedy:
    "Ha module @medusajs/medusa/notification utanga serivisi w'uyu muyoboro, cyangwa uvane uyu muyoboro muri notifications.",
}
