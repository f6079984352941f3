import { frAccounts } from "./accounts"
import type { Texts } from "./en"
import { frCounter } from "./counter"
import { frCounterRefusals } from "./counter-refusals"
import { frDegradedMethods } from "./degraded-methods"
import { frManualPaymentRefusals } from "./manual-payment-refusals"
import { frManualPayments } from "./manual-payments"
import { frNotificationRefusals } from "./notification-refusals"
import { frNotifications } from "./notifications"
import { frRefusals } from "./refusals"
import { frSetup } from "./fr-setup"
import { frStatementRefusals } from "./fr-statement-refusals"
import { frStatements } from "./fr-statements"

export const fr: Texts = {
  status_starting: "Démarrage",
  status_pending: "En attente",
  status_failed: "Non payé",
  status_abandoned: "Issue inconnue",
  status_paid: "Payé, à comptabiliser",
  status_applied: "Payé",
  status_unapplied: "À traiter",
  status_refund_due: "À rembourser",
  status_refunded: "Remboursé",
  status_dismissed: "Classé",

  // Each is the rest of a sentence.
  unapplied_cart_changed: "le panier a changé après l'envoi de la demande.",
  unapplied_session_gone: "la session de paiement n'existe plus.",
  unapplied_amount_differs: "le montant à payer a changé.",
  unapplied_currency_differs: "la commande est dans une autre devise.",
  unapplied_order_cancelled: "la commande a été annulée.",
  unapplied_overpaid: "la commande doit moins que cette somme.",
  unapplied_recorded_by_hand: "sa transaction MoMo a été enregistrée à la main.",
  unapplied_test_money:
    "c'était un paiement de test, et la boutique encaisse désormais de l'argent réel.",
  unapplied_completion_failed: "la commande n'a pas pu être passée, par exemple faute de stock.",
  journal_pay_sent: "Demande envoyée à {{method}}.",
  journal_pay_accepted: "K-Pay a répondu : accepté, pas encore payé.",
  journal_pay_paid_at_once:
    "K-Pay a répondu : payé immédiatement. K-Pay est interrogé pour confirmation.",
  journal_pay_refused: "K-Pay a refusé : {{said}}",
  journal_pay_unknown:
    "On ne sait pas si K-Pay a reçu la demande, et K-Pay est interrogé : {{said}}",
  journal_callback:
    "Une notification de K-Pay est arrivée : {{said}}. K-Pay est interrogé pour confirmation.",
  journal_status_paid: "K-Pay dit : payé.",
  journal_status_failed: "K-Pay dit : {{said}}",
  journal_status_pending: "K-Pay dit : pas encore confirmé.",
  journal_status_not_found: "K-Pay ne connaît pas encore ce paiement.",
  journal_not_asked:
    "K-Pay n'a pas été interrogé : le paiement a commencé dans un autre environnement que celui où se trouve maintenant son compte.",
  journal_status_unknown:
    "K-Pay n'a pas donné de réponse exploitable et sera interrogé de nouveau : {{said}}",
  journal_superseded:
    "Une demande plus récente a été envoyée. Celle-ci ne peut pas être retirée, et reste suivie.",
  journal_abandoned:
    "K-Pay ne connaît toujours pas l'issue. Il n'est plus interrogé automatiquement.",
  journal_session_changed:
    "Le paiement est passé à une nouvelle session de paiement du même panier ou de la même commande.",
  journal_cart_locked:
    "Le panier était en cours de modification à ce moment-là. L'argent sera comptabilisé ensuite.",
  journal_applied: "La commande a reçu l'argent.",
  journal_unapplied: "Aucune commande n'a pris l'argent : {{reason}}",
  journal_apply_requested: "L'affectation de l'argent a été demandée.",
  journal_refund_due: "Un remboursement manuel est dû : {{note}}",
  journal_refund_sent: "Le remboursement a été envoyé manuellement : {{note}}",
  journal_dismissed: "L'argent a été classé : {{note}}",
  journal_reopened:
    "L'enregistrement manuel de cet argent a été annulé : une décision est de nouveau nécessaire.",
  journal_reminded: "La boutique a été avertie que la commande n'est pas payée.",
  journal_order_cancelled: "La commande impayée a été annulée.",
  journal_refresh_requested: "K-Pay a été interrogé manuellement.",
  journal_phone_shown: "Le numéro a été affiché en entier.",
  journal_erase_requested: "L'effacement des données personnelles du client a été demandé.",
  journal_erased: "Téléphone, nom et e-mail ont été effacés.",
  reason_insufficient_funds: "Solde insuffisant",
  reason_declined: "Refusé",
  reason_expired: "Pas de réponse à temps",
  reason_limit: "Au-dessus de la limite",
  reason_wrong_number: "Mauvais numéro",
  reason_operator: "Échec chez l'opérateur ou la banque",
  reason_unavailable: "Configuration de la boutique",
  reason_checking: "Issue inconnue",
  reason_unapplied: "Non affecté",
  advice_insufficient_funds:
    "Demandez au client de recharger son compte, ou envoyez la demande à un autre numéro.",
  advice_declined:
    "Demandez au client s'il veut toujours payer, puis envoyez une nouvelle demande.",
  advice_expired: "Prévenez le client qu'une demande arrive, puis renvoyez-la.",
  advice_limit: "Demandez au client de payer par carte, ou en deux commandes.",
  advice_wrong_number: "Vérifiez le numéro avec le client, puis envoyez la demande au bon numéro.",
  advice_operator:
    "Rien n'a été prélevé. Envoyez une nouvelle demande, ou proposez un autre moyen de paiement.",
  advice_unavailable:
    "La configuration de la boutique empêche les paiements. Ouvrez Configuration sur la page K-Pay.",
  advice_checking:
    "Attendez : K-Pay est interrogé automatiquement. N'envoyez pas de seconde demande.",
  advice_unapplied: "Décidez ce que devient l'argent.",
  method_momo: "MTN MoMo",
  method_airtel: "Airtel Money",
  method_card: "Carte",
  method_spenn: "SPENN",
  network_mtn: "MTN",
  network_airtel: "Airtel",
  environment_test: "Test",
  environment_live: "Réel",
  health_ok: "OK",
  health_warning: "À vérifier",
  health_error: "À corriger",
  health_unknown: "Inconnu",

  language: "Langue de cette page",
  language_dashboard: "Langue : celle de Medusa",
  test_hint: "Environnement de test de K-Pay : aucun argent réel ne circule.",
  copy: "Copier",
  cancel: "Annuler",
  close: "Fermer",
  retry: "Réessayer",
  could_not_load: "Le chargement a échoué",
  not_permitted: "Votre rôle ne le permet pas. ({{message}})",
  order: "Commande",
  account: "Compte",
  from: "Du",
  to: "Au",
  paid: "Payé",
  not_paid: "Non payé",
  none: "–",
  label_value: "{{label}}\u00a0: {{value}}",
  tip_label: "{{label}}\u00a0",
  tab_payments: "Paiements",
  tab_attention: "À traiter",
  tab_cash_up: "Caisse",
  tab_setup: "Configuration",
  tabs: "Sections de la page K-Pay",

  // A payment
  not_paid_yet: "Pas encore payé. N'expédiez pas.",
  not_paid_owed: "{{amount}} restent dus.",
  not_paid_needs_decision:
    "K-Pay a reçu de l'argent qui n'a pas pu être affecté à cette commande. Décidez ci-dessous ce qu'il devient.",
  paid_draft_hint:
    "C'est un brouillon de commande. Convertissez-le en commande pour pouvoir l'expédier.",
  order_cancelled_hint:
    "La commande est annulée. Si le client paie encore, l'argent apparaîtra sous « À traiter ».",
  other_attempts: "Autres tentatives",
  payment_details: "Paiement",
  open_order: "Ouvrir la commande",
  fact_momo_id: "Id MoMo (TxId)",
  fact_transaction_id: "Numéro de transaction",
  fact_tid: "tid",
  fact_refid: "refid",
  refund_due_amount: "À rembourser : {{amount}}",
  refund_due_send: "L'envoyer manuellement",
  fact_sent: "Envoyé il y a {{ago}}",
  fact_sent_and_paid: "Envoyé il y a {{ago}}, payé après {{duration}}",
  fact_next_ask: "K-Pay sera de nouveau interrogé dans {{when}}",
  fact_next_ask_failed:
    "K-Pay sera de nouveau interrogé dans {{when}}, au cas où ce serait payé malgré tout",
  seconds_short: "{{count}} s",
  minutes_short: "{{count}} min",
  hours_short: "{{count}} h",
  days_short: "{{count}} j",
  show_phone: "Afficher le numéro",
  show_phone_hint: "L'historique note qui l'a consulté.",
  phone_erased: "Numéro effacé",
  what_kpay_said: "K-Pay dit : « {{text}} »",
  what_code_means: "Code {{code}} : {{meaning}}",
  what_to_do: "Que faire : {{advice}}",
  advice_abandoned:
    "Interrogez K-Pay maintenant, ou donnez-lui le refid, avant d'envoyer une autre demande.",
  timeline: "Ce qui s'est passé",
  timeline_hint: "Heure de Kigali",
  timeline_earlier: "Afficher les entrées précédentes",
  timeline_by: "{{sentence}} ({{who}})",
  timeline_unknown_user: "un utilisateur supprimé",
  callback_unreadable:
    "Une notification illisible de K-Pay est arrivée. K-Pay est interrogé à la place.",

  // What can be done about a payment
  ask_now: "Interroger K-Pay",
  asked_now: "K-Pay a été interrogé",
  ask_failed: "K-Pay n'a pas été interrogé",
  new_prompt: "Nouvelle demande",
  new_prompt_title: "Envoyer une nouvelle demande de paiement",
  new_prompt_hint: "Le payeur reçoit sur ce téléphone une demande de ce qui reste dû.",
  new_prompt_earlier:
    "Une demande plus ancienne est peut-être encore ouverte, et ne peut pas être retirée. Dites au payeur de la refuser : si les deux sont confirmées, les deux sont payées, et le surplus attend sous « À traiter ».",
  new_prompt_card_hint:
    "Un paiement par carte se termine sur la page de K-Pay. Le client y accède par la page de paiement de la commande.",
  new_prompt_send: "Envoyer la demande",
  new_prompt_sent: "La demande a été envoyée",
  new_prompt_refused: "K-Pay a refusé la demande",
  new_prompt_failed: "La demande n'a pas été envoyée",
  method: "Moyen de paiement",
  phone: "Numéro de téléphone",
  phone_same: "Même numéro, {{phone}}",
  pay_link: "Lien de paiement",
  open_sms: "Ouvrir mes SMS",
  open_whatsapp: "Ouvrir mon WhatsApp",
  pay_link_copied: "Le lien a été copié",
  pay_link_failed: "Le lien n'a pas pu être créé",
  pay_link_hint:
    "Avec ce lien, le client peut payer {{amount}} sur tout téléphone, sans JavaScript. Il est valable jusqu'au {{when}} ; vous pouvez en créer un nouveau à tout moment.",
  pay_link_unsent: "Rien n'a encore été envoyé.",
  pay_link_language: "Langue du client",
  pay_link_message: "Message",
  apply: "Affecter",
  apply_title: "Affecter {{amount}}",
  apply_own_order: "À la commande #{{number}}, pour laquelle il a été payé",
  apply_own_cart: "Au panier pour lequel il a été payé, qui devient une commande",
  apply_other: "À une autre commande",
  apply_number: "Numéro de la commande",
  apply_find: "Chercher",
  apply_found: "Commande #{{number}}, {{total}}, {{email}}",
  apply_not_found: "Aucune commande ne porte ce numéro.",
  apply_done: "L'argent a été affecté",
  apply_still_unapplied: "L'argent n'est toujours pas affecté : {{reason}}",
  apply_failed: "L'argent n'a pas été affecté",
  refund: "Rembourser manuellement",
  refund_title: "Rembourser {{amount}} manuellement",
  refund_hint:
    "K-Pay ne peut pas renvoyer d'argent. Le remboursement reste dans la liste jusqu'à ce que vous l'ayez envoyé vous-même et saisi sa référence.",
  field_required: "Obligatoire",
  refund_note: "Note (facultative)",
  refund_decided: "Le remboursement est à envoyer",
  refund_failed: "Le remboursement n'a pas été enregistré",
  dismiss: "Classer",
  dismiss_title: "Classer {{amount}}",
  dismiss_hint:
    "La boutique garde l'argent, et il n'apparaît plus ici. Indiquez le motif ; il est conservé avec votre nom.",
  dismiss_reason: "Motif",
  dismiss_done: "L'argent a été classé",
  dismiss_failed: "L'argent n'a pas été classé",
  sent: "Marquer comme envoyé",
  sent_title: "Marquer {{amount}} comme envoyés",
  sent_reference: "Référence du transfert",
  sent_done: "Le remboursement est enregistré comme envoyé",
  sent_failed: "Le remboursement n'a pas été enregistré",

  // Payments
  search_placeholder: "Id MoMo, refid, tid, commande, téléphone",
  column_time: "Heure",
  column_order: "Commande",
  column_method: "Moyen",
  column_payer: "Payeur",
  column_amount: "Montant",
  column_status: "État",
  column_age: "Âge",
  filter_network: "Réseau",
  filter_environment: "Environnement",
  filter_date: "Date",
  filter_date_custom: "Autres dates",
  filter_add: "Ajouter un filtre",
  filter_clear: "Tout effacer",
  payments_empty: "Aucun paiement pour l'instant",
  payments_empty_hint: "Les paiements par K-Pay apparaissent ici aussitôt.",
  payments_none_found: "Aucun paiement ne correspond",
  payments_none_found_hint: "Modifiez la recherche ou les filtres.",
  bulk_ask: "Interroger K-Pay de nouveau",
  bulk_asked_one: "K-Pay a été interrogé sur {{count}} paiement",
  bulk_asked_other: "K-Pay a été interrogé sur {{count}} paiements",
  bulk_too_many: "Sélectionnez au plus {{count}} paiements.",
  page_newer: "Plus récents",
  page_older: "Plus anciens",
  page_previous: "Précédent",
  page_next: "Suivant",
  page_number: "Page {{page}}",

  // Needs attention
  order_paid_before: "la commande {{order}} est déjà payée.",
  attention_nothing: "Rien à traiter",
  attention_nothing_hint:
    "Tout l'argent reçu par K-Pay est affecté à une commande, remboursé ou classé.",
  attention_story:
    "{{amount}} sont arrivés par {{method}} du {{phone}} le {{when}}, mais aucune commande ne les a pris : {{reason}}",
  attention_story_card:
    "{{amount}} sont arrivés par {{method}} le {{when}}, mais aucune commande ne les a pris : {{reason}}",
  attention_next:
    "Affectez-les à une commande, remboursez-les manuellement, ou classez-les avec un motif.",
  due_story: "Rembourser {{amount}} au {{phone}}. Dû depuis le {{when}}.",
  due_story_card: "Rembourser {{amount}} au client, qui a payé par carte. Dû depuis le {{when}}.",
  due_note: "Note : {{note}}",
  due_next: "Envoyez l'argent vous-même, puis saisissez la référence du transfert.",
  fault_title: "K-Pay ne fonctionne pas actuellement",
  fault_since: "Depuis le {{when}}",
  callbacks_missing_title: "Les notifications de K-Pay n'arrivent pas",
  callbacks_missing_one:
    "Aucune notification de K-Pay n'est arrivée depuis le {{when}}. {{count}} paiement des 7 derniers jours n'a été confirmé que parce que K-Pay a été interrogé.",
  callbacks_missing_other:
    "Aucune notification de K-Pay n'est arrivée depuis le {{when}}. {{count}} paiements des 7 derniers jours n'ont été confirmés que parce que K-Pay a été interrogé.",
  callbacks_never_one:
    "Aucune notification de K-Pay n'est jamais arrivée. {{count}} paiement des 7 derniers jours n'a été confirmé que parce que K-Pay a été interrogé.",
  callbacks_never_other:
    "Aucune notification de K-Pay n'est jamais arrivée. {{count}} paiements des 7 derniers jours n'ont été confirmés que parce que K-Pay a été interrogé.",
  callbacks_next:
    "Les commandes sont marquées comme payées plus tard que nécessaire. Envoyez une notification d'essai sous Configuration.",
  callbacks_line_all:
    "Dernière notification de K-Pay : {{when}}. Chaque paiement des 7 derniers jours a eu la sienne.",
  callbacks_line_none: "Aucune notification de K-Pay pour l'instant.",
  callbacks_line_one:
    "Dernière notification de K-Pay : {{when}}. {{count}} paiement des 7 derniers jours a été confirmé sans notification.",
  callbacks_line_other:
    "Dernière notification de K-Pay : {{when}}. {{count}} paiements des 7 derniers jours ont été confirmés sans notification.",
  callbacks_line_never_one:
    "Aucune notification de K-Pay pour l'instant. {{count}} paiement des 7 derniers jours a été confirmé sans notification.",
  callbacks_line_never_other:
    "Aucune notification de K-Pay pour l'instant. {{count}} paiements des 7 derniers jours ont été confirmés sans notification.",
  to_setup: "Ouvrir Configuration",
  heading_unapplied: "Argent qu'aucune commande n'a pris",
  heading_due: "Remboursements à envoyer",

  // Cash-up
  period: "Période",
  period_today: "Aujourd'hui",
  period_yesterday: "Hier",
  period_week: "7 derniers jours",
  period_30_days: "30 derniers jours",
  period_month: "Ce mois-ci",
  period_last_month: "Le mois dernier",
  period_custom: "Autres jours",
  figure_taken: "Reçu",
  figure_pending: "En attente",
  figure_refunded: "Remboursé",
  figure_net: "Net",
  figure_net_hint: "Reçu, moins remboursements et frais estimés",
  figures_hint:
    "Uniquement l'argent de K-Pay : ce qui a été enregistré comme payé autrement n'est pas compté. En attente : les demandes encore ouvertes, y compris celles de commandes payées depuis.",
  figure_fee: "Frais estimés",
  figure_count_one: "{{count}} paiement",
  figure_count_other: "{{count}} paiements",
  chart_title: "Payé et non payé, par jour",
  chart_summary:
    "{{paid}} payés et {{failed}} non payés dans cette période. Le tableau ci-dessous donne les chiffres de chaque jour.",
  chart_paid: "{{method}}, payé",
  chart_failed: "{{method}}, non payé",
  reasons_title: "Pourquoi des paiements ont échoué",
  reasons_none: "Aucun paiement n'a échoué.",
  reasons_not_given: "Sans motif",
  networks_title: "Taux de réussite par moyen",
  networks_success: "Taux de réussite",
  networks_median: "Délai médian de paiement",
  days_title: "Par jour et moyen",
  day: "Jour",
  fees_hint:
    "Les frais sont estimés selon l'option « fees ». Le relevé de K-Pay donne les montants exacts.",
  fees_none:
    "Aucun frais n'est configuré, donc aucun n'est déduit. Réglez l'option « fees » pour les estimer.",
  download_csv: "Télécharger en CSV",
  cash_up_empty: "Rien dans cette période",
  cash_up_empty_hint: "Ces jours-là, aucun paiement n'a été reçu, n'a échoué ou n'est en attente.",
  cash_up_test:
    "Ces chiffres viennent de l'environnement de test de K-Pay : aucun argent réel n'a circulé.",

  // Setup
  checks: "Vérifications",
  checks_ok: "Tout ce qui peut être vérifié est en ordre.",
  checks_warn: "Rien n'empêche les paiements. Vérifiez ce qui est en orange.",
  checks_failed: "Quelque chose empêche les paiements.",
  checks_again: "Vérifier de nouveau",
  check_credentials: "Identifiants",
  check_address: "Adresse de ce serveur",
  check_retailer: "Commerçant",
  check_environment: "Environnement",
  check_backend_address: "Adresse publique",
  check_callback_route: "Adresse des notifications",
  check_provider: "Fournisseur de paiement",
  check_worker_mode: "Tâches de fond",
  check_locking: "Verrous",
  check_event_bus: "Bus d'événements",
  check_workflow_engine: "Moteur de workflows",
  check_of_account: "{{check}}, compte {{account}}",
  callbacks: "Notifications de K-Pay",
  callback_address:
    "K-Pay envoie ses notifications à cette adresse ; la partie secrète change à chaque paiement.",
  callback_test: "Envoyer une notification d'essai",
  callback_test_hint:
    "Ce serveur envoie à sa propre adresse publique ce que K-Pay enverrait, et vérifie que la notification arrive.",
  callback_test_failed: "L'essai n'a pas pu être fait",
  callback_received: "Reçue après {{ms}} ms",
  callback_not_received: "Non reçue",

  ...frAccounts,
  ...frCounter,
  ...frCounterRefusals,
  ...frDegradedMethods,
  ...frManualPaymentRefusals,
  ...frManualPayments,
  ...frNotificationRefusals,
  ...frNotifications,
  ...frRefusals,
  ...frSetup,
  ...frStatementRefusals,
  ...frStatements,
}
