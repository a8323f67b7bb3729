module __ID__

go 1.24
