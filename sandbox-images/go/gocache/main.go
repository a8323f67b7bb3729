// Command gocache is a GOCACHEPROG: it answers from the read-only cache of the image first, then from a writable folder of
// the box, and writes only to the latter. So every run starts warm, and no run can leave anything for another.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

type request struct {
	ID       int64
	Command  string
	ActionID []byte `json:",omitempty"`
	OutputID []byte `json:",omitempty"`
	BodySize int64  `json:",omitempty"`
}

type response struct {
	ID            int64
	Err           string     `json:",omitempty"`
	KnownCommands []string   `json:",omitempty"`
	Miss          bool       `json:",omitempty"`
	OutputID      []byte     `json:",omitempty"`
	Size          int64      `json:",omitempty"`
	Time          *time.Time `json:",omitempty"`
	DiskPath      string     `json:",omitempty"`
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: gocache READ_ONLY_CACHE WRITABLE_CACHE")
		os.Exit(2)
	}
	if err := serve(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "gocache:", err)
		os.Exit(1)
	}
}

func serve(image string, box string) error {
	input := bufio.NewReaderSize(os.Stdin, 1<<16)
	output := json.NewEncoder(os.Stdout)
	if err := output.Encode(response{KnownCommands: []string{"get", "put", "close"}}); err != nil {
		return err
	}
	for {
		asked, body, err := read(input)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := output.Encode(answer(asked, body, []string{image, box})); err != nil {
			return err
		}
		if asked.Command == "close" {
			return nil
		}
	}
}

// read takes one request line and, for a put with a body, the base64 string on the line after it.
func read(input *bufio.Reader) (request, []byte, error) {
	var asked request
	if err := readJSON(input, &asked); err != nil {
		return asked, nil, err
	}
	if asked.Command != "put" || asked.BodySize == 0 {
		return asked, nil, nil
	}
	var body []byte
	err := readJSON(input, &body)
	return asked, body, err
}

func readJSON(input *bufio.Reader, target any) error {
	for {
		line, err := input.ReadBytes('\n')
		if len(line) > 1 {
			return json.Unmarshal(line, target)
		}
		if err != nil {
			return err
		}
	}
}

func answer(asked request, body []byte, folders []string) response {
	switch asked.Command {
	case "get":
		for _, folder := range folders {
			if found, ok := find(folder, asked.ActionID); ok {
				found.ID = asked.ID
				return found
			}
		}
		return response{ID: asked.ID, Miss: true}
	case "put":
		diskPath, err := put(folders[len(folders)-1], asked, body)
		if err != nil {
			return response{ID: asked.ID, Err: err.Error()}
		}
		return response{ID: asked.ID, DiskPath: diskPath}
	default:
		return response{ID: asked.ID}
	}
}

// find reads the go command's own on-disk layout: "v1 ACTION OUTPUT SIZE NANOSECONDS" in <xx>/<ACTION>-a.
func find(folder string, actionID []byte) (response, bool) {
	entry, err := os.ReadFile(entryPath(folder, actionID, "a"))
	if err != nil {
		return response{}, false
	}
	var action, outputHex string
	var size, nanoseconds int64
	if _, err := fmt.Sscanf(string(entry), "v1 %s %s %d %d", &action, &outputHex, &size, &nanoseconds); err != nil {
		return response{}, false
	}
	var outputID []byte
	if _, err := fmt.Sscanf(outputHex, "%x", &outputID); err != nil {
		return response{}, false
	}
	diskPath := entryPath(folder, outputID, "d")
	info, err := os.Stat(diskPath)
	if err != nil || info.Size() != size {
		return response{}, false
	}
	written := time.Unix(0, nanoseconds)
	return response{OutputID: outputID, Size: size, Time: &written, DiskPath: diskPath}, true
}

func put(folder string, asked request, body []byte) (string, error) {
	diskPath := entryPath(folder, asked.OutputID, "d")
	if err := write(diskPath, body); err != nil {
		return "", err
	}
	line := fmt.Sprintf("v1 %x %x %20d %20d\n", asked.ActionID, asked.OutputID, asked.BodySize, time.Now().UnixNano())
	return diskPath, write(entryPath(folder, asked.ActionID, "a"), []byte(line))
}

// write renames into place, because two go commands of one box may ask for the same entry at once.
func write(name string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(name), "draft-*")
	if err != nil {
		return err
	}
	if _, err := draft.Write(content); err != nil {
		draft.Close()
		return err
	}
	if err := draft.Close(); err != nil {
		return err
	}
	return os.Rename(draft.Name(), name)
}

func entryPath(folder string, id []byte, kind string) string {
	name := fmt.Sprintf("%x", id)
	return filepath.Join(folder, name[:2], name+"-"+kind)
}
