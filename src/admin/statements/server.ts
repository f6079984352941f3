import {
  keepPreviousData,
  skipToken,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query"
import type {
  KpayStatementCheckResponse,
  KpayStatementOutcome,
  KpayStatementProgress,
  KpayStatementResponse,
  KpayStatementRowResponse,
  KpayStatementSumsResponse,
  KpayStatementsResponse,
} from "../../http-types"
import { get, post, postFile, remove } from "../request"
import { RequestError } from "../request-error"
import { sdk } from "../sdk"
import { useTexts } from "../texts"

const STATEMENTS = "/admin/kpay/statements"

/** How a file is to be read, as the server's parameters. */
export type UploadQuery = Readonly<Record<string, string | undefined>>

/** A page of statements, newest first. */
export function useStatements(cursor: string | undefined) {
  return useQuery({
    queryKey: ["kpay", "statements", cursor],
    queryFn: () => sdk.client.fetch<KpayStatementsResponse>(STATEMENTS, { query: { cursor } }),
    placeholderData: keepPreviousData,
  })
}

/** A statement with a page of its rows. */
export function useStatement(
  id: string,
  query: { readonly outcome: KpayStatementOutcome | undefined; readonly cursor: string | undefined }
) {
  return useQuery({
    queryKey: ["kpay", "statement", id, query],
    queryFn: () => get<KpayStatementResponse>(`${STATEMENTS}/${id}`, query),
    placeholderData: keepPreviousData,
  })
}

/** What statements say of the payments of a period. Without the right to read statements, nothing. */
export function useStatementSums(period: {
  readonly from: string
  readonly to: string
  readonly environment: "test" | "live"
}) {
  return useQuery({
    queryKey: ["kpay", "statement-sums", period],
    queryFn: () =>
      sdk.client.fetch<KpayStatementSumsResponse>(`${STATEMENTS}/sums`, { query: { ...period } }),
    retry: false,
  })
}

/** How the server would read a file. Asked again when the source changes, which remembers corrections of its own. */
export function useFileCheck(file: File | null, source: string) {
  return useQuery({
    queryKey: ["kpay-statement-check", source, file?.name, file?.size, file?.lastModified],
    queryFn:
      file === null || source === ""
        ? skipToken
        : () => postFile<KpayStatementCheckResponse>(`${STATEMENTS}/check`, { source }, file),
    retry: false,
    gcTime: 0,
  })
}

/** The server has refused the file, and nothing has changed. After any other error the statement may be there. */
export class UploadRefused extends RequestError {
  override readonly name = "UploadRefused"
}

/** Uploads a file; `onProgress` hears how far the server is. @throws UploadRefused */
export function useUpload(onProgress: (progress: KpayStatementProgress) => void) {
  const { t } = useTexts()
  return useStatementMutation(async ({ file, query }: { file: File; query: UploadQuery }) => {
    const answer = await upload(file, query, onProgress)
    if (answer === null) throw new Error(t("statement_lost"))
    return answer
  })
}

/** Gives `null` when the connection ends before the answer. */
async function upload(
  file: File,
  query: UploadQuery,
  onProgress: (progress: KpayStatementProgress) => void
): Promise<KpayStatementResponse | null> {
  const { stream } = await sdk.client.fetchStream(STATEMENTS, {
    method: "POST",
    query,
    headers: { "content-type": "text/csv" },
    // The client passes on what is no JSON as it is.
    body: file as never,
  })
  for await (const { event, data = "" } of stream ?? []) {
    const told: unknown = JSON.parse(data)
    if (event === "progress") onProgress(told as KpayStatementProgress)
    else if (event === "done") return told as KpayStatementResponse
    else if (event === "error") throw toUploadError(told as RequestError["refusal"])
  }
  return null
}

function toUploadError(refusal: RequestError["refusal"]): RequestError {
  return refusal.type === "unknown_error"
    ? new RequestError(500, refusal)
    : new UploadRefused(400, refusal)
}

/** What a person decides about a row. */
export interface RowDecision {
  readonly statementId: string
  readonly rowId: string
  readonly act: "match" | "unmatch" | "confirm" | "book"
  readonly note: string
  /** The payment to match by hand. */
  readonly id?: string
  /** The order to book the row for. */
  readonly orderId?: string
  /** The payment that is shown beside the row. */
  readonly attemptId?: string | undefined
}

export function useDecideRow() {
  return useStatementMutation(
    ({ statementId, rowId, act, note, id, orderId, attemptId }: RowDecision) =>
      post<KpayStatementRowResponse>(`${STATEMENTS}/${statementId}/rows/${rowId}/${act}`, {
        ...(note && { note }),
        ...(id !== undefined && { id }),
        ...(orderId !== undefined && { order_id: orderId }),
        ...(attemptId !== undefined && { attempt_id: attemptId }),
      })
  )
}

export function useDeleteStatement() {
  return useStatementMutation((id: string) => remove(`${STATEMENTS}/${id}`))
}

/** All K-Pay data is fetched again afterwards. */
function useStatementMutation<Answer, Input>(run: (input: Input) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSettled: () => client.invalidateQueries({ queryKey: ["kpay"] }),
  })
}
