//go:build linux

package e2e

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

const mebibyte = 1 << 20

// stillTime is how long the slow connections send nothing before they end: longer than
// the pause after which the served pool gives memory back, and than a body waits for
// its place.
const stillTime = 5 * time.Second

// anonymous is the memory in bytes that a process has to itself.
func (s *served) anonymous(t testing.TB) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "RssAnon:"); ok {
			kilobytes, err := strconv.Atoi(strings.Fields(rest)[0])
			if err != nil {
				t.Fatal(err)
			}
			return kilobytes << 10
		}
	}
	t.Skip("this system doesn't tell the anonymous memory of a process")
	return 0
}

// falls waits until a process has at most limit, for as long as patience, and
// answers the least that it had.
func (s *served) falls(t testing.TB, limit int, patience time.Duration) int {
	t.Helper()
	least := s.anonymous(t)
	for end := time.Now().Add(patience); least > limit && time.Now().Before(end); {
		time.Sleep(100 * time.Millisecond)
		least = min(least, s.anonymous(t))
	}
	return least
}

// connections is how many slow ones the load has: COGNITO_TEST_CONNECTIONS, such as
// 1500, or a tenth of that.
func connections(t testing.TB) int {
	n, err := strconv.Atoi(os.Getenv("COGNITO_TEST_CONNECTIONS"))
	if err != nil {
		return 150
	}
	return n
}

// slow opens connections that send a body of 1 MiB each, a piece at a time, until
// stop: with its length told, or in chunks. The answer is how much memory the
// process had at most meanwhile. In the end they are still for a moment, as long as
// memory that they hold needs to be taken for what is used for good.
func (s *served) slow(t testing.TB, n int, chunked bool, during time.Duration) (most int) {
	t.Helper()
	address := strings.TrimPrefix(s.settings["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"], "http://")
	head := "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: AWSCognitoIdentityProviderService.SignUp\r\n"
	piece := strings.Repeat("x", 16<<10)
	if chunked {
		head += "Transfer-Encoding: chunked\r\n\r\n"
		piece = fmt.Sprintf("%x\r\n%s\r\n", len(piece), piece)
	} else {
		head += fmt.Sprintf("Content-Length: %d\r\n\r\n", mebibyte)
	}
	conns := make([]net.Conn, n)
	for i := range conns {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		conns[i] = conn
		fmt.Fprint(conn, head)
	}
	pieces := make([]int, n)
	for end := time.Now().Add(during); time.Now().Before(end); {
		for i, conn := range conns {
			if pieces[i] < mebibyte/(16<<10)-1 { // never the whole body
				conn.SetWriteDeadline(time.Now().Add(time.Millisecond))
				if _, err := fmt.Fprint(conn, piece); err == nil {
					pieces[i]++
				}
			}
		}
		most = max(most, s.anonymous(t))
	}
	time.Sleep(stillTime)
	return max(most, s.anonymous(t))
}

// TestServeMemory: at rest the served pool has little memory to itself, slow
// bodies bring little more, and it is given back soon after they end, while calls
// are answered all the time.
func TestServeMemory(t *testing.T) {
	const (
		atRest = 5 * mebibyte
		more   = 64 * mebibyte
		back   = 10 * time.Second

		settling = 3 * time.Second // the keys are made after it listens, and then what that took is given back
	)
	n := connections(t)
	for _, chunked := range []bool{false, true} {
		s := serve(t, "--quiet")
		time.Sleep(settling)
		idle := s.falls(t, atRest, back)
		if idle > atRest {
			t.Errorf("at rest it has %d KiB", idle>>10)
		}
		answered := make(chan error, 1)
		go func() {
			time.Sleep(time.Second)
			answered <- s.answers()
		}()
		most := s.slow(t, n, chunked, 2*time.Second+time.Duration(n)*2*time.Millisecond)
		if err := <-answered; err != nil {
			t.Errorf("beside the slow ones: %v", err)
		}
		// Of large bodies as many are held at once, however many there are.
		if most-idle > min(more, more*n/1500+12*mebibyte) {
			t.Errorf("%d slow connections bring %d KiB", n, (most-idle)>>10)
		}
		// What the Go runtime has for each goroutine and socket, and for the heap at its
		// largest, it never gives back: up to 3 MiB were seen. Bodies that stay are three
		// times as much.
		kept := 2*n<<10 + 4*mebibyte
		after := s.falls(t, idle+kept, back)
		if after > idle+kept {
			t.Errorf("%s after the slow ones it has %d KiB more", back, (after-idle)>>10)
		}
		t.Logf("chunked %v: %d KiB at rest, %d KiB more under %d connections, %d KiB more after them", chunked, idle>>10, (most-idle)>>10,
			n, (after-idle)>>10)
	}
}

// answers makes an API call.
func (s *served) answers() error {
	client := http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true}}
	req, err := http.NewRequest(http.MethodPost, s.settings["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"],
		strings.NewReader(`{"AccessToken":"x"}`))
	if err != nil {
		return err
	}
	req.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService.GetUser")
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusBadRequest || res.Header.Get("x-amzn-ErrorType") != "NotAuthorizedException:" {
		return fmt.Errorf("%s %v", res.Status, res.Header)
	}
	return nil
}
