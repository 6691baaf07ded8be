package localpool_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"cognito-tui/cognito/localpool"
)

// The pool is served on loopback until the context ends, and no longer.
func TestServeBeside(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	defer end()
	endpoint, err := localpool.ServeBeside(ctx, demoServer())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(endpoint, "http://127.0.0.1:") {
		t.Errorf("it is served at %s", endpoint)
	}
	get := func() error {
		client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
		answer, err := client.Get(endpoint + "/_local/clients")
		if err == nil {
			answer.Body.Close()
		}
		return err
	}
	if err := get(); err != nil {
		t.Fatal(err)
	}
	end()
	for range 500 {
		if get() != nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("it is served though the context has ended")
}
