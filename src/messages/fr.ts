import type { Messages } from "./message-id"

export const fr: Messages = {
  insufficient_funds:
    "Le solde de ce compte est insuffisant. Rechargez-le ou payez avec un autre numéro.",
  declined: "Le paiement n'a pas été confirmé. Réessayez ou choisissez un autre moyen.",
  expired: "La demande n'a pas reçu de réponse à temps sur le téléphone. Renvoyez-la.",
  limit:
    "Ce montant est hors des limites fixées pour {method}. Choisissez un autre moyen ou payez en deux commandes.",
  wrong_number: "Ce numéro ne semble pas avoir {method}. Vérifiez-le ou choisissez un autre moyen.",
  operator:
    "{method} n'a pas pu terminer le paiement. Rien n'a été prélevé. Réessayez ou choisissez un autre moyen.",
  operator_card:
    "Le paiement par carte n'a pas abouti. Rien n'a été prélevé. Réessayez ou choisissez un autre moyen.",
  unavailable:
    "Ce moyen de paiement n'est pas disponible pour le moment. Choisissez-en un autre, ou contactez la boutique.",
  checking:
    "Nous vérifions votre paiement par {method}. Inutile de payer à nouveau. Nous confirmerons votre commande dès que possible.",
  unapplied:
    "Nous avons reçu votre paiement. La boutique vous contactera au sujet de votre commande. Référence {reference}",
  wrong_currency:
    "Ce panier est dans une autre devise. K-Pay n'accepte que les francs rwandais. Choisissez un autre moyen de paiement.",
  amount_not_possible:
    "Ce montant ne peut pas être payé avec {method}. Choisissez un autre moyen de paiement.",
  session_gone: "Votre panier a changé. Choisissez à nouveau comment payer.",
  choose_method: "Choisissez un moyen de paiement.",
  enter_phone: "Entrez le numéro de téléphone qui paie avec {method}.",
  wrong_phone: "Ce n'est pas un numéro mobile rwandais. Écrivez-le ainsi : 0788 300 000.",
  already_waiting:
    "Un paiement par {method} vous attend encore. Confirmez-le sur {phone}, ou attendez qu'il se termine avant d'en commencer un autre.",
  already_waiting_card:
    "Un paiement par {method} est encore ouvert. Terminez-le sur la page de paiement par carte, ou attendez sa fin avant d'en commencer un autre.",
  already_waiting_no_card_page:
    "La page de paiement par carte n'a pas pu être ouverte. Attendez une minute, puis réessayez ou choisissez un autre moyen.",
  too_many_prompts:
    "Trop de demandes de paiement ont été envoyées. Regardez votre téléphone : l'une d'elles attend peut-être encore. Réessayez dans {wait}, ou choisissez un autre moyen.",
  nothing_to_pay: "Il n'y a plus rien à payer.",
  approve_on_phone: "Confirmez le paiement sur {phone}.",
  pay_on_card_page: "Terminez votre paiement sur la page de paiement par carte.",
  paid: "Payé. Merci.",
  paid_twice:
    "Payé. Merci. La boutique a aussi reçu un second paiement, et vous contactera à ce sujet. Référence {reference}",
  does_not_pay:
    "Votre paiement précédent, référence {reference}, ne paie pas cette commande. Payez-la maintenant, ou demandez à la boutique.",
  method_degraded:
    "Les paiements par {method} échouent souvent en ce moment. Un autre moyen sera peut-être plus rapide.",
  method_degraded_alone:
    "Les paiements par {method} échouent souvent en ce moment. Vous pouvez tout de même essayer.",

  // The pay page.
  pay: "Payer {amount}",
  order_number: "Commande {order}",
  phone_number: "Numéro de téléphone",
  phone_not_for_cards: "Inutile pour les cartes.",
  phone_again: "Laissez vide pour utiliser encore {phone}.",
  way_momo: "Confirmez sur votre téléphone MTN.",
  way_airtel: "Confirmez sur votre téléphone Airtel.",
  way_card: "Payez sur la page de paiement par carte.",
  way_spenn: "Confirmez dans votre application SPENN.",
  waiting: "En attente",
  other_network: "C'est un numéro {network} : c'est {method} qui envoie la demande.",
  no_message: "Pas de message sur le téléphone ? Composez {ussd}",
  no_message_check:
    "Pas de message sur le téléphone ? Vérifiez qu'il est allumé et qu'il a du réseau.",
  i_have_approved: "J'ai confirmé",
  not_confirmed:
    "K-Pay n'a pas encore confirmé le paiement. Si vous l'avez confirmé sur le téléphone, patientez : cette page l'affichera dès que K-Pay le confirmera.",
  send_again: "Renvoyer",
  other_number: "Un autre numéro",
  other_way: "Payer autrement",
  may_close:
    "Vous pouvez fermer cette page ; nous terminerons votre commande quand vous aurez confirmé.",
  time_now: "Il est {time} à Kigali. Cette page se met à jour toute seule.",
  to_card_page: "Aller au paiement par carte",
  request_waiting:
    "Une demande attend encore sur {phone} et ne peut pas être retirée. Si vous en envoyez une autre, refusez l'ancienne, sinon vous risquez de payer deux fois.",
  amount_changed: "Le montant est maintenant de {amount}. Vérifiez-le, puis payez.",
  receipt: "Reçu",
  amount: "Montant",
  paid_by: "Payé par",
  paid_at: "Date",
  momo_id: "Id MoMo (TxId)",
  transaction_id: "Numéro de transaction",
  reference: "Référence",
  keep_receipt: "Gardez cette page : imprimez-la ou faites une capture d'écran.",
  payer: "Payeur",
  ebm_receipt: "Reçu EBM",
  sent_back: "Remboursé",
  to_be_sent_back: "À rembourser",
  check_receipt: "Pour vérifier ce reçu, ouvrez cette adresse :",
  receipt_paid: "Payé",
  receipt_refund_due: "Payé. L'argent doit être remboursé.",
  receipt_refunded: "Remboursé. L'argent a été renvoyé.",
  receipt_unapplied: "Reçu, mais non affecté à une commande.",
  receipt_of_cancelled_order: "La commande a été annulée.",
  receipt_of_test: "C'était un essai. Aucun argent réel n'a été payé.",
  receipt_read_at: "Voici ce que disent les livres de la boutique le {time}.",
  receipt_expired: "Cette adresse est trop ancienne pour vérifier le reçu. Demandez à la boutique.",
  receipt_unknown:
    "La boutique ne connaît pas ce reçu. Vérifiez que l'adresse est complète. Si elle l'est, demandez à la boutique avant de vous fier au reçu.",
  sold_by: "Vendeur : {shop}",
  tin: "TIN : {tin}",
  shop_phone: "Téléphone : {shopPhone}",
  order_cancelled:
    "Cette commande a été annulée, il n'y a donc rien à payer. Si vous la voulez encore, demandez à la boutique.",
  order_cancelled_refuse:
    "Cette commande a été annulée, il n'y a donc rien à payer. Refusez la demande sur {phone}. Si vous voulez encore la commande, demandez à la boutique.",
  already_paid: "Cette commande est payée. Il n'y a plus rien à payer. Merci.",
  link_expired: "Ce lien est trop ancien. Demandez-en un nouveau à la boutique.",
  link_unknown:
    "Ce lien est incorrect ou incomplet. Ouvrez-le encore depuis le message, ou demandez-en un nouveau à la boutique.",
  page_failed:
    "Cette page ne fonctionne pas pour le moment. Réessayez dans une minute. Si vous avez confirmé un paiement, nous le retrouverons : inutile de payer à nouveau.",
  back: "Retour",
  language: "Langue",
  pay_link_text: "{shop} : veuillez payer {amount} pour la commande {order} ici : {url}",

  // The delivery slip and the courier's page.
  slip: "Bon de livraison",
  slip_to_pay: "À payer",
  slip_scan:
    "Scannez le code avec l'appareil photo du téléphone, entrez votre numéro et confirmez.",
  slip_scan_card: "Scannez le code avec l'appareil photo du téléphone et payez par carte.",
  slip_address: "Le code ouvre {url}",
  slip_until: "Il est valable jusqu'au {time}.",
  slip_no_sms:
    "La commande est payée quand les livres de la boutique le montrent. Un SMS n'est pas une preuve.",
  slip_print: "Imprimez cette page et joignez-la à la commande.",
  door_paid: "PAYÉ",
  door_hand_over: "Vous pouvez remettre la commande.",
  door_test: "ESSAI",
  door_ask_shop: "DEMANDEZ À LA BOUTIQUE",
  door_was_paid: "{amount} ont été payés.",
  door_was_refunded: "{amount} en ont été remboursés ou doivent l'être.",
  door_ask_first: "Demandez à la boutique avant de remettre la commande.",
  door_unpaid: "PAS ENCORE PAYÉ",
  door_collect: "{amount} À ENCAISSER",
  door_ask_amount: "Demandez à la boutique combien encaisser.",
  door_received: "{amount} ont déjà été payés.",
  door_cancelled: "NE PAS REMETTRE",
  door_sent_back:
    "L'argent de cette commande a été remboursé ou doit l'être. Demandez à la boutique.",
  door_undecided:
    "De l'argent est arrivé que la boutique n'a pas affecté à cette commande. Demandez à la boutique.",
  door_arriving:
    "K-Pay a l'argent, et les livres de la boutique se mettent à jour. Attendez que cette page dise PAYÉ.",
  door_otherwise:
    "Le paiement n'est pas passé par K-Pay. Les livres de la boutique en montrent un autre.",
  door_nothing: "Il n'y a rien à payer.",
  door_as_of: "État au {time}",
  door_believe:
    "Fiez-vous à cette page sur votre propre téléphone, jamais à un SMS ni à une capture d'écran.",
  door_check_again: "Vérifier à nouveau",
  door_let_pay: "Faire payer l'acheteur",
}
