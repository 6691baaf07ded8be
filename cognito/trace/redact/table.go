package redact

import (
	"strings"
	"sync"
)

// rule is what becomes of a member.
type rule struct {
	way  way
	what string // of what is hidden: what to call it
}

type way int

const (
	unnamed    way = iota // not in the table: hidden, and its name too
	show                  // shown; what is within is judged member by member
	hide                  // hidden whatever it is, named by what
	measure               // hidden, named by what and its length
	leaves                // its shape is shown, none of its values or names
	attributes            // a list of Name and Value, shown for the attributes that are known
	factor                // shown where it is a factor's name that was asked for
)

// table is the one list of what may be shown, and of what is known to be hidden.
// A key is a member's name, or "Parent.Name" where the same name means different
// things; that is looked up first. The parent of a list's items is the list.
var table = sync.OnceValue(func() map[string]rule {
	t := map[string]rule{
		// Lists and maps of a person's data.
		"UserAttributes": {way: attributes}, "Attributes": {way: attributes}, "DeviceAttributes": {way: attributes},
		"ClientMetadata": {leaves, "client metadata"}, "ValidationData": {leaves, "validation data"},
		"UserPoolTags": {leaves, "tag"},

		// Tokens: kind and length.
		"AccessToken": {measure, "access token"}, "IdToken": {measure, "ID token"},
		"RefreshToken": {measure, "refresh token"}, "Token": {measure, "refresh token"},
		"NextToken": {measure, "page token"}, "PaginationToken": {measure, "page token"},

		// Secrets.
		"Password": {hide, "password"}, "PreviousPassword": {hide, "password"}, "ProposedPassword": {hide, "new password"},
		"TemporaryPassword": {hide, "temporary password"},
		"SecretHash":        {hide, "secret hash"}, "ClientSecret": {hide, "client secret"},
		"Session":          {hide, "session"},
		"ConfirmationCode": {hide, "code"}, "UserCode": {hide, "code"}, "Code": {hide, "code"},
		"SecretCode":       {hide, "authenticator secret"},
		"PasswordVerifier": {hide, "device verifier"}, "Salt": {hide, "salt"}, "DeviceGroupKey": {hide, "device group key"},
		"EncodedData": {hide, "fingerprint of the device"}, "HeaderValue": {hide, "header"},
		"Credential": {hide, "passkey"}, "CredentialCreationOptions": {hide, "passkey options"},
		"ExternalId": {hide, "external id"},
	}
	// Where a name that is hidden elsewhere means something harmless.
	for _, name := range []string{"AccessToken", "IdToken", "RefreshToken"} {
		t["TokenValidityUnits."+name] = rule{way: show} // "minutes"
	}
	// "Name" is shown only where it isn't a stranger's.
	for _, parent := range []string{"UserPool", "UserPools", "SchemaAttributes", "RecoveryMechanisms"} {
		t[parent+".Name"] = rule{way: show}
	}
	for _, name := range strings.Fields(shown) {
		t[name] = rule{way: show}
	}
	for _, parent := range []string{"AuthParameters", "ChallengeResponses", "ChallengeParameters"} {
		t[parent] = rule{way: show}
		for key, r := range keys {
			t[parent+"."+key] = r
		}
	}
	t["ChallengeResponses.ANSWER"] = rule{factor, "answer"}
	return t
})

