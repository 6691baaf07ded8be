package cognito

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"

	"cognito-tui/cognito/lazy"
	"cognito-tui/cognito/token"
	"cognito-tui/cognito/trace"
)

// opKeys names the fetching of keys in an Error; it is no operation of the API.
const opKeys = "JWKS"

// maxJWKS bounds a list of keys, in bytes; a pool's has two, of 500 bytes each.
const maxJWKS = 256 << 10

// poolForm keeps a pool id from becoming another path (API reference,
// UserPoolIdType).
var poolForm = lazy.New(`^[\w-]+_[0-9a-zA-Z]+$`)

// JWKS fetches the public keys of Config.UserPoolID. It is sent once.
func (c *Client) JWKS(ctx context.Context) (*token.Keys, error) {
	return c.JWKSOf(ctx, c.config.UserPoolID)
}

// JWKSOf fetches the public keys of a pool from the endpoint or, where none is
// set, from the service in the Region of the pool's id. It is sent once. NoSuchPool
// means that there are no keys at that address.
func (c *Client) JWKSOf(ctx context.Context, pool string) (*token.Keys, error) {
	address, err := c.keysAddress(pool)
	if err != nil {
		return nil, &Error{Op: opKeys, Kind: BadSettings, Err: err}
	}
	ctx, cancel := context.WithTimeout(trace.About(ctx, opKeys), c.config.Timeout)
	defer cancel()
	ctx, progress := withProgress(ctx)
	body, status, err := c.get(ctx, address)
	e := &Error{Op: opKeys, Status: status, Attempts: int(progress.attempts.Load()), Err: err}
	if err == nil && status == http.StatusOK {
		keys, err := token.ParseKeys(body)
		if err == nil {
			return keys, nil
		}
		e.Err = err
	}
	e.Kind = keysKind(ctx, status, err)
	return nil, e
}

// keysKind is why there are no keys.
func keysKind(ctx context.Context, status int, err error) Kind {
	switch {
	case err != nil && ctx.Err() != nil:
		return transportKind(ctx.Err())
	case err != nil && transportKind(err) != Unknown:
		return transportKind(err)
	case status == http.StatusNotFound || status == http.StatusBadRequest:
		return NoSuchPool
	case status == http.StatusTooManyRequests:
		return Throttled
	case status >= http.StatusInternalServerError:
		return ServiceFault
	}
	return NotTheProtocol
}

func (c *Client) get(ctx context.Context, address string) (body []byte, status int, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, 0, err
	}
	request.Header.Set("Accept", "application/json")
	answer, err := c.http.Do(request)
	if err != nil {
		return nil, 0, err
	}
	defer answer.Body.Close()
	body, err = io.ReadAll(io.LimitReader(answer.Body, maxJWKS+1))
	if err == nil && len(body) > maxJWKS {
		err = errors.New("the list of keys is too long")
	}
	return body, answer.StatusCode, err
}

// keysAddress is where a pool's keys are, if the settings are good for that.
func (c *Client) keysAddress(pool string) (string, error) {
	switch {
	case pool == "":
		return "", errors.New("no user pool id")
	case !poolForm.MatchString(pool):
		return "", errors.New("the user pool id is not of the form us-east-1_AbC123")
	}
	if err := addressProblem(c.config); err != nil {
		return "", err
	}
	base := strings.TrimSuffix(c.config.Endpoint, "/")
	if base == "" {
		region, _, _ := strings.Cut(pool, "_")
		if !regionForm.MatchString(region) {
			return "", errors.New("the user pool id names no Region")
		}
		base = serviceAddress(region)
	}
	return base + "/" + pool + "/.well-known/jwks.json", nil
}

// Issuer is what a pool's tokens say as iss. It is empty for what is no pool id.
func Issuer(pool string) string {
	region, _, _ := strings.Cut(pool, "_")
	if !poolForm.MatchString(pool) || !regionForm.MatchString(region) {
		return ""
	}
	return serviceAddress(region) + "/" + pool
}

// serviceAddress is the service's own address in a Region.
func serviceAddress(region string) string {
	domain := "amazonaws.com"
	if strings.HasPrefix(region, "cn-") {
		domain = "amazonaws.com.cn"
	}
	return "https://cognito-idp." + region + "." + domain
}
