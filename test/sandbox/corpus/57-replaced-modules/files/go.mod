module harbourboard

go 1.24

require example.org/checks v0.0.0

replace example.org/checks => ./checks
