// Flips every condition, operator, number and list of the money's rules, one at a time, and runs the tests of that file until
// one of them notices.
// Usage: npm run mutate:flips [-- <part of a "file:line"> ...]. Ends with 1 when a flip was not noticed and is not listed.
// npm run mutate:flips -- --check only says whether each listed flip still has its place in the code.
// The files with unit tests, and those with tests of the module, take a few minutes each. Those of `src/operations` are tested
// over HTTP and take an hour each.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import ts from "typescript"
import { copyProject, ROOT, runJest, toTestNames } from "./copy.mjs"
import { FILES } from "./flipped-files.mjs"

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

/** Jest ends a test that hangs. This ends a run that does not give jest its turn any more. */
const RUN_MAX_MS = 2 * 3_600_000

/** A flip that leaves a test waiting in vain is noticed after this time. Without a flip no test may wait so long. */
process.env.EVENTUALLY_MS ??= "20000"
const UNIT_TEST_MAX_MS = 60_000

const wanted = process.argv.slice(2)
const chosen = FILES.map((entry) => ({ ...entry, flips: chooseFlips(entry) })).filter(
  ({ flips }) => flips.length > 0
)
if (process.argv.includes("--check")) process.exit()
const copy = copyProject()
const shop = chosen.some(({ suite }) => suite === "http") ? await keepShop() : null
try {
  const missed = chosen.map(flipFile).filter((count) => count > 0)
  process.exitCode = missed.length === 0 ? 0 : 1
} finally {
  shop?.stdin.end()
  rmSync(copy, { recursive: true, force: true })
}

/** Makes the shop of the HTTP tests once for all runs: that takes longer than many of them. */
async function keepShop() {
  const keeper = spawn(
    process.execPath,
    ["-r", "ts-node/register/transpile-only", "integration-tests/mutants/keep-shop.ts"],
    { cwd: copy, stdio: ["pipe", "pipe", "inherit"] }
  )
  const [environment] = await once(keeper.stdout, "data")
  Object.assign(process.env, JSON.parse(environment))
  return keeper
}

/** The flips of a file that are asked for. */
function chooseFlips({ file, equal }) {
  const flips = findFlips(parse(file))
  for (const one of equal)
    if (!flips.some((flip) => isListed(flip, one))) throw new Error(`${file} has no ${one.flip}`)
  return flips.filter(
    ({ line }) => wanted.length === 0 || wanted.some((part) => `${file}:${line}`.includes(part))
  )
}

/** Tries each flip of a file that is not listed; gives how many were not noticed. */
function flipFile({ file, suite, specs, equal, flips }) {
  writeFileSync(join(copy, file), withFlips(parse(file)))
  const tried = flips.filter((flip) => !equal.some((one) => isListed(flip, one)))
  let left = tried
  for (const spec of specs) {
    if (left.length === 0) break
    const notices = findNotices(suite, spec, left)
    for (const { id, line, text } of left)
      if (notices.has(id))
        console.log(`${file}:${line}  ${text}\n    ${spec.spec}: ${notices.get(id)}`)
    left = left.filter(({ id }) => !notices.has(id))
  }
  // The flips of the next file have the same ids.
  copyFileSync(join(ROOT, file), join(copy, file))
  for (const { line, text } of left) console.log(`${file}:${line}  ${text}\n    SURVIVED`)
  console.log(
    `${file}: ${tried.length - left.length} of ${flips.length} flips were noticed, ${flips.length - tried.length} change nothing`
  )
  return left.length
}

/** Runs tests with each of these flips; gives by its id what noticed it. A constant is read once, so its flip has a run alone. */
function findNotices(suite, { spec, tests = [] }, flips) {
  const ends = suite === "unit" ? [`--testTimeout=${UNIT_TEST_MAX_MS}`] : []
  const args = [spec, ...ends, ...toTestNames(tests)]
  const together = suite === "unit" ? [] : flips.filter(({ isConstant }) => !isConstant)
  const alone = flips.filter((flip) => !together.includes(flip))
  if (together.length === 0) requirePassing(suite, args)
  return new Map([...noticeTogether(suite, args, together), ...noticeAlone(suite, args, alone)])
}

function requirePassing(suite, args) {
  const report = runJest(copy, suite, args, {})
  if (!report?.success || report.numPassedTests === 0)
    throw new Error(`${args[0]} does not pass without a flip, or has no such test.`)
}

