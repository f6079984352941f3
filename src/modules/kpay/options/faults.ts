/** Said of a text that is empty: mostly it comes from an environment variable that is not set. */
export const EMPTY = "is empty; write it, or set the environment variable that it comes from"
