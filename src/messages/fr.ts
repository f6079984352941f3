import type { Messages } from "./message-id"

export const fr: Messages = {
  insufficient_funds:
    "Le solde de ce compte est insuffisant. Rechargez-le ou payez avec un autre numéro.",
  declined: "Le paiement n'a pas été confirmé. Réessayez ou choisissez un autre moyen.",
  expired: "La demande n'a pas reçu de réponse à temps sur le téléphone. Renvoyez-la.",
  limit:
    "Ce montant est hors des limites de {method}. Choisissez un autre moyen ou payez en deux commandes.",
  wrong_number: "Ce numéro ne semble pas avoir {method}. Vérifiez-le ou choisissez un autre moyen.",
  operator:
    "{method} n'a pas pu terminer le paiement. Rien n'a été prélevé. Réessayez ou choisissez un autre moyen.",
  unavailable:
    "Ce moyen de paiement n'est pas disponible pour le moment. Choisissez un autre moyen.",
  checking:
    "Nous vérifions votre paiement auprès de {method}. Inutile de payer à nouveau. Nous confirmerons votre commande dès que possible.",
  unplaced:
    "Nous avons reçu votre paiement. La boutique vous contactera au sujet de votre commande. Référence {reference}",
  choose_method: "Choisissez un moyen de paiement.",
  enter_phone: "Entrez le numéro de téléphone qui paie avec {method}.",
  wrong_phone: "Ce n'est pas un numéro mobile rwandais. Écrivez-le ainsi : 0788 300 000.",
  already_waiting:
    "Un paiement par {method} vous attend encore. Confirmez-le sur {phone}, ou attendez qu'il se termine avant d'en commencer un autre.",
  already_waiting_card:
    "Un paiement par {method} est encore ouvert. Terminez-le sur la page de la carte, ou attendez sa fin avant d'en commencer un autre.",
  nothing_to_pay: "Il n'y a plus rien à payer ici.",
  approve_on_phone: "Confirmez le paiement sur {phone}.",
  pay_on_card_page: "Terminez votre paiement sur la page de la carte.",
  paid: "Payé. Merci.",
}
