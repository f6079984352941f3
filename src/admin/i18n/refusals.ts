import { REFUSALS } from "../../domain/refusals"
import { toEnglishTexts, type RefusalTexts } from "./refusal-texts"

type CoreTexts = RefusalTexts<typeof REFUSALS>

/** Why the server refused what an admin asked for, in each language. The parts have files of their own. */
export const enRefusals = toEnglishTexts(REFUSALS)

export const frRefusals: CoreTexts = {
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
  refused_booked_for_cancelled_order:
    "Medusa avait comptabilisé cet argent pour sa commande quand elle a été annulée. Son remboursement est à envoyer, comme pour tout l'argent d'une commande annulée.",
  refused_applied_before_refund:
    "Cet argent est affecté. Remboursez la commande dans Medusa : le remboursement sera alors à envoyer ici.",
  refused_no_refund: "Il n'y a pas de remboursement avec cet id.",
  refused_refund_sent_before: "Ce remboursement est déjà envoyé, avec la référence {{reference}}.",
  refused_choose_method: "Choisissez le moyen de paiement.",
  refused_enter_phone: "Entrez le numéro de téléphone qui paie avec {{method}}.",
  refused_limit: "Le montant est hors des limites de {{method}}. Choisissez un autre moyen.",
  refused_unavailable:
    "Les options de la boutique n'offrent pas {{method}}, ou il y manque son compte K-Pay.",
  refused_already_waiting:
    "Une demande {{method}} attend le client. Une autre peut être envoyée {{seconds}} secondes après elle, une fois que K-Pay l'a acceptée.",
  refused_too_many_prompts:
    "Trop de demandes sans paiement ont été envoyées à ce numéro ou pour ce paiement. Réessayez plus tard, ou avec un autre numéro ou un autre moyen.",
  refused_nothing_to_pay:
    "Il n'y a rien à payer : de l'argent est arrivé, ou la commande est annulée. Si de l'argent n'est pas encore affecté, décidez-en d'abord.",
  refused_wrong_currency:
    "La commande n'est pas en francs rwandais : K-Pay ne peut pas l'encaisser.",
  refused_amount_not_possible:
    "Ce qui est dû n'est pas un nombre entier de francs. Modifiez la commande, ou réglez l'option « rounding ».",
  refused_session_gone:
    "La session de paiement n'existe plus, car le panier a changé. Le client doit choisir à nouveau le moyen de paiement.",
  refused_card_by_pay_link:
    "Une carte se saisit sur le téléphone du payeur, sur la page de la carte. Donnez-lui le lien de paiement ou son code QR.",
  refused_phone_changed:
    "Le numéro de téléphone de la commande a changé. Vérifiez-le, puis envoyez la demande.",
  refused_amount_changed:
    "La commande doit maintenant {{owed}}, et non {{amount}}. Vérifiez le montant, puis envoyez la demande.",
  refused_money_arriving:
    "De l'argent est en train d'être affecté à cette commande. Réessayez dans un instant.",
  refused_cancelled_owes_nothing: "La commande est annulée : il n'y a rien à payer.",
  refused_order_is_paid: "La commande est payée : il ne reste rien à payer.",
  refused_not_in_region:
    "K-Pay n'est pas activé dans la région de cette commande. Activez-le dans les réglages de la région.",
  refused_money_undecided:
    "De l'argent est arrivé pour cette commande et n'est pas encore affecté. Décidez-en d'abord.",
  refused_only_francs:
    "K-Pay n'encaisse que des francs rwandais (RWF), pas {{currency}}. Choisissez une région dont la devise est RWF.",
  refused_below_one_franc:
    "K-Pay ne peut pas encaisser un montant de {{total}} RWF. Il doit être d'au moins un franc.",
  refused_no_whole_francs:
    "Le total de {{total}} RWF n'est pas un nombre entier de francs. Modifiez le prix, ou réglez l'option « rounding ».",
  refused_period_reversed:
    "« Du » ({{from}}) est après « Au » ({{to}}). Mettez le jour le plus ancien dans « Du ».",
  refused_period_too_long:
    "Du {{from}} au {{to}}, il y a {{days}} jours. Demandez au plus {{max}} jours à la fois.",
  refused_attempt_unknown: "Il n'y a pas de tentative K-Pay avec cet id.",
}

