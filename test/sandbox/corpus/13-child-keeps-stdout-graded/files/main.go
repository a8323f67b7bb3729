package main

import (
	"os"
	"os/exec"
)

func main() {
	child := exec.Command("sleep", "300")
	child.Stdout, child.Stderr = os.Stdout, os.Stderr
	_ = child.Start()
	os.Exit(0)
}
