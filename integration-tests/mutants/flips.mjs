// Flips every condition, operator, number and list of the money's pure rules, one at a time, and runs the tests of that file.
// Usage: npm run mutate:flips [-- <part of a file's name> ...]. Ends with 1 when a flip was not noticed and is not listed below.
import { readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import ts from "typescript"
import { copyProject, ROOT, runTests } from "./copy.mjs"

/** The files, each with a part of the name of its tests. */
const FILES = {
  "src/domain/attempt-status.ts": "domain/__tests__/attempt-status",
  "src/domain/balance.ts": "domain/__tests__/balance",
  "src/domain/amount.ts": "domain/__tests__/amount",
  "src/domain/prompt-limits.ts": "domain/__tests__/prompt-limits",
  "src/modules/kpay/cash-up/fee.ts": "cash-up/__tests__/fee",
}

/** Flips that change nothing that can be seen, with the reason. */
const EQUAL = [
  {
    text: "ageMs < withinMs → ageMs <= withinMs",
    why: "At the window's end there is nothing left to wait.",
  },
  { text: "rounded > 0 → rounded >= 0", why: "Both give 0 for 0." },
  {
    text: "pauseMs === null || newest === undefined → pauseMs === null && newest === undefined",
    why: "A pause of null ends before any failure, and without a failure there are too few.",
  },
]

const OPERATORS = new Map([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, "!=="],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, "==="],
  [ts.SyntaxKind.LessThanToken, "<="],
  [ts.SyntaxKind.LessThanEqualsToken, "<"],
  [ts.SyntaxKind.GreaterThanToken, ">="],
  [ts.SyntaxKind.GreaterThanEqualsToken, ">"],
  [ts.SyntaxKind.AmpersandAmpersandToken, "||"],
  [ts.SyntaxKind.BarBarToken, "&&"],
  [ts.SyntaxKind.PlusToken, "-"],
  [ts.SyntaxKind.MinusToken, "+"],
  [ts.SyntaxKind.AsteriskToken, "/"],
  [ts.SyntaxKind.SlashToken, "*"],
])

const wanted = process.argv.slice(2)
const copy = copyProject()
let missed = 0
for (const [file, spec] of Object.entries(FILES)) {
  if (wanted.length > 0 && !wanted.some((part) => file.includes(part))) continue
  const source = readFileSync(join(ROOT, file), "utf8")
  if (runTests(copy, "unit", spec) !== "SURVIVED")
    throw new Error(`${spec}: its tests do not pass without a flip either.`)
  const flips = findFlips(source)
  const survivors = flips.filter((flip) => {
    const flipped = source.slice(0, flip.start) + flip.to + source.slice(flip.end)
    writeFileSync(join(copy, file), flipped)
    return runTests(copy, "unit", spec) !== "killed"
  })
  writeFileSync(join(copy, file), source)
  const unknown = survivors.filter(({ text }) => !EQUAL.some((one) => one.text === text))
  for (const { line, text } of unknown) console.log(`SURVIVED    ${file}:${line}  ${text}`)
  const listed = survivors.length - unknown.length
  console.log(
    `${file}: ${flips.length - survivors.length} of ${flips.length} flips were noticed, ${listed} change nothing`
  )
  missed += unknown.length
}
rmSync(copy, { recursive: true })
process.exitCode = missed === 0 ? 0 : 1

/** Every flip of a file: where it is, what stands there instead, and both as text. */
function findFlips(source) {
  const file = ts.createSourceFile("file.ts", source, ts.ScriptTarget.Latest, true)
  const flips = []
  const add = (node, to) => {
    const [start, end] = [node.getStart(file), node.getEnd()]
    const line = file.getLineAndCharacterOfPosition(start).line + 1
    flips.push({ start, end, to, line, text: `${source.slice(start, end)} → ${to}` })
  }
  const visit = (node) => {
    // What only the compiler reads has no flip.
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return
    if (ts.isTypeAliasDeclaration(node)) return
    if (ts.isBinaryExpression(node) && OPERATORS.has(node.operatorToken.kind)) {
      const [left, right] = [node.left.getText(file), node.right.getText(file)]
      add(node, `${left} ${OPERATORS.get(node.operatorToken.kind)} ${right}`)
    }
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
      add(node, node.operand.getText(file))
    if (ts.isIfStatement(node)) add(node.expression, `!(${node.expression.getText(file)})`)
    if (ts.isConditionalExpression(node)) add(node.condition, `!(${node.condition.getText(file)})`)
    if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, "false")
    if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, "true")
    if (ts.isNumericLiteral(node)) add(node, `(${node.getText(file)} + 1)`)
    if (ts.isArrayLiteralExpression(node) && !ts.isAsExpression(node.parent))
      for (const left of node.elements)
        add(
          node,
          `[${node.elements
            .filter((element) => element !== left)
            .map((element) => element.getText(file))
            .join(", ")}]`
        )
    ts.forEachChild(node, visit)
  }
  visit(file)
  return flips
}
