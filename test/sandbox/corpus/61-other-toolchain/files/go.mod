module harbourboard

go 1.99

toolchain go1.99.0

require example.org/nowhere v1.0.0
