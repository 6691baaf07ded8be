package localpool

import (
	"slices"
	"time"
)

type poolSummary struct {
	Id               string
	Name             string
	LambdaConfig     struct{}
	CreationDate     float64
	LastModifiedDate float64
}

func listUserPools(c *call) (any, error) {
	list, next, err := page(c, c.state.order, func(p *pool) string { return p.ID }, c.in.number("MaxResults"), "NextToken", "")
	if err != nil {
		return nil, err
	}
	answer := struct {
		UserPools []poolSummary
		NextToken string `json:",omitempty"`
	}{UserPools: []poolSummary{}, NextToken: next}
	for _, p := range list {
		answer.UserPools = append(answer.UserPools, poolSummary{
			Id: p.ID, Name: p.Name, CreationDate: seconds(p.created), LastModifiedDate: seconds(p.created)})
	}
	return answer, nil
}

type clientSummary struct{ ClientId, ClientName, UserPoolId string }

func listUserPoolClients(c *call) (any, error) {
	list, next, err := page(c, c.pool.clients, func(x *client) string { return x.ID }, c.in.number("MaxResults"), "NextToken", "")
	if err != nil {
		return nil, err
	}
	answer := struct {
		UserPoolClients []clientSummary
		NextToken       string `json:",omitempty"`
	}{UserPoolClients: []clientSummary{}, NextToken: next}
	for _, x := range list {
		answer.UserPoolClients = append(answer.UserPoolClients, clientSummary{x.ID, x.Name, c.pool.ID})
	}
	return answer, nil
}

// object is for the large answers of which only a part is modelled here.
type object map[string]any

func describeUserPool(c *call) (any, error) {
	p := c.pool
	p.mu.Lock()
	count := len(p.users)
	p.mu.Unlock()
	pool := object{
		"Id": p.ID, "Name": p.Name, "Arn": "arn:aws:cognito-idp:" + c.s.config.Region + ":000000000000:userpool/" + p.ID,
		"CreationDate": seconds(p.created), "LastModifiedDate": seconds(p.created),
		"Policies":               p.describePolicies(),
		"SchemaAttributes":       p.describeSchema(),
		"LambdaConfig":           p.describeTriggers(c.s.config.Region),
		"MfaConfiguration":       p.mfaConfiguration(),
		"EstimatedNumberOfUsers": count,
		"UserPoolTier":           p.tier(),
		"UserPoolAddOns":         object{"AdvancedSecurityMode": p.threatProtection()},
		"DeletionProtection":     "INACTIVE",
		"EmailConfiguration":     object{"EmailSendingAccount": p.emailSender()},
		"AdminCreateUserConfig": object{"AllowAdminCreateUserOnly": p.AdminCreateOnly,
			"UnusedAccountValidityDays": p.Policy.TemporaryDays},
		"UsernameConfiguration":  object{"CaseSensitive": !p.CaseInsensitive},
		"AccountRecoverySetting": object{"RecoveryMechanisms": p.describeRecovery()},
		"UserAttributeUpdateSettings": object{
			"AttributesRequireVerificationBeforeUpdate": append([]string{}, p.VerifyFirst...)},
	}
	if p.Devices != "" {
		pool["DeviceConfiguration"] = object{
			"ChallengeRequiredOnNewDevice": p.DeviceSkipsMFA, "DeviceOnlyRememberedOnUserPrompt": p.Devices == "ask",
		}
	}
	optional(pool, "AutoVerifiedAttributes", p.AutoVerified)
	optional(pool, "AliasAttributes", p.AliasAttributes)
	optional(pool, "UsernameAttributes", p.UsernameAttributes)
	return object{"UserPool": pool}, nil
}

func (p *pool) describePolicies() object {
	first := p.FirstFactors
	if len(first) == 0 {
		first = []string{"PASSWORD"}
	}
	return object{
		"PasswordPolicy": object{
			"MinimumLength": p.Policy.MinimumLength, "RequireUppercase": p.Policy.Upper,
			"RequireLowercase": p.Policy.Lower, "RequireNumbers": p.Policy.Digit,
			"RequireSymbols": p.Policy.Symbol, "TemporaryPasswordValidityDays": p.Policy.TemporaryDays,
			"PasswordHistorySize": p.Policy.History,
		},
		"SignInPolicy": object{"AllowedFirstAuthFactors": first},
	}
}

