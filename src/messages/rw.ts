import type { Messages } from "./message-id"

// A native speaker must review these texts before a shop goes live.
export const rw: Messages = {
  insufficient_funds:
    "Nta mafaranga ahagije ari kuri iyi konti. Ongeramo amafaranga cyangwa wishyure ukoresheje indi nimero.",
  declined: "Ubwishyu ntibwemejwe. Ongera ugerageze cyangwa uhitemo ubundi buryo.",
  expired: "Ubusabe bwo kwishyura ntibwasubijwe ku gihe kuri telefone. Ongera wohereze.",
  limit:
    "Aya mafaranga arenze urugero rwa {method}. Hitamo ubundi buryo cyangwa wishyure muri komande ebyiri.",
  wrong_number: "Iyi nimero isa n'idafite {method}. Suzuma nimero cyangwa uhitemo ubundi buryo.",
  operator:
    "{method} ntiyashoboye kurangiza ubwishyu. Nta mafaranga yakuweho. Ongera ugerageze cyangwa uhitemo ubundi buryo.",
  operator_card:
    "Kwishyura n'ikarita ntibyakunze. Nta mafaranga yakuweho. Ongera ugerageze cyangwa uhitemo ubundi buryo.",
  unavailable:
    "Ubu buryo bwo kwishyura ntibuboneka ubu. Hitamo ubundi buryo, cyangwa uvugishe iduka.",
  checking:
    "Turimo kugenzura ubwishyu bwawe kuri {method}. Si ngombwa kongera kwishyura. Turakwemeza komande yawe tukimara kubimenya.",
  unapplied:
    "Twakiriye ubwishyu bwawe. Iduka rirakuvugisha kuri komande yawe. Nimero y'ubwishyu {reference}",
  wrong_currency:
    "Aka gaseke kari mu yandi mafaranga. K-Pay yakira amafaranga y'u Rwanda gusa. Hitamo ubundi buryo bwo kwishyura.",
  amount_not_possible:
    "Aya mafaranga ntashobora kwishyurwa na {method}. Hitamo ubundi buryo bwo kwishyura.",
  session_gone: "Agaseke kawe kahindutse. Ongera uhitemo uko wishyura.",
  choose_method: "Hitamo uburyo bwo kwishyura.",
  enter_phone: "Andika nimero ya telefone yishyura na {method}.",
  wrong_phone: "Iyi si nimero ya telefone yo mu Rwanda. Yandike utya: 0788 300 000.",
  already_waiting:
    "Hari ubwishyu bwa {method} bugitegereje. Bwemeze kuri {phone}, cyangwa utegereze ko burangira mbere yo gutangira ubundi.",
  already_waiting_card:
    "Hari ubwishyu bwa {method} butararangira. Burangirize ku rupapuro rw'ikarita, cyangwa utegereze ko burangira mbere yo gutangira ubundi.",
  already_waiting_no_card_page:
    "Urupapuro rw'ikarita ntirwashoboye gufunguka. Tegereza umunota, hanyuma wongere ugerageze cyangwa uhitemo ubundi buryo.",
  too_many_prompts:
    "Hoherejwe ubusabe bwinshi bwo kwishyura. Reba kuri telefone yawe: bumwe bushobora kuba bugitegereje. Ongera ugerageze nyuma ya {wait}, cyangwa uhitemo ubundi buryo.",
  nothing_to_pay: "Nta kindi cyo kwishyura gisigaye.",
  approve_on_phone: "Emeza ubwishyu kuri telefone yawe {phone}.",
  pay_on_card_page: "Rangiza kwishyura ku rupapuro rw'ikarita.",
  paid: "Byishyuwe. Murakoze.",
  paid_twice:
    "Byishyuwe. Murakoze. Iduka ryakiriye n'ubundi bwishyu bwa kabiri, rizakuvugisha kuri bwo. Nimero y'ubwishyu {reference}",
  does_not_pay:
    "Ubwishyu bwawe bwa mbere, nimero y'ubwishyu {reference}, ntibwishyura iyi komande. Yishyure ubu, cyangwa ubaze iduka.",
  method_degraded:
    "Kwishyura na {method} biranga kenshi muri iyi minota. Ubundi buryo bushobora kwihuta.",
  method_degraded_alone:
    "Kwishyura na {method} biranga kenshi muri iyi minota. Ushobora kubigerageza nubwo bimeze bityo.",

  // The pay page.
  pay: "Ishyura {amount}",
  order_number: "Komande {order}",
  phone_number: "Nimero ya telefone",
  phone_not_for_cards: "Ntikenewe ku ikarita.",
  phone_again: "Hareke ubusa niba ukoresha {phone} nanone.",
  way_momo: "Emeza kuri telefone yawe ya MTN.",
  way_airtel: "Emeza kuri telefone yawe ya Airtel.",
  way_card: "Ishyurira ku rupapuro rw'ikarita rwa K-Pay.",
  way_spenn: "Emeza muri porogaramu yawe ya SPENN.",
  waiting: "Bitegerejwe",
  other_network: "Iyi ni nimero ya {network}: ubusabe buraturuka kuri {method}.",
  no_message: "Nta butumwa wabonye kuri telefone? Kanda {ussd}",
  no_message_check: "Nta butumwa wabonye kuri telefone? Reba ko yaka kandi ifite rezo.",
  i_have_approved: "Namaze kwemeza",
  not_confirmed:
    "K-Pay ntiremeza ubu bwishyu. Niba wamaze kubwemeza kuri telefone, tegereza: uru rupapuro rurabyerekana K-Pay ikimara kubyemeza.",
  send_again: "Ongera wohereze",
  other_number: "Indi nimero",
  other_way: "Ubundi buryo",
  may_close: "Ushobora gufunga uru rupapuro; tuzarangiza komande yawe numara kwemeza.",
  time_now: "Ni {time} i Kigali. Uru rupapuro rurivugurura ubwarwo.",
  to_card_page: "Jya ku rupapuro rw'ikarita",
  request_waiting:
    "Hari ubusabe bugitegereje kuri {phone}, kandi ntibushobora gukurwaho. Niwohereza ubushya, wange ubwa mbere, naho ubundi wakwishyura kabiri.",
  amount_changed: "Amafaranga yo kwishyura ubu ni {amount}. Yarebe, hanyuma wishyure.",
  receipt: "Inyemezabwishyu",
  amount: "Amafaranga",
  paid_by: "Byishyuwe na",
  paid_at: "Itariki",
  momo_id: "Nimero ya MoMo (TxId)",
  transaction_id: "Nimero y'igikorwa",
  reference: "Nimero y'ubwishyu",
  keep_receipt: "Bika uru rupapuro: rucape cyangwa urufotore.",
  payer: "Uwishyuye",
  ebm_receipt: "Inyemezabwishyu ya EBM",
  sent_back: "Ayasubijwe",
  to_be_sent_back: "Azasubizwa",
  check_receipt: "Kugira ngo ugenzure iyi nyemezabwishyu, fungura iyi aderesi:",
  receipt_paid: "Byishyuwe",
  receipt_refund_due: "Byishyuwe. Amafaranga agomba gusubizwa.",
  receipt_refunded: "Byasubijwe. Amafaranga yarasubijwe.",
  receipt_unapplied: "Yarakiriwe, ariko nta komande yahawe.",
  receipt_of_cancelled_order: "Komande yahagaritswe.",
  receipt_of_test: "Ryari igerageza. Nta mafaranga nyayo yishyuwe.",
  receipt_read_at: "Ibi ni byo ibitabo by'iduka bivuga kuri {time}.",
  receipt_expired: "Iyi aderesi irashaje, ntigishobora kugenzura inyemezabwishyu. Baza iduka.",
  receipt_unknown:
    "Iduka ntirizi iyi nyemezabwishyu. Reba ko aderesi yuzuye. Niba yuzuye, baza iduka mbere yo kwizera iyi nyemezabwishyu.",
  sold_by: "Ugurisha: {shop}",
  tin: "TIN: {tin}",
  shop_phone: "Telefone: {shopPhone}",
  order_cancelled:
    "Iyi komande yahagaritswe, nta cyo kwishyura gihari. Niba ukiyishaka, baza iduka.",
  order_cancelled_refuse:
    "Iyi komande yahagaritswe, nta cyo kwishyura gihari. Wange ubusabe buri kuri {phone}. Niba ukiyishaka, baza iduka.",
  already_paid: "Iyi komande yarishyuwe. Nta kindi cyo kwishyura gisigaye. Murakoze.",
  link_expired: "Uyu murongo warengeje igihe. Saba iduka undi mushya.",
  link_unknown:
    "Uyu murongo si wo, cyangwa ntiwuzuye. Ongera uwufungure uvuye mu butumwa, cyangwa usabe iduka undi mushya.",
  page_failed:
    "Uru rupapuro ntirukora ubu. Ongera ugerageze mu munota umwe. Niba wemeje ubwishyu, tuzabubona: si ngombwa kongera kwishyura.",
  back: "Subira inyuma",
  language: "Ururimi",
  pay_link_text: "{shop}: ishyura {amount} ya komande {order} hano: {url}",

  // The delivery slip and the courier's page.
  slip: "Urupapuro rwo gutanga komande",
  slip_to_pay: "Ayo kwishyura",
  slip_scan: "Fotora iyi kode na kamera ya telefone yawe, wandike nimero yawe, hanyuma wemeze.",
  slip_scan_card: "Fotora iyi kode na kamera ya telefone yawe, hanyuma wishyure n'ikarita.",
  slip_address: "Kode ifungura {url}",
  slip_until: "Irangira {time}.",
  slip_no_sms:
    "Komande iba yishyuwe iyo ibitabo by'iduka bibyerekana. Ubutumwa bugufi (SMS) si gihamya.",
  slip_print: "Capa uru rupapuro urushyire kuri komande.",
  door_paid: "BYISHYUWE",
  door_hand_over: "Ushobora gutanga komande.",
  door_test: "IGERAGEZA",
  door_ask_shop: "BAZA IDUKA",
  door_was_paid: "Hishyuwe {amount}.",
  door_was_refunded: "Muri yo, {amount} yarasubijwe cyangwa agomba gusubizwa.",
  door_ask_first: "Banza ubaze iduka mbere yo gutanga komande.",
  door_unpaid: "NTIBYISHYUWE",
  door_collect: "HISHYUZWE {amount}",
  door_ask_amount: "Baza iduka amafaranga yo kwishyuza.",
  door_received: "{amount} yamaze kwishyurwa.",
  door_cancelled: "NTUYITANGE",
  door_sent_back: "Amafaranga y'iyi komande yarasubijwe cyangwa agomba gusubizwa. Baza iduka.",
  door_undecided: "Hari amafaranga yaje iduka ritarashyira kuri iyi komande. Baza iduka.",
  door_arriving:
    "K-Pay ifite amafaranga, ibitabo by'iduka biravugururwa. Tegereza ko uru rupapuro ruvuga ngo BYISHYUWE.",
  door_otherwise: "Ntibyishyuriwe kuri K-Pay. Ibitabo by'iduka byerekana ubundi bwishyu.",
  door_nothing: "Nta kigomba kwishyurwa.",
  door_as_of: "Uko bimeze {time}",
  door_believe:
    "Izere uru rupapuro kuri telefone yawe bwite, ntukizere SMS cyangwa ifoto y'indi telefone.",
  door_check_again: "Ongera urebe",
  door_let_pay: "Umuguzi yishyure",
}
