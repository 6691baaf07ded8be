package cognito

import (
	"maps"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

func TestPoolRules(t *testing.T) {
	p := poolOf(&types.UserPoolType{
		AccountRecoverySetting: &types.AccountRecoverySettingType{RecoveryMechanisms: []types.RecoveryOptionType{
			{Name: "verified_phone_number", Priority: aws.Int32(2)}, {Name: "verified_email", Priority: aws.Int32(1)}}},
		EmailConfiguration:    &types.EmailConfigurationType{EmailSendingAccount: types.EmailSendingAccountTypeDeveloper},
		AdminCreateUserConfig: &types.AdminCreateUserConfigType{AllowAdminCreateUserOnly: true},
		UsernameConfiguration: &types.UsernameConfigurationType{CaseSensitive: aws.Bool(false)},
		Policies:              &types.UserPoolPolicyType{PasswordPolicy: &types.PasswordPolicyType{TemporaryPasswordValidityDays: 3}},
		LambdaConfig: &types.LambdaConfigType{PreSignUp: aws.String("arn:a"), KMSKeyID: aws.String("arn:key"),
			PreTokenGenerationConfig: &types.PreTokenGenerationVersionConfigType{LambdaArn: aws.String("arn:b")},
			CustomEmailSender:        &types.CustomEmailLambdaVersionConfigType{LambdaArn: aws.String("arn:c")},
			CustomSMSSender:          &types.CustomSMSLambdaVersionConfigType{LambdaArn: aws.String("arn:d")}},
	})
	if !slices.Equal(p.Recovery, []string{"verified_email", "verified_phone_number"}) || p.EmailSender != "DEVELOPER" ||
		!p.AdminCreateOnly || p.CaseSensitive || p.TemporaryDays != 3 {
		t.Errorf("got %+v", p)
	}
	want := map[string]string{"PreSignUp": "arn:a", "PreTokenGenerationConfig": "arn:b", "CustomEmailSender": "arn:c", "CustomSMSSender": "arn:d"}
	if !maps.Equal(p.Triggers, want) {
		t.Errorf("triggers %v, want %v", p.Triggers, want)
	}
	silent := poolOf(&types.UserPoolType{})
	if silent.EmailSender != "COGNITO_DEFAULT" || !silent.CaseSensitive || silent.TemporaryDays != 7 || silent.AdminCreateOnly || len(silent.Triggers) != 0 {
		t.Errorf("a pool that says nothing: %+v", silent)
	}
	if !appClientOf(&types.UserPoolClientType{PreventUserExistenceErrors: "ENABLED"}).HidesMissing || appClientOf(&types.UserPoolClientType{}).HidesMissing {
		t.Error("whether missing users are hidden")
	}
}
