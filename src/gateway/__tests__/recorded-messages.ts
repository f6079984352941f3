/**
 * K-Pay's messages as they were recorded or documented, to the letter. The client must understand them and the sandbox must
 * speak like them, so that the two never agree on something that K-Pay does not say.
 */
export const REFID = "01J9Z3K4M5N6P7Q8R9S0T1V2W3"

export const PAY = {
  accepted: `{"reply":"PENDING","url":"https://pay.esicia.com/checkout/A12343983489","success":1,"authkey":"m43snbf9oivnbgvvmjcgfqj6t1","tid":"E6974831594723691","refid":"${REFID}","retcode":0}`,
  acceptedBlankUrl: `{"reply":"PENDING","url":" ","success":1,"authkey":"m43snbf9oivnbgvvmjcgfqj6t1","tid":"E6974831594723691","refid":"${REFID}","retcode":0}`,
  paidAtOnce: `{"tid":"A441489693051","refid":"${REFID}","momtransactionid":"2785640192","statusdesc":"SUCCESSFUL","statusid":"01","retcode":0}`,
  refused: `{"reply":"TARGET_AUTHORIZATION_ERROR","url":" ","success":0,"authkey":"m43snbf9oivnbgvvmjcgfqj6t1","tid":"E6974831594723691","refid":"${REFID}","retcode":606}`,
  refusedLive: `{"reply":"TARGET_AUTHORIZATION_ERROR","url":" ","success":0,"authkey":"m43snbf9oivnbgvvmjcgfqj6t1","tid":"E6974831594723691","refid":"${REFID}","retcode":606,"statusmsg":"Not enough funds","statusdesc":"TARGET_AUTHORIZATION_ERROR","initime":"2025-12-04 12:05:20.584","useurl":"N","action":"pay"}`,
  rejected: `{"reply":"Invalid PIN","retcode":600}`,
  usedRefid: `{"retcode":608}`,
  usedRefidNewerTable: `{"retcode":604,"reply":"DUPLICATE_REFID"}`,
} as const

export const STATUS = {
  paid: `{"tid":"A441489693051","refid":"${REFID}","momtransactionid":"616730887","payaccount":"0783300000","statusid":"01","statusdesc":"Successfully processed transaction."}`,
  failed: `{"tid":"A441489693051","refid":"${REFID}","momtransactionid":"","statusid":"02","statusdesc":"An internal error caused the operation to fail"}`,
  failedForFunds: `{"tid":"A441489693051","refid":"${REFID}","momtransactionid":"","statusid":"02","statusdesc":"An internal error caused the operation to fail","statusmsg":"Not enough funds"}`,
  pending: `{"tid":"A441489693051","refid":"${REFID}","momtransactionid":"","statusid":"03","statusdesc":"PENDING"}`,
  notFound: `{"tid":"","refid":"","momtransactionid":"","statusid":"611","statusdesc":"Transaction not found"}`,
  operatorCode: `{"tid":"A441489693051","refid":"${REFID}","momtransactionid":"","statusid":"682","statusdesc":"An internal error caused the operation to fail"}`,
} as const
