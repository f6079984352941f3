/**
 * Why a file is not read as a statement, a decision about a row is not recorded, or there is nothing to show, in English by their
 * ids. `{{…}}` is filled in. The dashboard says them in its languages.
 */
export const STATEMENT_REFUSALS = {
  // The file.
  statement_form:
    'Send the bytes of the file itself as the body, with "content-type: text/csv", and not a form.',
  statement_source:
    '"source" must say who made the file in small letters, figures, "-" and "_", such as "mtn", "airtel" or "bank"',
  statement_too_large: "The file is larger than 100 MB. Export a shorter period.",
  statement_cut_off:
    "This file ends in the middle of a letter, so its end is missing. Download it again, and upload that.",
  statement_other_file:
    "This file is {{kind}}. Save it as CSV, or ask the operator for a CSV, and upload that.",
  statement_web_page:
    "This file is a web page or XML and no CSV. Log in at the operator's portal again, export a CSV, and upload that.",
  statement_no_text: "This file is no text. Upload the CSV that the operator exports.",
  statement_empty: "This file is empty. Upload the CSV that the operator exports.",
  statement_no_rows:
    "No rows were found under the names of the columns (line {{line}}). Check that the export has payments of the period.",

  // Its columns.
  statement_no_columns:
    'No line of the file names a column for {{what}} that is recognised. Choose it under "Columns" ("mapping" in the request, such as {"amount":"Paid","date":"Day"}, by the names in the file).',
  statement_column_missing:
    'Line {{line}} does not name a column for {{what}} that is recognised. Choose it under "Columns" ("mapping" in the request, such as {"amount":"Paid","date":"Day"}, by the names in the file).',
  statement_mapping: '"mapping" names {{absent}}, and no line of the file has such a column.',
  statement_mapping_known:
    '"mapping" names {{absent}}, and no line of the file has such a column. Its columns are {{known}}.',

  // Its lines.
  statement_quote_open:
    "{{place}}: A quotation mark is opened here and never closed, or the line is far too long. Correct it, or export the file again.",
  statement_quote_closed_late:
    "{{place}}: A quotation mark is opened here and closed on line {{end}}, with rows between. Remove it, or export the file again.",
  statement_too_many_cells:
    "{{place}}: This line has more cells than line {{header}} has names, so they stand under the wrong names. Where a sum such as 5,200 has no quotation marks around it, export the file with semicolons; where a column has no name, give it one.",

  // Its cells.
  statement_no_sum:
    '{{place}}: {{cell}} is no sum of francs. Correct the cell, or choose another column under "Columns" ("mapping" in the request).',
  statement_no_amount: "{{place}}: The cell has no amount. Fill it in, or remove the row.",
  statement_two_decimals:
    "{{place}}: {{comma}} has a decimal comma, and {{point}} on line {{point_line}} a decimal point. Export the file again with one of them.",
  statement_other_decimal:
    '{{place}}: {{cell}} cannot be read with decimal={{decimal}}. Choose "As the file says" (leave the parameter out of the request).',
  statement_decimal_unclear:
    '{{place}}: {{cell}} can be read in two ways: with thousands or with decimals. Choose the sign before decimals under "Decimals" (decimal=. or decimal=, in the request).',
  statement_no_date:
    '{{place}}: {{cell}} is no date. Write it like 2026-01-31 14:05:00, or choose another column under "Columns" ("mapping" in the request).',
  statement_no_time:
    '{{place}}: {{cell}} is no time of day. Write it like 14:05:00, or choose another column under "Columns" ("mapping" in the request).',
  statement_two_orders:
    "{{place}}: {{month_first}} has the month first, and {{day_first}} on line {{day_line}} the day. Export the file again with one order.",
  statement_other_order:
    '{{place}}: {{cell}} cannot be read with date_order={{order}}. Choose "As the file says" (leave the parameter out of the request).',
  statement_order_unclear:
    '{{place}}: {{cell}} can be read with the day or the month first, and no date of the file says which. Choose it under "Order of dates" (date_order=dmy for the day first, or date_order=mdy for the month first, in the request).',
  statement_order_wrong:
    '{{place}}: By its id this row is a payment of {{paid_on}}, and its date was read as {{read_on}}. Choose the other order under "Order of dates" (date_order={{order}} in the request).',
  statement_future:
    "{{place}}: This day has not come yet, as it was read. If day and month are the other way round, add date_order={{order}} to the request; else write dates like 2026-01-31 14:05:00.",
  statement_status_unknown:
    '{{place}}: It is not known whether this status means that the money was paid. If it does, add it to "paid_words" of the request; if the column is no status, add "status":null to "mapping".',
  statement_id_shortened:
    "{{place}}: A spreadsheet has shortened this id, and its last digits are lost. Upload the operator's own file without opening it in a spreadsheet first.",
  statement_id_twice:
    "{{place}}: This id stands {{where}}, with {{difference}}, so it does not name one payment. {{remedy}}.",

  // A decision about a row.
  statement_unknown: "There is no statement with this id.",
  statement_row_unknown: "There is no row with this id in the statement.",
  statement_row_deleted: "The row was deleted meanwhile.",
  statement_other_beside: "Another payment stands beside this row by now. Look at the row again.",
  statement_not_incoming: "This row is no incoming payment, so there is nothing to match it with.",
  statement_row_matched: "This row is matched already. Undo that match first.",
  statement_several_payments: "Several payments have this id. Use the refid.",
  statement_no_payment:
    "No payment in the books has this id. Use the MoMo id, tid or refid of a payment that is paid.",
  statement_payment_matched:
    "This payment is matched with another row already. Undo that match first.",
  statement_nothing_to_confirm:
    "There is nothing to confirm: the row has no suggestion and no difference.",
  statement_note_missing: '"note" must say why the difference is accepted.',
  statement_not_matched: "This row is not matched, so there is nothing to undo.",

  // Booking a row's money for an order.
  statement_not_missing: "Only a row that is missing in the books can be booked for an order.",
  statement_matched_by_hand: "This row is matched with another payment that was recorded by hand.",
  statement_booked_for_other:
    "The money of this row is booked for another order already. Look at the row again.",
  statement_not_whole_francs:
    "The amount of this row is not a whole number of francs. Record it in Medusa.",
  statement_recorded_before:
    "The money of this row was recorded by hand already, for the order {{order}}. If that was a mistake, take it back on the order's page.",
  statement_id_of_payment:
    "The id {{id}} of this row is that of the K-Pay payment {{refid}}. Ask K-Pay about that payment, and upload the statement again.",
  statement_id_recorded:
    "The id {{id}} of this row was recorded by hand already, for the order {{order}}. Upload the statement again to match it.",
  statement_id_in_other:
    'The id {{id}} of this row stands in the statement "{{name}}" too, as that of a row of its own. Book that one, or delete that statement first.',

  // After this a statement may be there.
  statement_not_stored:
    "See Medusa's log, and look at the list of statements before you try again.",

  // Parts of the sentences above.
  statement_line: "Line {{line}}",
  statement_cell: 'Line {{line}}, column "{{column}}"',
  statement_cell_number: "Line {{line}}, column {{column}}",
  statement_text: '"{{text}}"',
  statement_text_empty: "the empty cell",
  statement_text_hidden: "this cell",
  statement_xlsx: "an Excel workbook (.xlsx)",
  statement_xls: "an Excel workbook (.xls)",
  statement_pdf: "a PDF",
  statement_gz: "a compressed file (.gz)",
  statement_amount: "the amount",
  statement_date: "the date",
  statement_amount_and_date: "the amount and the date",
  statement_on_line: "on line {{line}} too",
  statement_in_other: 'in the statement "{{name}}" too',
  statement_another_amount: "another amount",
  statement_another_payer: "another phone or time",
  statement_another_day: "another amount or day",
  statement_name_id: 'Name the column of the transaction\'s own id in "mapping"',
  statement_name_no_id:
    'Name the column of the transaction\'s own id in "mapping", or add "transaction_id":null to it',
  statement_delete_other:
    "If that file was cut off or is wrong, delete its statement and upload this file again; if this one is, export it again",
  statement_delete_or_name_id:
    'If that file was cut off or is wrong, delete its statement and upload this file again. If the column repeats for different payments, name the column of the transaction\'s own id in "mapping"',
  statement_delete_or_name_no_id:
    'If that file was cut off or is wrong, delete its statement and upload this file again. If the column repeats for different payments, name the column of the transaction\'s own id in "mapping", or add "transaction_id":null to it',
} as const
