import { MANUAL_PAYMENT_REFUSALS } from "../../operations/manual-payments/refusals"
import { toEnglishTexts, type RefusalTexts } from "./refusal-texts"

type ManualPaymentRefusalTexts = RefusalTexts<typeof MANUAL_PAYMENT_REFUSALS>

/** Why a payment by hand was not recorded or taken back, in each language. */
export const enManualPaymentRefusals = toEnglishTexts(MANUAL_PAYMENT_REFUSALS)

export const frManualPaymentRefusals: ManualPaymentRefusalTexts = {
  refused_manual_order_cancelled:
    "La commande est annulée : aucun paiement ne peut être enregistré pour elle.",
  refused_manual_other_currency:
    "La commande est en {{currency}}, et seuls des francs (RWF) peuvent être enregistrés ici. Enregistrez le paiement dans Medusa.",
  refused_manual_money_arriving:
    "K-Pay a reçu de l'argent pour cette commande, et il est en train d'être affecté. Attendez un instant, puis vérifiez ce que la commande doit encore.",
  refused_manual_order_paid: "La commande doit RWF 0 : elle est payée.",
  refused_manual_owes_less:
    "La commande doit {{owed}}, moins que {{amount}}. Saisissez au plus ce qu'elle doit.",
  refused_manual_decide_first:
    "K-Pay a reçu pour cette commande de l'argent qui n'est pas encore affecté. Affectez-le, remboursez-le ou classez-le d'abord.",
  refused_manual_earlier_stuck:
    "Un paiement enregistré plus tôt pour cette commande n'a pas encore pu être comptabilisé dans Medusa. Un nouvel essai a lieu chaque minute ; le journal du serveur dit ce qui bloque.",
  refused_manual_request_used:
    "Ce « request_id » a déjà servi pour un autre paiement. Rouvrez ce volet, ou envoyez-en un nouveau pour chaque paiement.",
  refused_manual_taken_back_since:
    "Ce paiement a été enregistré, puis l'enregistrement a été annulé. Pour l'enregistrer de nouveau, rouvrez ce volet, ou envoyez un nouveau « request_id ».",
  refused_manual_not_owed:
    "La commande ne devait plus {{amount}} au moment de comptabiliser le paiement : il n'a pas été comptabilisé.",
  refused_manual_no_momo_id:
    "Ce n'est pas un id de transaction MoMo. Saisissez l'id seul, tel qu'il figure dans le SMS après « TxId ».",
  refused_manual_recorded_already:
    "La transaction MoMo {{reference}} est déjà enregistrée, comme paiement pour {{order}}. Si l'enregistrement était une erreur, annulez-le sur la page de cette commande.",
  refused_manual_of_kpay:
    "La transaction {{reference}} est celle du paiement K-Pay {{refid}}. Interrogez K-Pay sur ce paiement ; si un autre argent est arrivé, saisissez l'id de son propre transfert.",
  refused_manual_of_kpay_order:
    "La transaction {{reference}} est celle du paiement K-Pay {{refid}}, pour {{order}}. Interrogez K-Pay sur ce paiement ; si un autre argent est arrivé, saisissez l'id de son propre transfert.",
  refused_manual_same_transfer:
    "La transaction MoMo {{reference}} a été enregistrée à la main, comme paiement pour {{orders}}. La boutique n'a reçu cet argent qu'une fois : classez-le ici. Si l'enregistrement était une erreur, annulez-le sur la page de la commande.",
  refused_manual_same_transfer_less:
    "De la transaction MoMo {{reference}}, seuls {{recorded}} ont été enregistrés à la main, comme paiement pour {{orders}}, alors que K-Pay a reçu {{taken}}. Annulez l'enregistrement sur la page de la commande, puis affectez cet argent.",
  refused_manual_being_booked:
    "La transaction MoMo {{reference}}, enregistrée à la main, est en cours de comptabilisation pour {{orders}}. Réessayez dans une minute.",
  refused_manual_unknown:
    "La commande {{order}} n'a pas de paiement enregistré à la main avec l'id {{id}}.",
  refused_manual_not_booked: "Ce paiement n'est pas comptabilisé : il n'y a rien à annuler.",
  refused_manual_partly_refunded:
    "Medusa a remboursé une partie de ce paiement. Remboursez le reste dans Medusa, puis annulez l'enregistrement ici.",
  refused_manual_order_gone:
    "La commande est annulée ou supprimée. Remboursez ce paiement dans Medusa, puis annulez l'enregistrement ici.",
  refused_manual_changed: "Ce paiement a changé entre-temps. Regardez-le de nouveau.",
  refused_manual_order: "la commande #{{number}}",
  refused_manual_order_deleted: "une commande supprimée",
  refused_manual_orders: "{{first}} et {{second}}",
}

