module harbourboard

go 1.24
