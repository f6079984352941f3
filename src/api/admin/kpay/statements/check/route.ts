import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { KpayRefusal, KpayStatementCheckResponse } from "../../../../../http-types"
import { KPAY_MODULE } from "../../../../../modules/kpay"
import type KpayModuleService from "../../../../../modules/kpay/service"
import { answer } from "../../../../done"
import { withReceivedFile } from "../../../../statements/receive-file"
import { parseUpload } from "../../../../statements/upload-query"
import { resolveStatements } from "../../../../../statements/resolve"

/** Says how a file would be read, so that its columns can be corrected before it is uploaded. Changes nothing. */
export async function POST(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<KpayStatementCheckResponse | KpayRefusal>
): Promise<void> {
  const kpay = request.scope.resolve<KpayModuleService>(KPAY_MODULE)
  await answer(response, async () => {
    const upload = parseUpload(kpay, request.query, request.auth_context.actor_id)
    const { layout, columns, missing } = await withReceivedFile(request, (path) =>
      resolveStatements(request.scope).checkFile(path, upload)
    )
    return {
      encoding: layout.encoding,
      delimiter: layout.delimiter,
      header_line: layout.headerLine,
      names: layout.names.map((name) => name.trim()),
      columns,
      missing,
    }
  })
}
