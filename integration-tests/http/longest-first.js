const { statSync } = require("node:fs")
const { default: Sequencer } = require("@jest/test-sequencer")
const { readShared } = require("./shared-shops")

/** Starts with the longest files, those of a shared shop together, so that no worker ends long after the others. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sizes = new Map(tests.map((test) => [test, sizeOf(test.path)]))
    return [...tests].sort((a, b) => sizes.get(b) - sizes.get(a))
  }
}

function sizeOf(path) {
  return [path, ...readShared(path)].reduce((sum, file) => sum + statSync(file).size, 0)
}
