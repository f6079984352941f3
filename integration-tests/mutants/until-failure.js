const { TestEnvironment } = require("jest-environment-node")

/** Jest's environment, in which a flip's tests are skipped once one of them has failed. */
module.exports = class UntilFailure extends TestEnvironment {
  #failed = new Set()

  handleTestEvent({ name, test }) {
    const failed = name === "test_fn_failure" || (name === "hook_failure" && test)
    if (failed) this.#failed.add(findFlip(test))
    if (name === "test_start" && this.#failed.has(findFlip(test))) test.mode = "skip"
  }
}

/** The outermost `describe` with a name around a test: the one without is of Medusa's test runner for modules. */
function findFlip(test) {
  let block = test.parent
  while (block.parent?.parent && block.parent.name) block = block.parent
  return block.name
}
