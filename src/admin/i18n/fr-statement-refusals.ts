import type { StatementRefusalTexts } from "./en-statement-refusals"

export const frStatementRefusals: StatementRefusalTexts = {
  // The file.
  refused_statement_form:
    "Envoyez comme corps de la requête les octets du fichier lui-même, avec « content-type: text/csv », et non un formulaire.",
  refused_statement_source:
    "L'origine dit qui a fait le fichier, en minuscules, chiffres, « - » et « _ », comme « mtn », « airtel » ou « bank ».",
  refused_statement_too_large: "Le fichier dépasse 100 Mo. Exportez une période plus courte.",
  refused_statement_cut_off:
    "Ce fichier s'arrête au milieu d'une lettre : sa fin manque. Téléchargez-le de nouveau, puis importez-le.",
  refused_statement_other_file:
    "Ce fichier est {{kind}}. Enregistrez-le au format CSV, ou demandez un CSV à l'opérateur, puis importez le CSV.",
  refused_statement_web_page:
    "Ce fichier est une page web ou du XML, et non un CSV. Reconnectez-vous au portail de l'opérateur, exportez un CSV et importez-le.",
  refused_statement_no_text:
    "Ce fichier n'est pas du texte. Importez le CSV exporté par l'opérateur.",
  refused_statement_empty: "Ce fichier est vide. Importez le CSV exporté par l'opérateur.",
  refused_statement_no_rows:
    "Aucune ligne n'a été trouvée sous les noms des colonnes (ligne {{line}}). Vérifiez que l'export contient des paiements de la période.",

  // Its columns.
  refused_statement_no_columns:
    "Aucune ligne du fichier ne nomme une colonne reconnue pour {{what}}. Choisissez-la sous « Colonnes ».",
  refused_statement_column_missing:
    "La ligne {{line}} ne nomme pas de colonne reconnue pour {{what}}. Choisissez-la sous « Colonnes ».",
  refused_statement_mapping:
    "Aucune ligne du fichier n'a toutes les colonnes choisies. Il manque : {{absent}}.",
  refused_statement_mapping_known:
    "Aucune ligne du fichier n'a toutes les colonnes choisies. Il manque : {{absent}}. Ses colonnes sont : {{known}}.",

  // Its lines.
  refused_statement_quote_open:
    "{{place}} : un guillemet est ouvert ici et n'est jamais fermé, ou la ligne est beaucoup trop longue. Corrigez-la, ou exportez de nouveau le fichier.",
  refused_statement_quote_closed_late:
    "{{place}} : un guillemet est ouvert ici et fermé à la ligne {{end}}, avec des lignes entre les deux. Enlevez-le, ou exportez de nouveau le fichier.",
  refused_statement_too_many_cells:
    "{{place}} : cette ligne a plus de cellules que la ligne {{header}} n'a de noms ; elles sont donc sous les mauvais noms. Si un montant comme 5,200 n'est pas entre guillemets, exportez le fichier avec des points-virgules ; si une colonne n'a pas de nom, donnez-lui-en un.",

  // Its cells.
  refused_statement_no_sum:
    "{{place}} : {{cell}} n'est pas un montant en francs. Corrigez la cellule, ou choisissez une autre colonne sous « Colonnes ».",
  refused_statement_no_amount:
    "{{place}} : la cellule n'a pas de montant. Remplissez-la, ou enlevez la ligne.",
  refused_statement_two_decimals:
    "{{place}} : {{comma}} a une virgule décimale et, à la ligne {{point_line}}, {{point}} a un point décimal. Exportez de nouveau le fichier avec un seul des deux.",
  refused_statement_other_decimal:
    "{{place}} : {{cell}} ne peut pas être lu avec « {{decimal}} » avant les décimales. Choisissez « Selon le fichier » sous « Décimales ».",
  refused_statement_decimal_unclear:
    "{{place}} : {{cell}} peut être lu de deux façons, avec des milliers ou avec des décimales. Choisissez le signe avant les décimales sous « Décimales ».",
  refused_statement_no_date:
    "{{place}} : {{cell}} n'est pas une date. Écrivez-la comme 2026-01-31 14:05:00, ou choisissez une autre colonne sous « Colonnes ».",
  refused_statement_no_time:
    "{{place}} : {{cell}} n'est pas une heure. Écrivez-la comme 14:05:00, ou choisissez une autre colonne sous « Colonnes ».",
  refused_statement_two_orders:
    "{{place}} : {{month_first}} commence par le mois et, à la ligne {{day_line}}, {{day_first}} commence par le jour. Exportez de nouveau le fichier avec un seul ordre.",
  refused_statement_other_order:
    "{{place}} : {{cell}} ne peut pas être lu dans l'ordre choisi (date_order={{order}}). Choisissez « Selon le fichier » sous « Ordre des dates ».",
  refused_statement_order_unclear:
    "{{place}} : {{cell}} peut commencer par le jour ou par le mois, et aucune date du fichier ne dit lequel. Choisissez-le sous « Ordre des dates ».",
  refused_statement_order_wrong:
    "{{place}} : d'après son identifiant, cette ligne est un paiement du {{paid_on}}, et sa date a été lue comme {{read_on}}. Choisissez l'autre « Ordre des dates » (date_order={{order}}).",
  refused_statement_future:
    "{{place}} : tel qu'il est lu, ce jour n'est pas encore venu. Si le jour et le mois sont inversés, choisissez l'autre « Ordre des dates » (date_order={{order}}) ; sinon, écrivez les dates comme 2026-01-31 14:05:00.",
  refused_statement_status_unknown:
    "{{place}} : on ne sait pas si ce statut signifie que l'argent a été payé. Si oui, ajoutez-le sous « Mots qui signifient payé » ; si la colonne n'est pas un statut, choisissez « Aucune colonne » pour « Statut ».",
  refused_statement_id_shortened:
    "{{place}} : un tableur a abrégé cet identifiant, et ses derniers chiffres sont perdus. Importez le fichier de l'opérateur lui-même, sans l'ouvrir d'abord dans un tableur.",
  refused_statement_id_twice:
    "{{place}} : cet identifiant est aussi {{where}}, avec {{difference}} ; il ne désigne donc pas un seul paiement. {{remedy}}.",

  // A decision about a row.
  refused_statement_unknown: "Il n'y a pas de relevé avec cet id.",
  refused_statement_row_unknown: "Il n'y a pas de ligne avec cet id dans le relevé.",
  refused_statement_row_deleted: "La ligne a été supprimée entre-temps.",
  refused_statement_other_beside:
    "Un autre paiement est maintenant à côté de cette ligne. Regardez la ligne de nouveau.",
  refused_statement_not_incoming:
    "Cette ligne n'est pas un paiement reçu : il n'y a rien à rapprocher.",
  refused_statement_row_matched:
    "Cette ligne est déjà rapprochée. Annulez d'abord ce rapprochement.",
  refused_statement_several_payments: "Plusieurs paiements ont cet id. Utilisez le refid.",
  refused_statement_no_payment:
    "Aucun paiement de la comptabilité n'a cet id. Utilisez l'id MoMo, le tid ou le refid d'un paiement qui est payé.",
  refused_statement_payment_matched:
    "Ce paiement est déjà rapproché d'une autre ligne. Annulez d'abord ce rapprochement.",
  refused_statement_nothing_to_confirm:
    "Il n'y a rien à confirmer : la ligne n'a ni suggestion ni écart.",
  refused_statement_note_missing: "La note doit dire pourquoi l'écart est accepté.",
  refused_statement_not_matched: "Cette ligne n'est pas rapprochée : il n'y a rien à annuler.",

  // Booking a row's money for an order.
  refused_statement_not_missing:
    "Seule une ligne absente de la comptabilité peut être affectée à une commande.",
  refused_statement_matched_by_hand:
    "Cette ligne est rapprochée d'un autre paiement enregistré à la main.",
  refused_statement_booked_for_other:
    "L'argent de cette ligne est déjà affecté à une autre commande. Regardez la ligne de nouveau.",
  refused_statement_not_whole_francs:
    "Le montant de cette ligne n'est pas un nombre entier de francs. Enregistrez-le dans Medusa.",
  refused_statement_recorded_before:
    "L'argent de cette ligne est déjà enregistré à la main, pour la commande {{order}}. Si l'enregistrement était une erreur, annulez-le sur la page de la commande.",
  refused_statement_id_of_payment:
    "L'identifiant {{id}} de cette ligne est celui du paiement K-Pay {{refid}}. Interrogez K-Pay sur ce paiement, puis importez de nouveau le relevé.",
  refused_statement_id_recorded:
    "L'identifiant {{id}} de cette ligne est déjà enregistré à la main, pour la commande {{order}}. Importez de nouveau le relevé pour rapprocher la ligne.",
  refused_statement_id_in_other:
    "L'identifiant {{id}} de cette ligne figure aussi dans le relevé « {{name}} », comme celui d'une ligne à part. Affectez cette autre ligne, ou supprimez d'abord ce relevé.",
  refused_statement_not_stored:
    "Consultez le journal de Medusa, et regardez la liste des relevés avant de réessayer.",

  // Parts of the sentences above.
  refused_statement_line: "Ligne {{line}}",
  refused_statement_cell: "Ligne {{line}}, colonne « {{column}} »",
  refused_statement_cell_number: "Ligne {{line}}, colonne {{column}}",
  refused_statement_text: "« {{text}} »",
  refused_statement_text_empty: "une cellule vide",
  refused_statement_text_hidden: "le contenu de la cellule",
  refused_statement_xlsx: "un classeur Excel (.xlsx)",
  refused_statement_xls: "un classeur Excel (.xls)",
  refused_statement_pdf: "un PDF",
  refused_statement_gz: "un fichier compressé (.gz)",
  refused_statement_amount: "le montant",
  refused_statement_date: "la date",
  refused_statement_amount_and_date: "le montant et pour la date",
  refused_statement_on_line: "à la ligne {{line}}",
  refused_statement_in_other: "dans le relevé « {{name}} »",
  refused_statement_another_amount: "un autre montant",
  refused_statement_another_payer: "un autre téléphone ou une autre heure",
  refused_statement_another_day: "un autre montant ou un autre jour",
  refused_statement_name_id:
    "Choisissez sous « Colonnes » la colonne de l'identifiant propre à chaque transaction",
  refused_statement_name_no_id:
    "Choisissez sous « Colonnes » la colonne de l'identifiant propre à chaque transaction, ou « Aucune colonne » pour « Identifiant de transaction »",
  refused_statement_delete_other:
    "Si cet autre fichier était incomplet ou erroné, supprimez son relevé et importez de nouveau ce fichier-ci ; si c'est ce fichier-ci, exportez-le de nouveau",
  refused_statement_delete_or_name_id:
    "Si cet autre fichier était incomplet ou erroné, supprimez son relevé et importez de nouveau ce fichier-ci. Si la colonne se répète pour des paiements différents, choisissez sous « Colonnes » la colonne de l'identifiant propre à chaque transaction",
  refused_statement_delete_or_name_no_id:
    "Si cet autre fichier était incomplet ou erroné, supprimez son relevé et importez de nouveau ce fichier-ci. Si la colonne se répète pour des paiements différents, choisissez sous « Colonnes » la colonne de l'identifiant propre à chaque transaction, ou « Aucune colonne » pour « Identifiant de transaction »",
}
