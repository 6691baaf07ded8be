package redact

import "strings"

// slots are the places of a text that differ.
var slots = map[string]slot{
	"{trigger}":   {form: triggers},
	"{flow}":      oneOf(flows),
	"{challenge}": oneOf(challenges),
	"{factor}":    oneOf(factors),
	"{status}":    oneOf(statuses),
	"{address}":   {form: `[Ee]mail(?: address)?|phone_number|[Pp]hone [Nn]umber|[Pp]hone|preferred_username|username`},
	"{policy}":    {form: policy},
	"{member}":    {form: `[A-Za-z_]{1,40}`, check: func(_ *messages, text string) bool { return IsPath(text) }},
	"{n}":         {form: `[0-9]{1,7}`},
	"{attribute}": {form: `[\w:.-]{1,80}`, check: isNamed},
	"{schema}":    {form: schema, check: isSchema},
	"{name}":      open(`[^\s'";{}]{1,128}`),
	"{arn}":       {form: `\*|arn:aws[a-z-]{0,12}:[a-z0-9-]{1,30}:[a-z0-9-]{0,20}:(?:[0-9]{12})?:[\w+=,.@/:*-]{1,220}`, check: isARN},
	"{action}":    {form: `[a-z-]{2,20}:[A-Z][A-Za-z]{2,40}`},
	"{exception}": {form: `[A-Z][A-Za-z]{2,60}Exception`},
	"{policies}":  {form: ` because no (?:identity|resource|session)-based policy allows the [a-z-]{2,20}:[A-Za-z]{3,40} action| with an explicit deny in an? [a-z-]{3,40} policy|`},
}

// The service's words.
const (
	triggers = `PreSignUp|PostConfirmation|PreAuthentication|PostAuthentication|CustomMessage|DefineAuthChallenge|CreateAuthChallenge|` +
		`VerifyAuthChallengeResponse|UserMigration|PreTokenGeneration|CustomEmailSender|CustomSMSSender|InboundFederation`
	flows = `ADMIN_USER_PASSWORD_AUTH ADMIN_NO_SRP_AUTH USER_PASSWORD_AUTH USER_SRP_AUTH USER_AUTH CUSTOM_AUTH REFRESH_TOKEN_AUTH REFRESH_TOKEN`

	challenges = `SMS_MFA EMAIL_OTP SOFTWARE_TOKEN_MFA SELECT_MFA_TYPE MFA_SETUP PASSWORD_VERIFIER CUSTOM_CHALLENGE SELECT_CHALLENGE ` +
		`DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER ADMIN_NO_SRP_AUTH NEW_PASSWORD_REQUIRED SMS_OTP PASSWORD WEB_AUTHN PASSWORD_SRP`
	statuses = `UNCONFIRMED CONFIRMED ARCHIVED COMPROMISED UNKNOWN RESET_REQUIRED FORCE_CHANGE_PASSWORD EXTERNAL_PROVIDER`
	words    = flows + ` ` + challenges + ` RESEND SUPPRESS SMS EMAIL remembered not_remembered valid invalid `

	policy = `Password not long enough|Password must have (?:uppercase|lowercase|numeric|symbol) characters|` +
		`Password must (?:be|have) at least [0-9]{1,3} characters(?: long)?|Password must not (?:begin|start|end) with a space`
	schema = `[\w:.-]{1,80}: (?:The attribute (?:[\w:.-]{1,80} )?is required|The attribute value must be a number|` +
		`The attribute value must be true or false|String must be (?:exactly [0-9]{1,4} characters long|a date)|` +
		`Attribute does not exist in the schema\.?|Attribute cannot be updated\.?)`
)

// isARN judges an ARN, which AWS made: it is compared where there is something to
// compare it with.
func isARN(m *messages, text string) bool { return m.blind || !m.repeats(text) }

// isSchema judges the attributes that a complaint of the schema names.
func isSchema(m *messages, text string) bool {
	name, rest, _ := strings.Cut(text, ": ")
	if named, ok := strings.CutPrefix(rest, "The attribute "); ok {
		if second, ok := strings.CutSuffix(named, " is required"); ok && second != "" && !isNamed(m, second) {
			return false
		}
	}
	return isNamed(m, name)
}

