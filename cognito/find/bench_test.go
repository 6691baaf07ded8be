package find_test

import (
	"fmt"
	"net/http/httptest"
	"runtime"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	cip "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"cognito-tui/cognito"
	"cognito-tui/cognito/find"
	"cognito-tui/cognito/localpool"
)

const many = 100_000

func manyUsers() []cognito.FoundUser {
	list := make([]cognito.FoundUser, many)
	for i := range list {
		email := fmt.Sprintf("user%06d@example.com", (i*7919)%many)
		sub := fmt.Sprintf("%08x-89ab-4cde-8f01-%012x", i*2654435761%(1<<32), i)
		list[i] = cognito.FoundUser{Username: email, Sub: sub, Status: "CONFIRMED", Enabled: true, Attributes: []cognito.Attribute{
			{Name: "sub", Value: sub}, {Name: "email", Value: email}, {Name: "email_verified", Value: "true"},
			{Name: "name", Value: fmt.Sprintf("Given%d Family%d", i%500, i%5003)},
			{Name: "phone_number", Value: fmt.Sprintf("+1555%07d", i)},
			{Name: "custom:team", Value: fmt.Sprint("team", i%50)}}}
	}
	return list
}

// BenchmarkMemory reports the live heap of a table of 100,000 users, for one of them.
func BenchmarkMemory(b *testing.B) {
	users := manyUsers()
	for b.Loop() {
		before := liveHeap()
		t := find.NewTable()
		t.Order(find.Email, false)
		for i := 0; i < many; i += 60 {
			t.Add(users[i:min(i+60, many)])
		}
		b.ReportMetric(float64(liveHeap()-before)/many, "B/user")
		runtime.KeepAlive(t)
	}
	runtime.KeepAlive(users)
}

func liveHeap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkSort sorts 100,000 users by a column.
func BenchmarkSort(b *testing.B) {
	t := find.NewTable()
	t.Add(manyUsers())
	for name, c := range map[string]find.Column{"username": find.Username, "name": find.FullName, "phone": find.PhoneNumber,
		"status": find.Status, "created": find.Created} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				t.Order(c, false)
			}
		})
	}
}

// BenchmarkAddPage adds a page of 60 to 100,000 sorted users.
func BenchmarkAddPage(b *testing.B) {
	t := find.NewTable()
	t.Order(find.FullName, false)
	t.Add(manyUsers())
	page := make([]cognito.FoundUser, 60)
	n := 0
	for b.Loop() {
		for i := range page {
			n++
			page[i] = cognito.FoundUser{
				Username:   fmt.Sprint("new", n),
				Attributes: []cognito.Attribute{{Name: "name", Value: fmt.Sprint("Given", n%977)}},
			}
		}
		t.Add(page)
	}
}

// servedPool is a pool of 50,000 users over loopback HTTP.
func servedPool(b *testing.B) cognito.Config {
	var users []localpool.UserConfig
	for i := range many / 2 {
		email := fmt.Sprintf("user%06d@example.com", i)
		users = append(users, localpool.UserConfig{Username: email, NoPassword: true, Attributes: []localpool.Attribute{
			{Name: "email", Value: email}, {Name: "email_verified", Value: "true"}, {Name: "name", Value: fmt.Sprint("Given Family", i)}}})
	}
	pool := localpool.New(localpool.Config{
		Region: "us-east-1",
		Pools:  []localpool.PoolConfig{{ID: "us-east-1_Find", Name: "Find", Users: users}},
	})
	server := httptest.NewServer(pool)
	b.Cleanup(server.Close)
	return cognito.Config{Region: "us-east-1", UserPoolID: "us-east-1_Find", Endpoint: server.URL,
		Credentials: credentials.NewStaticCredentialsProvider("local", "local", "")}
}

// BenchmarkStream reads all users of a served pool into a table and, in turns, with
// the SDK's own paginator, which keeps nothing: so a machine that is busy with other
// things slows both.
func BenchmarkStream(b *testing.B) {
	config := servedPool(b)
	admin := cognito.NewAdmin(config)
	api := cip.New(cip.Options{Region: config.Region, BaseEndpoint: &config.Endpoint, Credentials: config.Credentials})
	plan := planOf(b, "", find.Facets{})
	var ours, bare int
	var oursTook, bareTook time.Duration
	for b.Loop() {
		began := time.Now()
		table, r := find.NewTable(), find.New(admin, plan, find.Options{})
		for done := false; !done; {
			batch, err := r.Step(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			table.Add(batch.Users)
			done = batch.Done()
		}
		ours, oursTook = ours+table.Len(), oursTook+time.Since(began)

		began = time.Now()
		pages := cip.NewListUsersPaginator(api, &cip.ListUsersInput{UserPoolId: &config.UserPoolID, Limit: aws.Int32(60)})
		for pages.HasMorePages() {
			out, err := pages.NextPage(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			bare += len(out.Users)
		}
		bareTook += time.Since(began)
	}
	b.ReportMetric(float64(ours)/oursTook.Seconds(), "users/s")
	b.ReportMetric(float64(bare)/bareTook.Seconds(), "bare-users/s")
}
