package main

import "example.org/checks"

var _ = checks.Passed
