import type { StatementRefusalTexts } from "./en-statement-refusals"

// To be reviewed by a native speaker before a shop goes live.
export const rwStatementRefusals: StatementRefusalTexts = {
  // The file.
  refused_statement_form:
    "Ohereza dosiye ubwayo, ifite “content-type: text/csv”, aho kohereza ifishi (form).",
  refused_statement_source:
    "Aho yavuye havuga uwakoze dosiye, mu nyuguti nto, imibare, “-” na “_”, nka “mtn”, “airtel” cyangwa “bank”.",
  refused_statement_too_large: "Dosiye irengeje MB 100. Sohora iy'igihe kigufi.",
  refused_statement_cut_off:
    "Iyi dosiye irangirira hagati mu nyuguti, bityo igice cyayo cya nyuma kirabura. Ongera uyivane aho yavuye, hanyuma uyohereze.",
  refused_statement_other_file:
    "Iyi dosiye ni {{kind}}. Yibike nka CSV, cyangwa usabe CSV umuyoboro, hanyuma wohereze iyo.",
  refused_statement_web_page:
    "Iyi dosiye ni urupapuro rwa interineti cyangwa XML, si CSV. Ongera winjire ku rubuga rw'umuyoboro, usohore CSV, hanyuma uyohereze.",
  refused_statement_no_text: "Iyi dosiye si inyandiko. Ohereza CSV isohorwa n'umuyoboro.",
  refused_statement_empty: "Iyi dosiye irimo ubusa. Ohereza CSV isohorwa n'umuyoboro.",
  refused_statement_no_rows:
    "Nta mirongo yabonetse munsi y'amazina y'inkingi (umurongo wa {{line}}). Reba niba dosiye irimo ubwishyu bw'icyo gihe.",

  // Its columns.
  refused_statement_no_columns:
    "Nta murongo wa dosiye uvuga inkingi izwi {{what}}. Yihitemo munsi ya “Inkingi”.",
  refused_statement_column_missing:
    "Umurongo wa {{line}} ntuvuga inkingi izwi {{what}}. Yihitemo munsi ya “Inkingi”.",
  refused_statement_mapping:
    "Nta murongo wa dosiye ufite inkingi zose zatoranyijwe. Izibura: {{absent}}.",
  refused_statement_mapping_known:
    "Nta murongo wa dosiye ufite inkingi zose zatoranyijwe. Izibura: {{absent}}. Inkingi za dosiye: {{known}}.",

  // Its lines.
  refused_statement_quote_open:
    "{{place}}: akuguruzo kafunguwe hano ntikafungwa, cyangwa umurongo ni muremure cyane. Wukosore, cyangwa wongere usohore dosiye.",
  refused_statement_quote_closed_late:
    "{{place}}: akuguruzo kafunguwe hano gafungirwa ku murongo wa {{end}}, hagati aho hari indi mirongo. Gakureho, cyangwa wongere usohore dosiye.",
  refused_statement_too_many_cells:
    "{{place}}: uyu murongo ufite ibice byinshi kuruta amazina yo ku murongo wa {{header}}, bityo ibice biri munsi y'amazina atari yo. Niba umubare nka 5,200 utari mu twuguruzo, sohora dosiye itandukanyijwe na “;”; niba hari inkingi idafite izina, yihe izina.",

  // Its cells.
  refused_statement_no_sum:
    "{{place}}: {{cell}} si umubare w'amafaranga. Hakosore, cyangwa uhitemo indi nkingi munsi ya “Inkingi”.",
  refused_statement_no_amount:
    "{{place}}: nta mafaranga ahanditse. Yahandike, cyangwa ukureho umurongo.",
  refused_statement_two_decimals:
    "{{place}}: {{comma}} bikoresha akitso mbere y'ibice by'umubare, naho ku murongo wa {{point_line}}, {{point}} bikoresha akadomo. Ongera usohore dosiye ikoresha kimwe gusa.",
  refused_statement_other_decimal:
    "{{place}}: {{cell}} ntibisomeka niba “{{decimal}}” ibanziriza ibice by'umubare. Hitamo “Uko dosiye ibivuga” munsi ya “Ibice by'umubare”.",
  refused_statement_decimal_unclear:
    "{{place}}: {{cell}} bisomeka mu buryo bubiri: ibihumbi cyangwa ibice by'umubare. Hitamo munsi ya “Ibice by'umubare”.",
  refused_statement_no_date:
    "{{place}}: {{cell}} si itariki. Yandike nka 2026-01-31 14:05:00, cyangwa uhitemo indi nkingi munsi ya “Inkingi”.",
  refused_statement_no_time:
    "{{place}}: {{cell}} si isaha. Yandike nka 14:05:00, cyangwa uhitemo indi nkingi munsi ya “Inkingi”.",
  refused_statement_two_orders:
    "{{place}}: {{month_first}} bibanza ukwezi, naho ku murongo wa {{day_line}}, {{day_first}} bibanza umunsi. Ongera usohore dosiye yandika amatariki kimwe.",
  refused_statement_other_order:
    "{{place}}: {{cell}} ntibisomeka uko wahisemo (date_order={{order}}). Hitamo “Uko dosiye ibivuga” munsi ya “Uko amatariki yanditse”.",
  refused_statement_order_unclear:
    "{{place}}: {{cell}} bishobora kubanza umunsi cyangwa ukwezi, kandi nta tariki yo muri dosiye ibigaragaza. Hitamo munsi ya “Uko amatariki yanditse”.",
  refused_statement_order_wrong:
    "{{place}}: ukurikije nimero yawo, uyu murongo ni ubwishyu bwo ku wa {{paid_on}}, ariko itariki yawo yasomwe nka {{read_on}}. Hindura “Uko amatariki yanditse” (date_order={{order}}).",
  refused_statement_future:
    "{{place}}: uko byasomwe, uyu munsi nturagera. Niba umunsi n'ukwezi byaguranye, hindura “Uko amatariki yanditse” (date_order={{order}}); niba atari byo, andika amatariki nka 2026-01-31 14:05:00.",
  refused_statement_status_unknown:
    "{{place}}: ntibizwi niba ibi bivuga ko amafaranga yishyuwe. Niba ari byo, byongere mu “Amagambo avuga ko byishyuwe”; niba iyi nkingi itavuga uko ubwishyu bumeze, hitamo “Nta nkingi” kuri “Uko bumeze”.",
  refused_statement_id_shortened:
    "{{place}}: porogaramu nka Excel yahinnye iyi nimero, imibare yayo ya nyuma iratakara. Ohereza dosiye y'umuyoboro ubwayo, utabanje kuyifungura muri iyo porogaramu.",
  refused_statement_id_twice:
    "{{place}}: iyi nimero iri no {{where}}, ifite {{difference}}, bityo si iy'ubwishyu bumwe. {{remedy}}.",

  // A decision about a row.
  refused_statement_unknown: "Nta raporo ya konti ifite iyi nimero ibaho.",
  refused_statement_row_unknown: "Nta murongo ufite iyi nimero uri muri iyi raporo ya konti.",
  refused_statement_row_deleted: "Hagati aho umurongo wasibwe.",
  refused_statement_other_beside:
    "Ubu iruhande rw'uyu murongo hari ubundi bwishyu. Ongera urebe umurongo.",
  refused_statement_not_incoming: "Uyu murongo si ubwishyu bwinjiye, nta cyo wahuzwa na cyo.",
  refused_statement_row_matched: "Uyu murongo wamaze guhuzwa. Banza ubisubize inyuma.",
  refused_statement_several_payments: "Ubwishyu bwinshi bufite iyi nimero. Koresha refid.",
  refused_statement_no_payment:
    "Nta bwishyu bwo mu bitabo bufite iyi nimero. Koresha nimero ya MoMo, tid cyangwa refid y'ubwishyu bwarangiye.",
  refused_statement_payment_matched:
    "Ubu bwishyu bwamaze guhuzwa n'undi murongo. Banza ubisubize inyuma.",
  refused_statement_nothing_to_confirm:
    "Nta cyo kwemeza gihari: uyu murongo nta bwishyu busa na wo cyangwa itandukaniro ufite.",
  refused_statement_note_missing: "Icyitonderwa kigomba kuvuga impamvu itandukaniro ryemerwa.",
  refused_statement_not_matched: "Uyu murongo ntiwahujwe, nta cyo gusubiza inyuma gihari.",

  // Booking a row's money for an order.
  refused_statement_not_missing:
    "Umurongo utari mu bitabo ni wo wonyine ushobora kwandikwa kuri komande.",
  refused_statement_matched_by_hand: "Uyu murongo wahujwe n'ubundi bwishyu bwanditswe n'intoki.",
  refused_statement_booked_for_other:
    "Amafaranga y'uyu murongo yamaze kwandikwa ku yindi komande. Ongera urebe umurongo.",
  refused_statement_not_whole_francs:
    "Amafaranga y'uyu murongo si umubare wuzuye. Yandike muri Medusa.",
  refused_statement_recorded_before:
    "Amafaranga y'uyu murongo yamaze kwandikwa n'intoki, kuri komande {{order}}. Niba kuyandika byari ikosa, siba iyandikwa ku rupapuro rwa komande.",
  refused_statement_id_of_payment:
    "Nimero {{id}} y'uyu murongo ni iy'ubwishyu bwa K-Pay {{refid}}. Baza K-Pay iby'ubwo bwishyu, hanyuma wongere wohereze raporo ya konti.",
  refused_statement_id_recorded:
    "Nimero {{id}} y'uyu murongo yamaze kwandikwa n'intoki, kuri komande {{order}}. Ongera wohereze raporo ya konti kugira ngo umurongo uhuzwe.",
  refused_statement_id_in_other:
    "Nimero {{id}} y'uyu murongo iri no muri raporo ya konti “{{name}}”, ku murongo wayo bwite. Andika uwo wundi kuri komande, cyangwa ubanze usibe iyo raporo.",
  refused_statement_not_stored:
    "Soma ibyo Medusa yanditse (log), kandi urebe urutonde rwa raporo za konti mbere yo kongera kugerageza.",

  // Parts of the sentences above.
  refused_statement_line: "Umurongo wa {{line}}",
  refused_statement_cell: "Umurongo wa {{line}}, inkingi “{{column}}”",
  refused_statement_cell_number: "Umurongo wa {{line}}, inkingi ya {{column}}",
  refused_statement_text: "“{{text}}”",
  refused_statement_text_empty: "aho nta cyanditse",
  refused_statement_text_hidden: "ibyanditse aha",
  refused_statement_xlsx: "dosiye ya Excel (.xlsx)",
  refused_statement_xls: "dosiye ya Excel (.xls)",
  refused_statement_pdf: "PDF",
  refused_statement_gz: "dosiye ifunze (.gz)",
  refused_statement_amount: "y'amafaranga",
  refused_statement_date: "y'itariki",
  refused_statement_amount_and_date: "y'amafaranga n'iy'itariki",
  refused_statement_on_line: "ku murongo wa {{line}}",
  refused_statement_in_other: "muri raporo ya konti “{{name}}”",
  refused_statement_another_amount: "andi mafaranga",
  refused_statement_another_payer: "indi telefone cyangwa indi saha",
  refused_statement_another_day: "andi mafaranga cyangwa undi munsi",
  refused_statement_name_id: "Hitamo munsi ya “Inkingi” inkingi ya nimero y'ubwishyu ubwabwo",
  refused_statement_name_no_id:
    "Hitamo munsi ya “Inkingi” inkingi ya nimero y'ubwishyu ubwabwo, cyangwa “Nta nkingi” kuri “Nimero y'ubwishyu”",
  refused_statement_delete_other:
    "Niba iyo dosiye yindi yari ituzuye cyangwa irimo ikosa, siba raporo yayo wongere wohereze iyi; niba ari iyi, ongera uyikure aho yavuye",
  refused_statement_delete_or_name_id:
    "Niba iyo dosiye yindi yari ituzuye cyangwa irimo ikosa, siba raporo yayo wongere wohereze iyi. Niba inkingi isubiramo nimero ku bwishyu butandukanye, hitamo munsi ya “Inkingi” inkingi ya nimero y'ubwishyu ubwabwo",
  refused_statement_delete_or_name_no_id:
    "Niba iyo dosiye yindi yari ituzuye cyangwa irimo ikosa, siba raporo yayo wongere wohereze iyi. Niba inkingi isubiramo nimero ku bwishyu butandukanye, hitamo munsi ya “Inkingi” inkingi ya nimero y'ubwishyu ubwabwo, cyangwa “Nta nkingi” kuri “Nimero y'ubwishyu”",
}