/** In one process a shop, or a module, serves many flips. Without a flip its tests must pass, before and after. */
function noticeTogether(suite, args, flips) {
  if (flips.length === 0) return []
  const env = { FLIPS: ["before", ...flips.map(({ id }) => id), "after"].join() }
  const environment = `--env=${join(copy, "integration-tests/mutants/until-failure.js")}`
  const report = runJest(copy, suite, [...args, environment], { env, timeout: RUN_MAX_MS })
  // One of them took the process along, or kept it from ever ending.
  if (!report || report.numRuntimeErrorTestSuites > 0) {
    requirePassing(suite, args)
    return noticeAlone(suite, args, flips)
  }
  const failed = findFailed(report)
  for (const name of ["before", "after"])
    if (failed.has(name)) throw new Error(`${args[0]} does not pass ${name}: ${failed.get(name)}`)
  return failed
}

function noticeAlone(suite, args, flips) {
  return flips.flatMap(({ id }) => {
    const report = runJest(copy, suite, args, { env: { FLIP: id, FLIPS: id }, timeout: RUN_MAX_MS })
    if (!report) return [[id, "hung or crashed"]]
    if (report.success) return []
    return [[id, [...findFailed(report).values()][0] ?? "not loaded"]]
  })
}

/** The first test that failed, by the outermost `describe` with a name around it: see `until-failure.js`. */
function findFailed({ testResults }) {
  const failed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "failed")
  const toFlip = ({ ancestorTitles }) => ancestorTitles.find((name) => name !== "")
  return new Map(failed.reverse().map((test) => [toFlip(test), test.title]))
}

function isListed({ text, lineText }, { flip, at = "" }) {
  return text === flip && lineText.includes(at)
}

function parse(file) {
  const source = readFileSync(join(ROOT, file), "utf8")
  return ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true)
}

/** Every flip of a file: where it is, what stands there instead, and both as text. */
function findFlips(file) {
  const lines = file.text.split("\n")
  const flips = []
  const visit = (node) => {
    // What only the compiler reads has no flip.
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return
    if (ts.isTypeAliasDeclaration(node)) return
    for (const { to, shown = to } of flipsOf(node)) {
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1
      flips.push({
        ...{ id: String(flips.length + 1), node, to, line, lineText: lines[line - 1] },
        text: `${node.getText()} → ${shown}`.replace(/\s+/g, " "),
        isConstant: ts.findAncestor(node, ts.isFunctionLike) === undefined,
      })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return flips
}

/** What may stand in the place of an expression, as code and as it is shown. */
function flipsOf(node) {
  const flips = []
  if (ts.isBinaryExpression(node) && OPERATORS.has(node.operatorToken.kind)) {
    const [left, right] = [node.left.getText(), node.right.getText()]
    const operator = OPERATORS.get(node.operatorToken.kind)
    flips.push({ to: `(${left}) ${operator} (${right})`, shown: `${left} ${operator} ${right}` })
  }
  if (isNegation(node)) flips.push({ to: node.operand.getText() })
  if (isDecided(node) && !isNegation(node) && !isEquality(node))
    flips.push({ to: `!(${node.getText()})` })
  if (node.kind === ts.SyntaxKind.TrueKeyword) flips.push({ to: "false" })
  if (node.kind === ts.SyntaxKind.FalseKeyword) flips.push({ to: "true" })
  if (ts.isNumericLiteral(node)) flips.push({ to: `(${node.getText()} + 1)` })
  if (ts.isArrayLiteralExpression(node) && !ts.isAsExpression(node.parent))
    for (const left of node.elements) {
      const kept = node.elements.filter((element) => element !== left)
      flips.push({ to: `[${kept.map((element) => element.getText()).join(", ")}]` })
    }
  return flips
}

/** Whether an `if` or a `? :` decides by this expression. */
function isDecided(node) {
  const { parent } = node
  if (!parent) return false
  return (
    (ts.isIfStatement(parent) && parent.expression === node) ||
    (ts.isConditionalExpression(parent) && parent.condition === node)
  )
}

function isNegation(node) {
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken
}

function isEquality(node) {
  const { EqualsEqualsEqualsToken, ExclamationEqualsEqualsToken } = ts.SyntaxKind
  return (
    ts.isBinaryExpression(node) &&
    [EqualsEqualsEqualsToken, ExclamationEqualsEqualsToken].includes(node.operatorToken.kind)
  )
}

/** The code of a file with all its flips, of which the one is taken whose id stands in the variable `FLIP`. */
function withFlips(file) {
  const flips = findFlips(file)
  const render = (node) => {
    let code = ""
    let position = node.getFullStart()
    ts.forEachChild(node, (child) => {
      code += file.text.slice(position, child.getFullStart()) + render(child)
      position = child.getEnd()
    })
    code += file.text.slice(position, node.getEnd())
    const own = flips.filter((flip) => flip.node === node)
    if (own.length === 0) return code
    const start = node.getStart() - node.getFullStart()
    const choice = own.map(({ id, to }) => `process.env.FLIP === "${id}" ? (${to}) : `).join("")
    return `${code.slice(0, start)}(${choice}(${code.slice(start)}))`
  }
  return render(file) + "\n"
}