export const rwRefusals: CoreTexts = {
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
  refused_booked_for_cancelled_order:
    "Medusa yari yanditse aya mafaranga kuri komande yayo igihe yahagarikwaga. Agomba gusubizwa, kimwe n'andi mafaranga yose ya komande yahagaritswe.",
  refused_applied_before_refund:
    "Aya mafaranga yahawe komande. Subiza komande muri Medusa, maze amafaranga agomba gusubizwa agaragare hano.",
  refused_no_refund: "Nta gusubiza gufite iyi nimero kubaho.",
  refused_refund_sent_before: "Aya mafaranga yamaze gusubizwa, kuri nimero {{reference}}.",
  refused_choose_method: "Hitamo uburyo bwo kwishyura.",
  refused_enter_phone: "Andika nimero ya telefone yishyura na {{method}}.",
  refused_limit: "Aya mafaranga arenze urugero rwa {{method}}. Hitamo ubundi buryo.",
  refused_unavailable:
    "Igenamiterere ry'iduka ntiririmo {{method}}, cyangwa konti yayo ya K-Pay irabura.",
  refused_already_waiting:
    "Ubusabe bwa {{method}} butegereje umukiriya. Ubundi bushobora koherezwa nyuma y'amasegonda {{seconds}}, K-Pay imaze kwemera ubwa mbere.",
  refused_too_many_prompts:
    "Hoherejwe ubusabe bwinshi butishyuwe kuri iyi nimero cyangwa kuri ubu bwishyu. Ongera ugerageze nyuma, cyangwa ukoreshe indi nimero cyangwa ubundi buryo.",
  refused_nothing_to_pay:
    "Nta cyo kwishyura gihari: amafaranga yaje, cyangwa komande yahagaritswe. Niba hari amafaranga ataragira komande ahabwa, banza uyafateho icyemezo.",
  refused_wrong_currency: "Komande ntiri mu mafaranga y'u Rwanda, K-Pay ntishobora kuyakira.",
  refused_amount_not_possible:
    "Ayo kwishyura si umubare wuzuye w'amafaranga. Hindura komande, cyangwa ushyireho “rounding”.",
  refused_session_gone:
    "Aho kwishyurira ntihakiriho kuko agaseke kahindutse. Umukiriya agomba kongera guhitamo uburyo bwo kwishyura.",
  refused_card_by_pay_link:
    "Ikarita yandikwa kuri telefone y'uwishyura, ku rupapuro rw'ikarita. Muhe umurongo wo kwishyura cyangwa kode yawo ya QR.",
  refused_phone_changed:
    "Nimero ya telefone ya komande yahindutse. Yisuzume, hanyuma wohereze ubusabe.",
  refused_amount_changed:
    "Ubu komande isigaje kwishyurwa {{owed}}, si {{amount}}. Suzuma amafaranga, hanyuma wohereze ubusabe.",
  refused_money_arriving: "Hari amafaranga arimo guhabwa iyi komande. Ongera ugerageze mu kanya.",
  refused_cancelled_owes_nothing: "Komande yahagaritswe, nta cyo kwishyura gihari.",
  refused_order_is_paid: "Komande yarishyuwe: nta gisigaye cyo kwishyura.",
  refused_not_in_region:
    "K-Pay ntiyemewe mu karere k'iyi komande. Yemeze mu igenamiterere ry'akarere.",
  refused_money_undecided:
    "Hari amafaranga y'iyi komande yaje atarahabwa komande. Banza uyafateho icyemezo.",
  refused_only_francs:
    "K-Pay yakira amafaranga y'u Rwanda (RWF) gusa, si {{currency}}. Hitamo akarere gakoresha ifaranga RWF.",
  refused_below_one_franc:
    "K-Pay ntishobora kwakira {{total}} RWF. Agomba kuba nibura ifaranga rimwe.",
  refused_no_whole_francs:
    "Igiteranyo cya {{total}} RWF si umubare wuzuye w'amafaranga. Hindura igiciro, cyangwa ushyireho “rounding”.",
  refused_period_reversed:
    "“Kuva” ({{from}}) iri nyuma ya “Kugeza” ({{to}}). Andika umunsi ubanza muri “Kuva”.",
  refused_period_too_long:
    "Kuva {{from}} kugeza {{to}} ni iminsi {{days}}. Saba iminsi itarenze {{max}} icyarimwe.",
  refused_attempt_unknown: "Nta bwishyu bwa K-Pay bufite iyi nimero bubaho.",
}
