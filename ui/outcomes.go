package ui

import (
	"cognito-tui/cognito"
	"cognito-tui/cognito/bulk"
	"cognito-tui/cognito/remedy"
	"cognito-tui/cognito/settings"
	"cognito-tui/cognito/trace"
)

// Outcomes: how a screen ended. flow.go says which screen follows each.
type (
	back   struct{}                // esc
	goHome struct{ notice string } // to the start, saying what was done

	wantSignUp struct{ user string }
	wantCode   struct {
		user string
		send bool
	} // send: ask for a fresh code at once
	wantSignIn struct {
		user, password, notice string
		flow                   cognito.Flow // chosen for the user; Automatic for none
	}
	wantForgot struct{ user string }
	wayOn      struct { // of a refusal; flow.go says where each offer leads
		offer offer
		user  string
	}
	// wantConnection's filled, where there is one, are settings that the fields begin
	// with; nothing is connected to them yet.
	wantConnection struct{ filled *settings.Settings }
	wantSession    struct{}

	signedUp struct {
		user     string
		delivery cognito.Delivery
		session  string // for the confirmation
	}
	confirmed struct {
		user, notice string
		session      string // to sign in with, where the service gave one
	}
	resetStarted struct {
		user     string
		delivery cognito.Delivery
	}
	resetDone struct{ user string }
	stepped   struct { // a sign-in came to its next step
		d    *dialogue
		step cognito.Step
	}
	wantPassword struct { // the way chosen needs the password
		d    *dialogue
		step cognito.Challenge
		name string
	}
	wantMFASetup struct { // the factor to set up was chosen
		d    *dialogue
		step cognito.MFASetup
		name string
	}
	signInOver struct { // the session of a sign-in is over
		d       *dialogue
		warning string
		err     *cognito.Error // what the warning is about; nil for none
	}
	deviceRemembered struct{ where string }
	wantAttributes   struct{}
	wantAttribute    struct { // the zero attribute: add one
		attribute cognito.Attribute
		mark      string // whether it is verified, in words
	}
	wantVerification struct {
		attribute string
		delivery  cognito.Delivery // zero where no code was sent
		changed   bool             // the code is for a new value
	}
	attributeDone      struct{ notice string } // back to the list
	wantPasswordChange struct{}
	passwordChanged    struct{}
	wantDeletion       struct{}
	wantTokens         struct{}
	wantTokenFile      struct{}
	wantForeignToken   struct{}
	lookAtToken        struct{ raw string }
	wantFactors        struct{} // of who is signed in
	wantAuthenticator  struct { // to set up or replace the app
		replaces  bool // there is one already
		preferred bool // it stays the preferred factor
	}
	wantPasskeys struct{}
	wantDevices  struct{}
	sessionEnded struct {
		user string
		note signInNote
	} // revoked, expired or signed out
	connected struct {
		conn   *Conn
		notice string
	}
	wantPools  struct{ conn *Conn } // the pools that it can read
	poolPicked struct {
		conn *Conn
		pool pickItem
	}
	wantKeeping struct{}                       // the connection under a name
	codeGiven   struct{}                       // to the call that waited for it
	wantMFACode struct{ request *codeRequest } // a call waits for it

	wantDeskUser struct { // a person of the support desk
		username string            // the pool's own name, or what was typed
		user     cognito.FoundUser // as the list told it; the zero FoundUser without one
	}
	wantRemedy struct { // what it does is shown before it does it
		id   remedy.ID
		of   *person
		pick string // the group or device that was chosen already
	}
	wantCreateUser     struct{ username string }
	userCreated        struct{ username string } // the card of the new one is looked at
	wantDeskDevices    struct{ of *person }
	wantDeskGroups     struct{ of *person }
	wantDeskAttributes struct{ of *person }
	wantDeskMore       struct{ of *person }
	wantDeskCopy       struct{ of *person }
	wantDeskDetails    struct{ of *person }

	showHelp     struct{} // of the screen it is asked for on
	showDetails  struct{ err *cognito.Error }
	showCalls    struct{}
	openCall     struct{ id int }          // one attempt of the list
	showCommand  struct{ of *trace.Entry } // as a command of the AWS CLI
	wantRepeat   struct{ of *trace.Entry }
	callRepeated struct{ id int }  // it is the attempt of this ID
	showWhy      struct{ refusal } // why something was refused
	showInbox    struct{}
	showLocal    struct{}
	pickFault    struct{ operation string } // empty: the operation is chosen first
	faultArmed   struct{}                   // back to the local pool, over the lists it was chosen from
	typeClock    struct{}
	wantDesk     struct{}
	wantMany     struct{ users []cognito.FoundUser } // something for all who are marked
	listChosen   struct{ list bulk.List }            // whom a job is for
	wantDryRun   struct {
		list   bulk.List
		remedy remedy.ID
		group  string // empty: it is chosen first, where the remedy needs one
	}
	planned   struct{ plan bulk.Plan } // the dry run was looked at
	jobBegun  struct{ job *bulk.Job }  // its journal is there; it runs now
	poolReset struct{}                 // the embedded pool began anew: nobody is signed in
)
