package settings

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/joho/godotenv"

	"cognito-tui/cognito/private"
)

// defaultEnvFile is read from the working folder where no other is named.
const defaultEnvFile = ".env"

// envFileName is what stands for the file in an origin.
func envFileName(name string) string { return filepath.Base(cmp.Or(name, defaultEnvFile)) }

// readEnvFile reads the file named, which must be there and of its form, or .env
// where there is one, which merely lies there: leftOut says what of it isn't used.
func readEnvFile(name string) (values map[string]string, leftOut string, err error) {
	if name == "" {
		values, leftOut = readFoundEnv(defaultEnvFile)
		return values, leftOut, nil
	}
	file, err := private.ReadNamed(name)
	if err != nil {
		return nil, "", fmt.Errorf("the env file %s can't be read; check --env-file: %w", name, private.Cause(err))
	}
	values, bad := parseEnv(string(file.Text))
	if len(bad) > 0 { // no line is quoted: it may hold a secret
		return nil, "", fmt.Errorf("the env file %s, %s: not of the form NAME=value; mend it, or name another with --env-file", name,
			linesText(bad))
	}
	return values, "", nil
}

func readFoundEnv(path string) (values map[string]string, leftOut string) {
	file, err := private.ReadSettings(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, ""
	case err != nil:
		return nil, path + " isn't read: " + private.Cause(err).Error() + "."
	}
	values, bad := parseEnv(string(file.Text))
	if len(bad) > 0 {
		leftOut = path + ", " + linesText(bad) + ": not of the form NAME=value, and left out."
	}
	return values, leftOut
}

// linesText names lines by their numbers, the first few of many.
func linesText(numbers []int) string {
	const named = 5
	var list []string
	for _, n := range numbers[:min(len(numbers), named)] {
		list = append(list, strconv.Itoa(n))
	}
	switch more := len(numbers) - len(list); {
	case len(numbers) == 1:
		return "line " + list[0]
	case more > 0:
		return "lines " + strings.Join(list, ", ") + " and " + strconv.Itoa(more) + " more"
	}
	last := len(list) - 1
	return "lines " + strings.Join(list[:last], ", ") + " and " + list[last]
}

// parseEnv takes the lines that can be read; bad are the numbers, from 1, of those
// that can't.
func parseEnv(text string) (values map[string]string, bad []int) {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	var good strings.Builder
	for i := 0; i < len(lines); {
		if line := strings.TrimSpace(lines[i]); line == "" || line[0] == '#' {
			i++
			continue
		}
		n := statement(lines[i:])
		taken := strings.Join(lines[i:i+n], "\n")
		if n > 1 && !readableEnv(taken) {
			n, taken = 1, lines[i]
		}
		if readableEnv(taken) {
			good.WriteString(taken + "\n")
		} else {
			bad = append(bad, i+1)
		}
		i += n
	}
	values, err := godotenv.Unmarshal(good.String()) // as a whole: a value may name an earlier one
	if err != nil {                                  // each of them can be read, so this can't be
		return nil, []int{1}
	}
	return values, bad
}

func readableEnv(statement string) bool {
	values, err := godotenv.Unmarshal(statement)
	_, nameless := values[""]
	return err == nil && len(values) > 0 && !nameless
}

// statement counts the lines of the first statement: a value in quotation marks ends
// where they are closed.
func statement(lines []string) int {
	at := strings.IndexAny(lines[0], "=:")
	if at < 0 {
		return 1
	}
	value := strings.TrimSpace(lines[0][at+1:])
	if value == "" || value[0] != '"' && value[0] != '\'' {
		return 1
	}
	if closes(value[1:], value[0]) {
		return 1
	}
	for n := 1; n < len(lines); n++ {
		if closes(lines[n], value[0]) {
			return n + 1
		}
	}
	return 1
}

// closes tells whether a quotation mark stands in a text that isn't escaped.
func closes(text string, mark byte) bool {
	for i := range len(text) {
		if text[i] == mark && (i == 0 || text[i-1] != '\\') {
			return true
		}
	}
	return false
}
