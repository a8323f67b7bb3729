package checks

const Passed = true
