import type { NotificationTexts } from "./texts"

// An SMS has no ç, ê or î without becoming twice as long.
export const fr: NotificationTexts = {
  paid: "{shop} : votre paiement de {amount} pour la commande {order} est bien arrivé. {receipt}",
  paid_part:
    "{shop} : votre paiement de {amount} pour la commande {order} est bien arrivé. Reste à payer : {rest}. {receipt}",
  receipt: "Justificatif : {url}",
  reminder: "{shop} : la commande {order} n'est pas encore payée. Payez {amount} ici : {url}",
  refund_sent:
    "{shop} : nous vous avons remboursé {amount} pour la commande {order}. Référence : {reference}",
  refund_sent_without_order: "{shop} : nous vous avons remboursé {amount}. Référence : {reference}",
  paid_subject: "Paiement de la commande {order}",
  reminder_subject: "La commande {order} n'est pas encore payée",
  refund_sent_subject: "Votre remboursement de {amount}",
  pay_link_subject: "Payer la commande {order}",
}