// serviceTexts are the messages of the service, as its guide, recordings of it and
// the embedded pool have them, one a line. A full stop at the end makes no
// difference.
const serviceTexts = `
	Incorrect username or password
	Password attempts exceeded
	User is disabled
	User does not exist
	Username/client id combination not found
	User is not confirmed
	Password reset required for the user
	Temporary password has expired and must be reset by an administrator
	User account has expired, it must be reset by an administrator
	Request not allowed due to security reasons
	Unable to login because of security reasons
	Provided password cannot be used for security reasons
	Invalid verification code provided, please try again
	Invalid code provided, please request a code again
	Invalid code received for user
	Invalid code or auth state for the user
	Your software token has already been used once
	Attempt limit exceeded, please try after some time
	Exceeded daily email limit for the operation or the account
	Rate exceeded
	Cannot reset password for the user as there is no registered/verified email or phone_number
	User password cannot be reset in the current state
	Contact administrator to reset password
	User cannot be confirmed. Current status is {status}
	User is already confirmed
	Cannot resend codes. Auto verification not turned on
	Resend not possible. {name} status is not FORCE_CHANGE_PASSWORD
	SignUp is not permitted for this user pool

	User already exists
	User account already exists
	An account with the {address} already exists
	An account with the given {address} already exists
	Username cannot be of {address} format, since user pool is configured for {address} alias
	Username should be an {address}
	Username should be a {address}
	Username should be either an email or a phone number
	Invalid email address format
	Invalid phone number format
	A user without a password needs an email or a phone number
	{address} is required to verify/un-verify an email
	{address} is required to verify/un-verify a phone number
	No email provided but desired delivery medium was Email
	No phone number provided but desired delivery medium was SMS
	{attribute} can not be deleted: it is a user name
	preferred_username can not be set before the user is confirmed

	A client attempted to write unauthorized attribute
	Cannot modify an already provided {attribute}
	Cannot modify the non-mutable attribute {attribute}
	Attributes did not conform to the schema: {schema}
	Attributes did not conform to the schema: Type for attribute {{attribute}} could not be determined
	{schema}
	Invalid attributes given, {attribute} is missing
	One or more requested attributes do not exist
	Only email and phone_number can be verified
	User does not have the attribute {attribute}
	Password did not conform with policy: {policy}
	Password did not conform with password policy: {policy}
	Password does not conform to policy: {policy}
	Password has previously been used

	Client {name} is configured for secret but secret was not received
	Client {name} is configured with secret but SECRET_HASH was not received
	SecretHash does not match for the client: {name}
	Unable to verify secret for client {name}
	Unable to verify secret hash for client {name}
	User pool {name} does not exist
	User pool client {name} does not exist
	{flow} flow not enabled for this client
	{flow} is not enabled for the client
	Auth flow not enabled for this client
	Initiate Auth method not supported
	Custom auth lambda trigger is not configured for the user pool
	{trigger} invocation failed due to error Unhandled
	{trigger} returned an invalid challenge {challenge}
	{trigger} failed with error refused by the trigger
	Invalid lambda function output : Invalid JSON
	Unrecognizable lambda output

	Access Token does not have required scopes
	Access Token has been revoked
	Access Token has expired
	Invalid Access Token
	Invalid Refresh Token
	Refresh Token has been revoked
	Refresh Token has expired
	Refresh Token has been used already
	Only refresh tokens can be revoked
	Token revocation is not enabled for this client
	Invalid session for the user, session can only be used once
	Invalid session for the user, session is expired
	Invalid session for the user
	Exactly one of AccessToken and Session must be given

	Missing required parameter {member}
	Invalid parameter
	Invalid pagination token
	Invalid search attribute: {attribute}
	Error while parsing filter
	{member} has the wrong type
	The request body is not a JSON object
	The request body is too large
	Too many large requests are being read. Try again
	The requested operation is not known
	Internal error
	PASSWORD_CLAIM_SECRET_BLOCK is not base64
	TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english

	{challenge} is not a valid challenge for this operation
	{factor} can't be disabled where MFA is required
	{factor} must be enabled to be the preferred MFA
	{factor} is not available for the user
	Only one MFA can be set as preferred
	Selected MFA type is not available for the user
	Selected challenge is not available for the user
	User does not have delivery config set to turn on {factor}
	User has not verified software token mfa
	Software Token MFA does not exist for the user
	Software Token MFA has not been enabled by the userPool
	Code mismatch and fail enable Software Token MFA
	MFA is required and the user pool has no MFA method enabled
	No MFA method is available for the user
	The verification code could not be delivered

	Device already exists
	Device does not exist
	Device tracking is not enabled for the user pool
	Invalid device key given
	Invalid device secret verifier given
	The passkey could not be verified
	The passkey credential does not exist
	WebAuthn is not enabled for this user pool
	The user pool has neither a relying party ID nor a domain
	Threat protection is not enabled for the user pool
	A group with the name already exists
	Group not found
	The user pool can't have more than {n} groups
	User can't be in more than {n} groups
	The local pool was asked to answer {exception}

	Request not allowed due to WAF block
	User: {arn} is not authorized to perform: {action} on resource: {arn}{policies}
	User is not authorized to perform: {action}
	Missing Authentication Token
	The security token included in the request is invalid
	The security token included in the request is expired
	Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters
	Credential should be scoped to a valid region, not '{name}'
	Credential should be scoped to correct service: '{name}'
	Credential should end with 'aws4_request'
	MultiFactorAuthentication failed with invalid MFA one time pass code
	MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code
	The requested DurationSeconds exceeds the MaxSessionDuration set for this role
	Session token not found or invalid
	No access
`