// shown are the members that may be shown wherever they stand.
const shown = `
	__type message Message code reasonCode

	Username UserSub UserStatus UserConfirmed UserConfirmationNecessary UserCreateDate UserLastModifiedDate Enabled
	Users User UserAttributeNames AttributesToGet Filter Limit MaxResults MFAOptions AttributeName DeliveryMedium
	UserMFASettingList PreferredMfaSetting ConfiguredUserAuthFactors MessageAction DesiredDeliveryMediums
	ForceAliasCreation Permanent

	ClientId ClientName UserPoolId UserPool UserPools UserPoolClient UserPoolClients
	AuthFlow ChallengeName AvailableChallenges AuthenticationResult ExpiresIn TokenType NewDeviceMetadata
	CodeDeliveryDetails CodeDeliveryDetailsList Destination
	AnalyticsMetadata AnalyticsEndpointId UserContextData ContextData IpAddress ServerName ServerPath HttpHeaders HeaderName

	SMSMfaSettings SoftwareTokenMfaSettings EmailMfaSettings WebAuthnMfaSettings PreferredMfa
	Status FriendlyDeviceName
	Device Devices DeviceKey DeviceName DeviceRememberedStatus DeviceCreateDate DeviceLastAuthenticatedDate
	DeviceLastModifiedDate DeviceSecretVerifierConfig
	Credentials CredentialId FriendlyCredentialName RelyingPartyId AuthenticatorAttachment AuthenticatorTransports CreatedAt

	Groups Group GroupName Description Precedence RoleArn
	AuthEvents EventId EventType EventResponse EventRisk EventContextData EventFeedback RiskDecision RiskLevel
	CompromisedCredentialsDetected ChallengeResponse City Country Timezone FeedbackValue FeedbackDate Provider

	AccessTokenValidity IdTokenValidity RefreshTokenValidity TokenValidityUnits AuthSessionValidity
	AllowedOAuthFlows AllowedOAuthFlowsUserPoolClient AllowedOAuthScopes AnalyticsConfiguration ApplicationArn ApplicationId
	UserDataShared CallbackURLs LogoutURLs DefaultRedirectURI CreationDate LastModifiedDate
	EnablePropagateAdditionalUserContextData EnableTokenRevocation ExplicitAuthFlows PreventUserExistenceErrors
	ReadAttributes WriteAttributes RefreshTokenRotation Feature RetryGracePeriodSeconds SupportedIdentityProviders

	Id Arn Domain CustomDomain AccountRecoverySetting RecoveryMechanisms Priority AdminCreateUserConfig
	AllowAdminCreateUserOnly UnusedAccountValidityDays InviteMessageTemplate SMSMessage EmailMessage EmailSubject
	AliasAttributes AutoVerifiedAttributes UsernameAttributes UsernameConfiguration CaseSensitive DeletionProtection
	DeviceConfiguration ChallengeRequiredOnNewDevice DeviceOnlyRememberedOnUserPrompt
	EmailConfiguration ConfigurationSet EmailSendingAccount From ReplyToEmailAddress SourceArn EmailConfigurationFailure
	EmailVerificationMessage EmailVerificationSubject EstimatedNumberOfUsers
	IssuerConfiguration Type KeyConfiguration KeyType KmsKeyArn
	LambdaConfig CreateAuthChallenge CustomEmailSender CustomMessage CustomSMSSender DefineAuthChallenge InboundFederation
	KMSKeyID LambdaArn LambdaVersion PostAuthentication PostConfirmation PreAuthentication PreSignUp PreTokenGeneration
	PreTokenGenerationConfig UserMigration VerifyAuthChallengeResponse
	MfaConfiguration Policies PasswordPolicy MinimumLength PasswordHistorySize RequireLowercase RequireNumbers
	RequireSymbols RequireUppercase TemporaryPasswordValidityDays SignInPolicy AllowedFirstAuthFactors
	SchemaAttributes AttributeDataType DeveloperOnlyAttribute Mutable Required NumberAttributeConstraints MaxValue MinValue
	StringAttributeConstraints MaxLength MinLength
	SmsAuthenticationMessage SmsConfiguration SnsCallerArn SnsRegion SmsConfigurationFailure SmsVerificationMessage
	EumsSms CallerArn ConfigurationSetName InEntityId InTemplateId OriginationIdentity Region
	UserAttributeUpdateSettings AttributesRequireVerificationBeforeUpdate
	UserPoolAddOns AdvancedSecurityMode AdvancedSecurityAdditionalFlows CustomAuthMode UserPoolTier
	VerificationMessageTemplate DefaultEmailOption EmailMessageByLink EmailSubjectByLink SmsMessage ReplicaRegions
	SmsMfaConfiguration SoftwareTokenMfaConfiguration EmailMfaConfiguration Subject WebAuthnConfiguration
	UserVerification FactorConfiguration
`

// keys are those of AuthParameters, ChallengeResponses and ChallengeParameters.
// Source: API reference, InitiateAuth and RespondToAuthChallenge.
var keys = map[string]rule{
	"USERNAME": {way: show}, "USER_ID_FOR_SRP": {way: show}, "PREFERRED_CHALLENGE": {way: show},
	"CHALLENGE_NAME": {way: show}, "TIMESTAMP": {way: show}, "DEVICE_KEY": {way: show}, "EMAIL": {way: show},
	"CODE_DELIVERY_DELIVERY_MEDIUM": {way: show}, "CODE_DELIVERY_DESTINATION": {way: show},
	"FRIENDLY_DEVICE_NAME": {way: show},
	"MFAS_CAN_CHOOSE":      {way: show}, "MFAS_CAN_SETUP": {way: show}, "requiredAttributes": {way: show},

	"PASSWORD": {hide, "password"}, "NEW_PASSWORD": {hide, "new password"},
	"SECRET_HASH": {hide, "secret hash"}, "REFRESH_TOKEN": {measure, "refresh token"},
	"SRP_A": {hide, "SRP value"}, "SRP_B": {hide, "SRP value"}, "SALT": {hide, "salt"}, "SECRET_BLOCK": {hide, "secret block"},
	"PASSWORD_CLAIM_SIGNATURE": {hide, "proof of the password"}, "PASSWORD_CLAIM_SECRET_BLOCK": {hide, "secret block"},
	"SMS_MFA_CODE": {hide, "code"}, "SMS_OTP_CODE": {hide, "code"}, "EMAIL_OTP_CODE": {hide, "code"},
	"SOFTWARE_TOKEN_MFA_CODE": {hide, "code"}, "ANSWER": {hide, "answer"}, "DEVICE_GROUP_KEY": {hide, "device group key"},
	"CREDENTIAL": {hide, "passkey"}, "CREDENTIAL_REQUEST_OPTIONS": {hide, "passkey options"},
	"userAttributes": {hide, "attributes as JSON text"},
}

// factors are the names that an answer to selecting may hold.
const factors = " SMS_MFA SOFTWARE_TOKEN_MFA EMAIL_OTP EMAIL_MFA SMS_OTP PASSWORD PASSWORD_SRP WEB_AUTHN "

// known are the attributes whose values are shown: those of every pool and every
// device. What a custom attribute holds is anybody's guess, so it is hidden.
// Source: developer guide, "Working with user attributes".
const known = ` sub address birthdate email email_verified family_name gender given_name locale middle_name name nickname
	phone_number phone_number_verified picture preferred_username profile updated_at website zoneinfo identities
	cognito:user_status cognito:mfa_enabled cognito:username device_status device_name last_ip_used `

// ruleOf is what becomes of a member below parent.
func ruleOf(parent, name string) rule {
	if r, ok := table()[parent+"."+name]; ok {
		return r
	}
	return table()[name]
}

// isWord tells whether a text is one of a list's, which has blanks around each.
func isWord(list, text string) bool {
	for word := range strings.FieldsSeq(list) {
		if word == text {
			return true
		}
	}
	return false
}
