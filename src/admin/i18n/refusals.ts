import { REFUSALS, type RefusalId } from "../../domain/refusals"

type RefusalTexts = { readonly [Id in RefusalId as `refused_${Id}`]: string }

/** Why the server refused a decision about money, in each language. */
export const enRefusals = Object.fromEntries(
  Object.entries(REFUSALS).map(([id, sentence]) => [`refused_${id}`, sentence])
) as RefusalTexts

export const frRefusals: RefusalTexts = {
  refused_no_attempt: "Il n'y a pas de tentative {{attempt}}.",
  refused_already_decided:
    "Cet argent n'attend pas de décision : il est affecté, remboursé, à rembourser, classé ou non payé.",
  refused_partly_refunded:
    "Le remboursement d'une partie de cet argent est enregistré : la commande recevrait plus que ce que la boutique en a. Remboursez le reste, ou classez-le.",
  refused_test_money:
    "C'était un paiement de test : aucun argent réel n'a été payé, et la boutique encaisse désormais de l'argent réel. Classez-le.",
  refused_held_for_cart:
    "Medusa a encaissé cet argent pour le panier pour lequel il a été payé. Affectez-le à ce panier, ou remboursez-le manuellement.",
  refused_cart_changed:
    "Le panier ne demande plus ce montant. Indiquez la commande à laquelle affecter l'argent, ou remboursez-le manuellement.",
  refused_cart_is_busy: "Medusa travaille sur le panier de cet argent. Réessayez dans un instant.",
  refused_no_order: "Il n'y a pas de commande {{order}}.",
  refused_order_is_busy:
    "De l'argent est en train d'être affecté à cette commande. Réessayez dans un instant.",
  refused_order_cancelled:
    "La commande est annulée. Indiquez une autre commande, ou remboursez l'argent manuellement.",
  refused_order_in_other_currency:
    "La commande est en {{currency}}, et {{amount}} ont été payés. Indiquez une commande en RWF, ou remboursez l'argent manuellement.",
  refused_order_owes_nothing:
    "La commande ne doit plus rien, et {{amount}} ont été payés. Indiquez une autre commande, ou remboursez l'argent manuellement.",
  refused_order_owes_less:
    "La commande doit {{owed}}, moins que les {{amount}} payés. Indiquez une autre commande, ou remboursez l'argent manuellement.",
  refused_booked_before_refund:
    "Medusa a entre-temps comptabilisé cet argent pour la commande. Affectez-le, puis remboursez la commande dans Medusa si l'argent doit être rendu.",
  refused_booked_before_dismissal:
    "Medusa a entre-temps comptabilisé cet argent pour la commande. Affectez-le.",
  refused_applied_before_refund:
    "Cet argent est affecté. Remboursez la commande dans Medusa : le remboursement sera alors à envoyer ici.",
  refused_no_refund: "Il n'y a pas de remboursement avec cet id.",
  refused_refund_sent_before: "Ce remboursement est déjà envoyé, avec la référence {{reference}}.",
}

export const rwRefusals: RefusalTexts = {
  refused_no_attempt: "Nta bwishyu bubaho bwa {{attempt}}.",
  refused_already_decided:
    "Aya mafaranga ntategereje icyemezo: yahawe komande, yasubijwe, agomba gusubizwa, yashojwe cyangwa ntiyishyuwe.",
  refused_partly_refunded:
    "Byanditswe ko igice cy'aya mafaranga gisubizwa, bityo komande yahabwa arenze ayo iduka rifite. Subiza asigaye, cyangwa uyashoze.",
  refused_test_money:
    "Bwari ubwishyu bw'igerageza, nta mafaranga nyayo yishyuwe, kandi iduka ubu ryakira amafaranga nyayo. Yashoze.",
  refused_held_for_cart:
    "Medusa yafatiye aya mafaranga agaseke yishyuriwe. Yahe ako gaseke, cyangwa uyasubize n'intoki.",
  refused_cart_changed:
    "Agaseke ntikagisaba aya mafaranga. Vuga komande ayahabwa, cyangwa uyasubize n'intoki.",
  refused_cart_is_busy: "Medusa irimo gukora ku gaseke k'aya mafaranga. Ongera ugerageze mu kanya.",
  refused_no_order: "Nta komande {{order}} ibaho.",
  refused_order_is_busy:
    "Hari andi mafaranga arimo guhabwa iyi komande. Ongera ugerageze mu kanya.",
  refused_order_cancelled:
    "Komande yahagaritswe. Vuga indi komande, cyangwa usubize amafaranga n'intoki.",
  refused_order_in_other_currency:
    "Komande iri mu {{currency}}, kandi hishyuwe {{amount}}. Vuga komande iri muri RWF, cyangwa usubize amafaranga n'intoki.",
  refused_order_owes_nothing:
    "Komande nta kindi igomba kwishyurwa, kandi hishyuwe {{amount}}. Vuga indi komande, cyangwa usubize amafaranga n'intoki.",
  refused_order_owes_less:
    "Komande isigaje kwishyurwa {{owed}}, make kuri {{amount}} yishyuwe. Vuga indi komande, cyangwa usubize amafaranga n'intoki.",
  refused_booked_before_refund:
    "Hagati aho Medusa yanditse aya mafaranga kuri komande. Yahe komande, hanyuma usubize komande muri Medusa niba amafaranga agomba gusubizwa.",
  refused_booked_before_dismissal:
    "Hagati aho Medusa yanditse aya mafaranga kuri komande. Yahe komande.",
  refused_applied_before_refund:
    "Aya mafaranga yahawe komande. Subiza komande muri Medusa, maze amafaranga agomba gusubizwa agaragare hano.",
  refused_no_refund: "Nta gusubiza gufite iyi nimero kubaho.",
  refused_refund_sent_before: "Aya mafaranga yamaze gusubizwa, kuri nimero {{reference}}.",
}
