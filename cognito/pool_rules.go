package cognito

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// defaultTemporaryDays is TemporaryPasswordValidityDays where a pool says nothing
// or 0 (API reference, PasswordPolicyType).
const defaultTemporaryDays = 7

// administer reads what explains refusals: recovery, messages, triggers.
func (p *Pool) administer(t *types.UserPoolType) {
	p.TemporaryDays = defaultTemporaryDays
	if t.Policies != nil && t.Policies.PasswordPolicy != nil {
		p.TemporaryDays = cmp.Or(int(t.Policies.PasswordPolicy.TemporaryPasswordValidityDays), defaultTemporaryDays)
	}
	if r := t.AccountRecoverySetting; r != nil {
		ways := slices.Clone(r.RecoveryMechanisms)
		slices.SortStableFunc(ways, func(a, b types.RecoveryOptionType) int {
			return cmp.Compare(aws.ToInt32(a.Priority), aws.ToInt32(b.Priority))
		})
		for _, way := range ways {
			p.Recovery = append(p.Recovery, string(way.Name))
		}
	}
	p.EmailSender = "COGNITO_DEFAULT"
	if e := t.EmailConfiguration; e != nil && e.EmailSendingAccount != "" {
		p.EmailSender = string(e.EmailSendingAccount)
	}
	if c := t.AdminCreateUserConfig; c != nil {
		p.AdminCreateOnly = c.AllowAdminCreateUserOnly
	}
	// A pool that says nothing is case-sensitive (API reference,
	// UsernameConfigurationType).
	p.CaseSensitive = t.UsernameConfiguration == nil || aws.ToBool(t.UsernameConfiguration.CaseSensitive)
	p.Triggers = triggersOf(t.LambdaConfig)
	p.EstimatedUsers = int(t.EstimatedNumberOfUsers)
	p.Tier = string(t.UserPoolTier)
	if t.UserPoolAddOns != nil {
		p.ThreatProtection = string(t.UserPoolAddOns.AdvancedSecurityMode)
	}
}

// triggersOf lists the members of LambdaConfig that hold an ARN, by their names.
func triggersOf(c *types.LambdaConfigType) map[string]string {
	found := map[string]string{}
	if c == nil {
		return found
	}
	v := reflect.ValueOf(*c)
	for i := range v.NumField() {
		if !v.Type().Field(i).IsExported() {
			continue
		}
		arn := ""
		switch member := v.Field(i).Interface().(type) {
		case *string:
			arn = aws.ToString(member)
		case *types.PreTokenGenerationVersionConfigType:
			if member != nil {
				arn = aws.ToString(member.LambdaArn)
			}
		case *types.CustomEmailLambdaVersionConfigType:
			if member != nil {
				arn = aws.ToString(member.LambdaArn)
			}
		case *types.CustomSMSLambdaVersionConfigType:
			if member != nil {
				arn = aws.ToString(member.LambdaArn)
			}
		}
		if name := v.Type().Field(i).Name; arn != "" && name != "KMSKeyID" {
			found[name] = arn
		}
	}
	return found
}
