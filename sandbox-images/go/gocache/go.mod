module fairtime.local/gocache

go 1.24
