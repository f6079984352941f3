import { NOTIFICATION_REFUSALS } from "../../notifications/refusals"
import { toEnglishTexts, type RefusalTexts } from "./refusal-texts"

type NotificationRefusalTexts = RefusalTexts<typeof NOTIFICATION_REFUSALS>

/** Why a message was not sent, in each language. */
export const enNotificationRefusals = toEnglishTexts(NOTIFICATION_REFUSALS)

export const frNotificationRefusals: NotificationRefusalTexts = {
  refused_message_no_channel:
    "Les liens de paiement ne peuvent pas être envoyés par {{channel}} : l'option notifications.pay_link ne le nomme pas, ou Medusa n'a pas de fournisseur pour ce canal.",
  refused_message_no_message: "Il n'y a pas de message {{id}}.",
  refused_message_not_again:
    "Ce message est en cours d'envoi, ou l'option notifications ne nomme plus son canal.",
  refused_message_not_so: "Ce que dit ce message n'est plus vrai. Rien n'a été envoyé.",
  refused_message_deleted:
    "Le message a été supprimé de la base de données pendant qu'il était envoyé.",
}

export const rwNotificationRefusals: NotificationRefusalTexts = {
  refused_message_no_channel:
    "Imirongo yo kwishyura ntishobora koherezwa kuri {{channel}}: notifications.pay_link ntiyivuga, cyangwa Medusa nta utanga serivisi w'uyu muyoboro ifite.",
  refused_message_no_message: "Nta butumwa {{id}} bubaho.",
  refused_message_not_again:
    "Ubu butumwa buracyoherezwa, cyangwa notifications ntikivuga umuyoboro wabwo.",
  refused_message_not_so: "Ibyo ubu butumwa buvuga si ko bikimeze. Nta cyoherejwe.",
  refused_message_deleted: "Ubutumwa bwasibwe mu bubiko (database) bucyoherezwa.",
}
