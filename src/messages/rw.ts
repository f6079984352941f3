import type { Messages } from "./message-id"

// To be reviewed by a native speaker before a shop goes live.
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
  unavailable: "Ubu buryo bwo kwishyura ntibuboneka ubu. Hitamo ubundi buryo.",
  checking:
    "Turimo kugenzura ubwishyu bwawe kuri {method}. Si ngombwa kongera kwishyura. Turakwemeza komande yawe tukimara kubimenya.",
  unplaced:
    "Twakiriye ubwishyu bwawe. Iduka rirakuvugisha kuri komande yawe. Nimero y'ubwishyu {reference}",
  choose_method: "Hitamo uburyo bwo kwishyura.",
  enter_phone: "Andika nimero ya telefone yishyura na {method}.",
  wrong_phone: "Iyi si nimero ya telefone yo mu Rwanda. Yandike utya: 0788 300 000.",
  already_waiting:
    "Hari ubwishyu bwa {method} bugitegereje. Bwemeze kuri {phone}, cyangwa utegereze ko burangira mbere yo gutangira ubundi.",
  already_waiting_card:
    "Hari ubwishyu bwa {method} butararangira. Burangirize ku rupapuro rw'ikarita, cyangwa utegereze ko burangira mbere yo gutangira ubundi.",
  nothing_to_pay: "Nta kindi cyo kwishyura gisigaye hano.",
  approve_on_phone: "Emeza ubwishyu kuri telefone yawe {phone}.",
  pay_on_card_page: "Rangiza kwishyura ku rupapuro rw'ikarita.",
  paid: "Byishyuwe. Murakoze.",
}
