package localpool

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"sync/atomic"
	"testing"
	"time"
)

// benchPost sends one call over loopback HTTP and demands success.
func benchPost(b *testing.B, client *http.Client, url, op, body string) {
	r, err := http.NewRequestWithContext(b.Context(), http.MethodPost, url, bytes.NewReader([]byte(body)))
	if err != nil {
		b.Error(err)
		return
	}
	r.Header.Set("X-Amz-Target", target+op)
	resp, err := client.Do(r)
	if err != nil {
		b.Error(err)
		return
	}
	data, _ := io.ReadAll(resp.Body)
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		b.Errorf("%s: %s", op, data)
	}
}

func served(b *testing.B) (*Server, *http.Client, string) {
	s := New(Demo())
	s.state.Load().order[0].keys.get()
	server := httptest.NewServer(s)
	b.Cleanup(server.Close)
	client := server.Client()
	client.Transport.(*http.Transport).MaxIdleConnsPerHost = 64
	return s, client, server.URL + "/"
}

func perSecond(b *testing.B) {
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "calls/s")
}

// BenchmarkPasswordSignIn is to be read beside BenchmarkTwoSignatures.
func BenchmarkPasswordSignIn(b *testing.B) {
	s, client, url := served(b)
	body := fmt.Sprintf(`{"ClientId":%q,"AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ann@example.com","PASSWORD":%q}}`,
		s.Clients()[1].ClientID, DemoPassword)
	b.SetParallelism(4)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			benchPost(b, client, url, "InitiateAuth", body)
		}
	})
	perSecond(b)
}

// BenchmarkTwoSignatures is the bound: the two RS256 signatures of a sign-in alone.
func BenchmarkTwoSignatures(b *testing.B) {
	id, access := New(Demo()).state.Load().order[0].keys.get()
	sum := sha256.Sum256([]byte("x"))
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			for _, k := range []*signingKey{id, access} {
				if _, err := rsa.SignPKCS1v15(nil, k.key, crypto.SHA256, sum[:]); err != nil {
					b.Error(err)
				}
			}
		}
	})
	perSecond(b)
}

// BenchmarkSignUp signs no token.
func BenchmarkSignUp(b *testing.B) {
	s, client, url := served(b)
	id := s.Clients()[1].ClientID
	var n atomic.Int64
	b.SetParallelism(4)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			name := fmt.Sprintf("user%d@example.com", n.Add(1))
			benchPost(b, client, url, "SignUp", fmt.Sprintf(
				`{"ClientId":%q,"Username":%q,"Password":%q,"UserAttributes":[{"Name":"email","Value":%q}]}`, id, name, DemoPassword, name))
		}
	})
	perSecond(b)
}

// BenchmarkListUsers is a page at three sizes of the pool: without a filter, by
// an exact email, by a prefix that nobody has, which looks at as many users as a
// page may, and without a filter while lists are late and 1,000 users were changed.
func BenchmarkListUsers(b *testing.B) {
	for _, n := range []int{100, 10_000, 1_000_000} {
		filled, poolID, err := Demo().Fill(n)
		if err != nil {
			b.Fatal(err)
		}
		s := New(filled)
		p := s.state.Load().pools[poolID]
		p.indexed()
		page := func(name, filter string) {
			c := &call{s: s, pool: p, now: s.Now(), in: input{"Filter": filter}}
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				for b.Loop() {
					if _, err := listUsers(c); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		page("all", "")
		page("email", `email = "`+p.users[50].get("email")+`"`)
		page("prefix", `name ^= "nobody"`)
		s.LagLists(time.Hour)
		for i := range 1000 {
			p.find(p.users[i*n/1000].name).touch(s.Now())
		}
		page("late", "")
	}
}

// BenchmarkNew is how long a Server takes to be ready.
func BenchmarkNew(b *testing.B) {
	c := Demo()
	for b.Loop() {
		New(c)
	}
}

// BenchmarkMillionUsers reports the live heap of a pool with a million users.
func BenchmarkMillionUsers(b *testing.B) {
	for b.Loop() {
		s := New(Demo())
		p := s.state.Load().order[0]
		before := liveHeap()
		now := time.Now()
		for i := range 1_000_000 {
			email := fmt.Sprintf("user%d@example.com", i)
			p.seed(UserConfig{
				Username:   email,
				Password:   DemoPassword,
				Attributes: []Attribute{{"email", email}, {"email_verified", "true"}},
			}, now)
		}
		b.ReportMetric(float64(liveHeap()-before)/(1<<20), "MiB")
		runtime.KeepAlive(s)
	}
}

func liveHeap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkFill makes a pool with as many users as serve --users asks for: how long
// that takes, and what a user takes of the live heap.
func BenchmarkFill(b *testing.B) {
	for _, n := range []int{10_000, 1_000_000} {
		c, _, err := Demo().Fill(n)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				before, start := liveHeap(), time.Now()
				s := New(c)
				b.ReportMetric(time.Since(start).Seconds(), "s/fill")
				b.ReportMetric(float64(liveHeap()-before)/float64(n), "B/user")
				runtime.KeepAlive(s)
			}
		})
	}
}
