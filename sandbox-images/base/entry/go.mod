module fairtime.local/entry

go 1.24
