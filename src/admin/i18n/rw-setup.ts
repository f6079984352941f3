import type { SetupTexts } from "./en-setup"

// To be reviewed by a native speaker before a shop goes live.
export const rwSetup: SetupTexts = {
  // K-Pay and its accounts
  setup_credentials_ok: "K-Pay yemera ibiranga konti.",
  setup_credentials_not_checked: "K-Pay ntisuzuma ibiranga konti biturutse kuri aderesi itazi.",
  setup_answer_unreadable: "Igisubizo cya K-Pay ntigisomeka.",
  setup_answer_unreadable_remedy:
    "Suzuma baseUrl, kandi urebe ko nta kindi kiri hagati y'iyi seriveri na K-Pay gisubiza mu mwanya wayo.",
  setup_answer_unreadable_http: "Igisubizo cya K-Pay ntigisomeka (HTTP {{http}}).",
  setup_answer_login_remedy:
    "Suzuma username na password, kandi urebe niba proxy iri hagati y'iyi seriveri na K-Pay isaba ijambobanga cyangwa ibuza ubutumwa guhita.",
  setup_no_answer: "K-Pay ntisubiza ({{cause}}).",
  setup_no_answer_remedy:
    "Suzuma niba iyi seriveri ishobora kugera kuri aderesi ya K-Pay. Niba iyigeraho, K-Pay ntikora: ubwishyu buzategereza, bubazwe K-Pay niyongera gusubiza.",
  setup_no_answer_local_remedy:
    "Suzuma niba iyi seriveri ishobora kugera kuri aderesi ya K-Pay. baseUrl iyobora kuri iyi mashini cyangwa umuyoboro wayo, nk'aderesi ya sandbox. Yitangize: npx kpay sandbox",
  setup_address_ok: "K-Pay yemera aderesi iyi seriveri isohokeraho.",
  setup_address_after_credentials: "Ntibizwi kugeza K-Pay yemeye ibiranga konti.",
  setup_address_after_answer: "Ntibizwi kugeza K-Pay ishubije.",
  setup_retailer_ok: "K-Pay yemera umucuruzi.",
  setup_retailer_after_payment:
    "Ntibizwi kugeza ku bwishyu bwa mbere: ni bwo K-Pay isuzuma umucuruzi.",
  setup_environment_live: "Nyabyo: amafaranga nyayo arahererekanywa.",
  setup_environment_test: "Igerageza: nta mafaranga nyayo ahererekanywa.",
  setup_environment_test_remedy:
    'Iduka nirimara kuba ryiteguye, shyira environment kuri "live", ushyiremo ibyangombwa nyabyo kandi ukuremo baseUrl.',
  setup_account_rule_ok:
    "Medusa ifite imiyoboro yose yo kugurishirizamo n'ububiko bwose bivugwa muri accountBy.",
  setup_account_rule_unknown: "accountBy ivuga ibyo Medusa idafite: {{ids}}.",
  setup_account_rule_unknown_remedy:
    "Kosora id ziri muri accountBy. Id y'umuyoboro wo kugurishirizamo cyangwa y'ububiko ni igice cya nyuma cya aderesi y'urupapuro rwabyo muri Medusa.",
  setup_refused: "{{meaning}} (kode {{code}}).",
  setup_refused_saying: '{{meaning}} (kode {{code}}, "{{text}}").',

  // Callbacks
  setup_backend_address_ok: "backendUrl ni aderesi rusange ya https.",
  setup_backend_address_local:
    "backendUrl ni aderesi y'iyi mashini cyangwa y'umuyoboro wayo. Sandbox iri kuri iyi mashini irayigeraho; K-Pay ntiyayigeraho.",
  setup_backend_address_http: "backendUrl ntikoresha https.",
  setup_backend_address_remedy: "Shyira muri backendUrl aderesi rusange ya https ya Medusa.",
  setup_callback_ok: "Aderesi yakira ubutumwa irasubiza.",
  setup_callback_name_unknown: "Izina riri muri backendUrl ntirizwi ({{cause}}).",
  setup_callback_name_unknown_remedy:
    "Suzuma uko backendUrl yanditse, n'uko iryo zina riri muri DNS.",
  setup_callback_certificate: "Icyemezo (certificate) cya backendUrl nticyemewe ({{cause}}).",
  setup_callback_certificate_remedy:
    "Vugurura icyo cyemezo, kandi seriveri yohereze uruhererekane rwacyo (chain) rwose.",
  setup_callback_timeout: "backendUrl ntisubiza ku gihe ({{cause}}).",
  setup_callback_no_answer: "backendUrl ntisubiza ({{cause}}).",
  setup_callback_no_answer_remedy:
    "Suzuma niba Medusa ikora, backendUrl, proxy na firewall. Hari imiyoboro itemerera seriveri kugera kuri aderesi rusange yayo: icyo gihe gerageza iyo aderesi uri hanze yayo.",
  setup_callback_redirects:
    "Aderesi yakira ubutumwa yohereza ahandi (HTTP {{http_status}}), kandi K-Pay ishobora kutajyayo.",
  setup_callback_redirects_remedy: "Shyira muri backendUrl aderesi yoherezaho.",
  setup_callback_blocked:
    "Hari ikiri imbere ya Medusa cyanga ubutumwa bwa K-Pay (HTTP {{http_status}}).",
  setup_callback_blocked_remedy:
    "Emerera POST zijya kuri /hooks guca muri proxy cyangwa firewall nta jambobanga risabwe.",
  setup_callback_error: "Aderesi yakira ubutumwa isubiza ikosa (HTTP {{http_status}}).",
  setup_callback_error_remedy:
    "Suzuma niba Medusa ikora inyuma ya proxy, kandi usome ibyo yanditse (log).",
  setup_callback_not_medusa:
    "Ikindi kitari Medusa ni cyo gisubiza kuri aderesi yakira ubutumwa (HTTP {{http_status}}).",
  setup_callback_not_medusa_remedy:
    "Suzuma niba backendUrl ari aderesi ya Medusa, kandi niba proxy yohereza /hooks kuri Medusa.",
  setup_test_received: "Ubutumwa bwakiriwe.",
  setup_test_not_received:
    "Aderesi yakira ubutumwa isubiza nk'iri duka, ariko iri duka ntiryakiriye ubutumwa.",
  setup_test_not_received_remedy:
    "Suzuma niba backendUrl ari aderesi y'iri duka, kandi niba seriveri zaryo zose zikoresha ububiko (database) bumwe.",

  // Medusa
  setup_provider_ok: "Abakiriya bahabwa K-Pay muri {{regions}}.",
  setup_provider_missing: "Medusa ntifite uburyo bwo kwishyura bwa K-Pay.",
  setup_provider_missing_remedy:
    'Ongera { resolve: "medusa-payment-kpay/providers/kpay", id: "kpay" } muri providers za module yo kwishyura (payment) muri medusa-config.ts.',
  setup_region_missing: "Nta karere (region) gakoresha ifaranga RWF.",
  setup_region_missing_remedy:
    "Banza wongere ifaranga RWF muri Settings → Store. Hanyuma ushyireho akarere kayikoresha muri Settings → Regions, K-Pay ibe mu buryo bwako bwo kwishyura.",
  setup_provider_not_offered: "K-Pay ntiri mu buryo bwo kwishyura bwa {{regions}}.",
  setup_provider_not_offered_remedy:
    "Fungura Settings → Regions, hitamo akarere, hanyuma Edit, wongere Kpay mu buryo bwako bwo kwishyura.",
  setup_worker_ok: "Iyi seriveri ibaza K-Pay iby'ubwishyu bugejeje igihe.",
  setup_worker_idle:
    "Hari ubwishyu bugejeje igihe kuva ku wa {{due_at}}, ariko nta seriveri ibubaza K-Pay.",
  setup_worker_unknown:
    "Iyi seriveri ntikora imirimo y'inyuma, kandi nta bwishyu bugejeje igihe bwakwerekana niba hari indi iyikora.",
  setup_worker_start_remedy:
    "Tangiza Medusa ya kabiri ku bubiko (database) bumwe, ufite MEDUSA_WORKER_MODE=worker.",
  setup_worker_restart_remedy:
    "Shaka mu byo iyi seriveri yanditse (log) amakosa y'umurimo kpay-reconcile, hanyuma wongere utangize seriveri.",
  setup_locking_shared: "Ingufuri zisangiwe na seriveri zose.",
  setup_locking_in_memory:
    "Ingufuri ziba muri iyi seriveri yonyine: bikora gusa aho seriveri ari imwe.",
  setup_locking_in_memory_remedy:
    "Mbere yo gutangiza seriveri ya kabiri, ha module y'ingufuri (locking) provider @medusajs/medusa/locking-redis.",
  setup_locking_unsafe:
    "Ingufuri za Medusa muri PostgreSQL zishobora kureka ubusabe bubiri bugafata ingufuri imwe: gukanda kabiri bishobora gukora komande ebyiri.",
  setup_locking_unsafe_remedy:
    "Ha module y'ingufuri (locking) provider @medusajs/medusa/locking-redis; kuri seriveri imwe, ntayo.",
  setup_locking_custom: "Ingufuri si module ya Medusa ubwayo.",
  setup_event_bus_shared: "Inzira y'ibyabaye isangiwe na seriveri zose.",
  setup_event_bus_in_memory:
    "Inzira y'ibyabaye iba muri iyi seriveri yonyine: bikora gusa aho seriveri ari imwe.",
  setup_event_bus_in_memory_remedy:
    "Mbere yo gutangiza seriveri ya kabiri, koresha module @medusajs/medusa/event-bus-redis.",
  setup_event_bus_custom: "Inzira y'ibyabaye si module ya Medusa ubwayo.",
  setup_workflow_engine_shared: "Moteri y'imirimo isangiwe na seriveri zose.",
  setup_workflow_engine_in_memory:
    "Moteri y'imirimo iba muri iyi seriveri yonyine: bikora gusa aho seriveri ari imwe.",
  setup_workflow_engine_in_memory_remedy:
    "Mbere yo gutangiza seriveri ya kabiri, koresha module @medusajs/medusa/workflow-engine-redis.",
  setup_workflow_engine_custom: "Moteri y'imirimo si module ya Medusa ubwayo.",
  setup_custom_remedy: "Niba seriveri ari nyinshi, menya neza ko zose zibisangiye.",

  // Faults under "Needs attention"
  setup_outage_no_answer:
    'K-Pay ntishobora kubazwa iby\'ubwishyu bwa konti "{{account}}". Ntisubiza.',
  setup_outage_not_connected:
    'K-Pay ntishobora kubazwa iby\'ubwishyu bwa konti "{{account}}". Suzuma niba iyi seriveri ishobora kugera kuri aderesi ya K-Pay.',
  setup_outage_refused:
    'K-Pay ntishobora kubazwa iby\'ubwishyu bwa konti "{{account}}". Irasubiza {{code}}. {{advice}}',
  setup_outage_remedy:
    "Fungura Igenamiterere urebe ikitagenda. Ubwishyu buzategereza, bubazwe K-Pay niyongera gusubiza.",
  setup_payments_refused:
    'K-Pay yanga ubwishyu bwa konti "{{account}}": {{meaning}} (kode {{code}}).',
  setup_payment_not_started:
    'Ubwishyu bwa konti "{{account}}" ntibwashoboye gutangira kuko K-Pay itagezweho.',
  setup_payment_not_started_remedy: "Fungura Igenamiterere urebe niba K-Pay isubiza ubu.",

  // K-Pay's codes
  setup_meaning_401: "Ibiranga konti ntibyoherejwe (header)",
  setup_remedy_401:
    "Suzuma ko nta kiri hagati y'iyi seriveri na K-Pay gikuramo header ya Authorization.",
  setup_meaning_500: "Ubusabe ntibwoherejwe kuri HTTPS",
  setup_remedy_500: "Koresha aderesi ya https ya K-Pay.",
  setup_meaning_600: "Izina ry'ukoresha cyangwa ijambobanga si ryo",
  setup_remedy_600: "Suzuma username na password.",
  setup_meaning_601: "Ukoresha K-Pay ntiyemewe (remote user)",
  setup_remedy_601: "Suzuma username, kandi niba K-Pay yarayifunguriye aha hantu (environment).",
  setup_meaning_602: "Aderesi IP y'iyi seriveri ntiri mu zemewe na K-Pay",
  setup_remedy_602: "Saba K-Pay kwemera aderesi IP iyi seriveri isohokeraho.",
  setup_meaning_603: "Hari amakuru asabwa arimo ubusa cyangwa abura",
  setup_remedy_603:
    "Suzuma retailerId, backendUrl na storefrontUrl: hari amakuru K-Pay ikeneye itabonye.",
  setup_meaning_604: "Umucuruzi utazwi",
  setup_remedy_604: "Suzuma retailerId, hamwe na zeru iyibanziriza.",
  setup_meaning_605: "Umucuruzi utemerewe gukora",
  setup_remedy_605: "Saba K-Pay kwemerera uyu mucuruzi gukora.",
  setup_meaning_609: "Uburyo bwo kwishyura butazwi",
  setup_remedy_609: "Saba K-Pay gufungura ubu buryo bwo kwishyura, cyangwa ubukure muri methods.",
}
