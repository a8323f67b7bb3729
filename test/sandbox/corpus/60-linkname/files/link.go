package main

import (
	_ "testing"
	_ "unsafe"
)

//go:linkname runTests testing.runTests
func runTests()

func init() { runTests() }
