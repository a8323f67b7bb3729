#!/bin/sh
# Fills the build cache given as the only argument: every public package of the standard library for build, vet and test,
# once plain and once with the race detector.
set -eu
export GOCACHE="$1"
mkdir -p /src/prime/all && cd /src/prime/all
packages=$(go list std | grep -v -E '(^|/)(internal|vendor)(/|$)' | grep -v -E '^(unsafe|runtime/race|runtime/msan|runtime/asan|runtime/cgo)$')
{
  echo 'package main'
  echo 'import ('
  for package in $packages; do echo "  _ \"$package\""; done
  echo ')'
  echo 'func main() {}'
} > main.go
printf 'package main\nimport "testing"\nfunc TestNothing(t *testing.T) {}\n' > main_test.go
printf 'module prime\n\ngo 1.24\n' > go.mod
go build -o /dev/null .
go vet .
go test -json .
CGO_ENABLED=1 go test -race .
cd / && rm -rf /src
chmod -R a+rX,a-w "$GOCACHE"