// describeTriggers names the functions that a custom challenge stands for.
func (p *pool) describeTriggers(region string) object {
	triggers := object{}
	if p.Custom == nil {
		return triggers
	}
	for _, name := range []string{"DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"} {
		triggers[name] = "arn:aws:lambda:" + region + ":000000000000:function:local-" + name
	}
	return triggers
}

// threatProtection is the pool's AdvancedSecurityMode.
func (p *pool) threatProtection() string {
	if p.ThreatProtection == "" {
		return "OFF"
	}
	return p.ThreatProtection
}

// tier is the pool's feature plan. Threat protection belongs to PLUS.
// Source: AWS developer guide, "User pool feature plans".
func (p *pool) tier() string {
	switch {
	case p.Tier != "":
		return p.Tier
	case p.threatProtection() != "OFF":
		return "PLUS"
	default:
		return "ESSENTIALS"
	}
}

func (p *pool) mfaConfiguration() string {
	if p.MFA == "" {
		return "OFF"
	}
	return p.MFA
}

// emailSender is the pool's own SES identity where email MFA needs one.
func (p *pool) emailSender() string {
	if p.EmailMFA {
		return "DEVELOPER"
	}
	return "COGNITO_DEFAULT"
}

// optional adds a list only if it has something in it.
func optional(o object, name string, list []string) {
	if len(list) > 0 {
		o[name] = list
	}
}

func (p *pool) describeSchema() []object {
	list := []object{}
	for _, e := range p.schema {
		if e.name == "identities" {
			continue // exists only where users come from other providers
		}
		list = append(list, object{
			"Name": e.name, "AttributeDataType": e.kind, "Required": e.required || e.name == "sub",
			"Mutable": !e.immutable, "DeveloperOnlyAttribute": false,
		})
	}
	slices.SortFunc(list, func(a, b object) int {
		if a["Name"].(string) < b["Name"].(string) {
			return -1
		}
		return 1
	})
	return list
}

func (p *pool) describeRecovery() []object {
	list := []object{}
	for i, name := range p.recoveryOrder() {
		list = append(list, object{"Name": name, "Priority": i + 1})
	}
	return list
}

func describeUserPoolClient(c *call) (any, error) {
	x := c.client
	existence := "LEGACY"
	if x.HideMissingUsers {
		existence = "ENABLED"
	}
	answer := object{
		"UserPoolId": c.pool.ID, "ClientId": x.ID, "ClientName": x.Name,
		"CreationDate": seconds(c.pool.created), "LastModifiedDate": seconds(c.pool.created),
		"PreventUserExistenceErrors": existence, "EnableTokenRevocation": !x.NoRevocation,
		"AuthSessionValidity":             int(x.AuthSession / time.Minute),
		"AccessTokenValidity":             int(x.AccessValidity / time.Second),
		"IdTokenValidity":                 int(x.IDValidity / time.Second),
		"RefreshTokenValidity":            int(x.RefreshValidity / time.Second),
		"TokenValidityUnits":              object{"AccessToken": "seconds", "IdToken": "seconds", "RefreshToken": "seconds"},
		"AllowedOAuthFlowsUserPoolClient": false,
	}
	if x.Rotation {
		answer["RefreshTokenRotation"] = object{
			"Feature": "ENABLED", "RetryGracePeriodSeconds": int(x.RotationGrace / time.Second)}
	}
	if x.Secret != "" {
		answer["ClientSecret"] = x.Secret
	}
	optional(answer, "ExplicitAuthFlows", x.Flows)
	optional(answer, "ReadAttributes", x.Read)
	optional(answer, "WriteAttributes", x.Write)
	return object{"UserPoolClient": answer}, nil
}