export const rwManualPaymentRefusals: ManualPaymentRefusalTexts = {
  refused_manual_order_cancelled: "Komande yahagaritswe, nta bwishyu bushobora kuyandikwaho.",
  refused_manual_other_currency:
    "Komande iri mu {{currency}}, kandi hano handikwa amafaranga y'u Rwanda (RWF) gusa. Andika ubwishyu muri Medusa.",
  refused_manual_money_arriving:
    "K-Pay yakiriye amafaranga y'iyi komande, kandi arimo kuyihabwa. Tegereza akanya, hanyuma urebe ayo komande isigaje kwishyurwa.",
  refused_manual_order_paid: "Komande isigaje kwishyurwa RWF 0: yarishyuwe.",
  refused_manual_owes_less:
    "Komande isigaje kwishyurwa {{owed}}, make kuri {{amount}}. Andika atarenze ayo isigaje.",
  refused_manual_decide_first:
    "K-Pay yakiriye amafaranga y'iyi komande atarahabwa komande. Banza uyahe komande, uyasubize cyangwa uyashoze.",
  refused_manual_earlier_stuck:
    "Hari ubwishyu bwanditswe mbere kuri iyi komande butarashobora kubarurwa muri Medusa. Byongera kugeragezwa buri munota; ibyo seriveri yanditse (log) bivuga ikibibuza.",
  refused_manual_request_used:
    "Iyi “request_id” yakoreshejwe ku bundi bwishyu. Funga hano wongere uhafungure, cyangwa wohereze inshya kuri buri bwishyu.",
  refused_manual_taken_back_since:
    "Ubu bwishyu bwari bwanditswe, hanyuma iyandikwa rirasibwa. Kugira ngo wongere ubwandike, funga hano wongere uhafungure, cyangwa wohereze “request_id” nshya.",
  refused_manual_not_owed:
    "Igihe ubwishyu bwari bugiye kubarurwa, komande ntiyari igisigaje {{amount}}, bityo ntibwabaruwe.",
  refused_manual_no_momo_id:
    "Iyi si nimero y'ubwishyu bwa MoMo. Andika nimero yonyine, uko iri muri SMS inyuma ya “TxId”.",
  refused_manual_recorded_already:
    "Ubwishyu bwa MoMo {{reference}} bwamaze kwandikwa kuri {{order}}. Niba kubwandika byari ikosa, siba iyandikwa ku rupapuro rw'iyo komande.",
  refused_manual_of_kpay:
    "Nimero {{reference}} ni iy'ubwishyu bwa K-Pay {{refid}}. Baza K-Pay iby'ubwo bwishyu; niba haraje andi mafaranga, andika nimero y'uko yoherejwe.",
  refused_manual_of_kpay_order:
    "Nimero {{reference}} ni iy'ubwishyu bwa K-Pay {{refid}}, bwa {{order}}. Baza K-Pay iby'ubwo bwishyu; niba haraje andi mafaranga, andika nimero y'uko yoherejwe.",
  refused_manual_same_transfer:
    "Ubwishyu bwa MoMo {{reference}} bwanditswe n'intoki, kuri {{orders}}. Iduka rifite aya mafaranga rimwe gusa: yashoze hano. Niba kubwandika byari ikosa, siba iyandikwa ku rupapuro rwa komande.",
  refused_manual_same_transfer_less:
    "Ku bwishyu bwa MoMo {{reference}} handitswe n'intoki {{recorded}} gusa, kuri {{orders}}, nyamara K-Pay yakiriye {{taken}}. Siba iyandikwa ku rupapuro rwa komande, hanyuma uhe komande aya mafaranga.",
  refused_manual_being_booked:
    "Ubwishyu bwa MoMo {{reference}} bwanditswe n'intoki buracyabarurwa, kuri {{orders}}. Ongera ugerageze nyuma y'umunota.",
  refused_manual_unknown:
    "Nta bwishyu bwanditswe n'intoki bufite nimero {{id}} komande {{order}} ifite.",
  refused_manual_not_booked: "Ubu bwishyu ntibwabaruwe, nta cyo gusiba gihari.",
  refused_manual_partly_refunded:
    "Medusa yasubije igice cy'aya mafaranga. Subiza asigaye muri Medusa, hanyuma usibe iyandikwa hano.",
  refused_manual_order_gone:
    "Komande yahagaritswe cyangwa yasibwe. Subiza aya mafaranga muri Medusa, hanyuma usibe iyandikwa hano.",
  refused_manual_changed: "Hagati aho ubu bwishyu bwahindutse. Ongera ubusome.",
  refused_manual_order: "komande #{{number}}",
  refused_manual_order_deleted: "komande yasibwe",
  refused_manual_orders: "{{first}} na {{second}}",
}
