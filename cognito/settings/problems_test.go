package settings

import (
	"strings"
	"testing"
)

// complete are settings without a problem; the file that Load would read is
// left out.
func complete() Settings {
	return Settings{}.With(Region, "eu-west-1").With(UserPoolID, "eu-west-1_AbC123dEf").
		With(ClientID, "1example23456789abcdefghij").With(ClientSecret, "hidden")
}

func TestProblems(t *testing.T) {
	if problems := complete().Problems(); len(problems) > 0 {
		t.Fatal(problems)
	}
	for name, c := range map[string]struct {
		key  Key
		text string
		at   Key    // where the problem stands; "" where there is none
		says string // part of its sentence
	}{
		"no client":                      {ClientID, "", ClientID, "missing"},
		"a client id of another form":    {ClientID, "not a client", ClientID, "form"},
		"a client id too long":           {ClientID, strings.Repeat("a", 129), ClientID, "form"},
		"no pool is needed":              {UserPoolID, "", "", ""},
		"a pool id without its mark":     {UserPoolID, "AbC123dEf", UserPoolID, "form"},
		"a pool id too long":             {UserPoolID, "eu-west-1_" + strings.Repeat("a", 46), UserPoolID, "form"},
		"another emulator's pool id":     {UserPoolID, "local_AbC123", "", ""},
		"a pool of another Region":       {UserPoolID, "eu-west-2_AbC123dEf", Region, "eu-west-2"},
		"no Region, but the pool has it": {Region, "", "", ""},
		"a Region of another form":       {Region, "Ireland", Region, "form"},
		"a Region with a path":           {Region, "eu-west-1.evil.example/", Region, "form"},
		"control characters":             {ClientID, "abc\x1b[31m", ClientID, "control"},
		"a line end in the secret":       {ClientSecret, "hidden\n", ClientSecret, "control"},
		"https":                          {Endpoint, "https://cognito-idp.eu-west-1.amazonaws.com", "", ""},
		"a slash at the end":             {Endpoint, "https://example.com/", "", ""},
		"http to loopback":               {Endpoint, "http://127.0.0.1:9229", "", ""},
		"http to loopback by name":       {Endpoint, "http://localhost:9229", "", ""},
		"http to loopback, IPv6":         {Endpoint, "http://[::1]:9229", "", ""},
		"http elsewhere":                 {Endpoint, "http://example.com", Endpoint, "encrypted"},
		"http to a name like loopback":   {Endpoint, "http://127.0.0.1.example.com", Endpoint, "encrypted"},
		"no scheme":                      {Endpoint, "127.0.0.1:9229", Endpoint, "URL"},
		"another scheme":                 {Endpoint, "ftp://127.0.0.1", Endpoint, "URL"},
		"no host":                        {Endpoint, "https://:443", Endpoint, "URL"},
		"a user":                         {Endpoint, "https://me:hidden@example.com", Endpoint, "more than a host"},
		"a path":                         {Endpoint, "https://example.com/pool", Endpoint, "more than a host"},
		"a query":                        {Endpoint, "https://example.com?a=hidden", Endpoint, "more than a host"},
	} {
		t.Run(name, func(t *testing.T) {
			problems := complete().With(c.key, c.text).Problems()
			if c.at == "" {
				if len(problems) > 0 {
					t.Error(problems)
				}
				return
			}
			if len(problems) != 1 {
				t.Fatal(problems)
			}
			p := problems[0]
			if p.Key != c.at || !strings.Contains(p.Sentence, c.says) || p.NextStep == "" {
				t.Errorf("%+v", p)
			}
			if strings.Contains(p.Sentence+p.NextStep, "hidden") {
				t.Errorf("a secret stands in %+v", p)
			}
		})
	}
}

// What is missing is named all at once.
func TestProblemsOfAnEndpointAlone(t *testing.T) {
	problems := Settings{}.With(Endpoint, "http://127.0.0.1:9229").Problems()
	if len(problems) != 2 || problems[0].Key != Region || problems[1].Key != ClientID {
		t.Error(problems)
	}
}

// Regions as AWS names them, in every partition.
func TestRegionForms(t *testing.T) {
	for _, region := range []string{"us-east-1", "ap-southeast-5", "us-gov-west-1", "cn-north-1", "us-isob-east-1", "eusc-de-east-1",
		"mx-central-1"} {
		if problems := (Settings{}).With(ClientID, "client").With(Region, region).Problems(); len(problems) > 0 {
			t.Errorf("%s: %v", region, problems)
		}
	}
}
