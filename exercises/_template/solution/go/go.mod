module TEMPLATE-ID

go 1.24
