//! What the door says to people who come in over SSH, before they have a seat.

macro_rules! door {
    ($($known:tt)*) => { catalogue! { $($known)*
        DoorWelcome = "Welcome to Upturn.";
        DoorCodeIsShown = "The join code is on the screen. Were you here before? Then type your return code.";
        DoorCodePrompt = "Code: ";
        DoorCodeWrong = "That code does not open this door. Please look again: {0} more {0?try|tries}.";
        DoorCodeTooOften = "Too many wrong codes. Please ask whoever leads for the code, and connect again.";
        DoorCodePaused = "Many wrong codes came in, so no code is taken just now. Please connect again in {0} {0?second|seconds}.";
        DoorNameIsAsked = "What should the others call you? Enter alone takes the name in brackets.";
        DoorNamePrompt = "Your name [{0}]: ";
        DoorNamePromptBare = "Your name: ";
        DoorIsClosed = "The door is closed just now. Please ask whoever leads to open it, and connect again.";
        DoorIsFull = "Every place is taken. Please try again later, or sit with somebody who is in.";
        DoorGuest = "Guest";
        // What is not a seat.
        DoorHelp = "This is Upturn, not a shell. `ssh -t` gives you a seat with a screen, `ssh -T` one with plain lines for a screen reader.\nCommands: help, fingerprint.";
        DoorFingerprint = "The host key (Ed25519) of this door: {0}";
        DoorNoCommands = "This is Upturn, not a shell: connect without a command to take your seat, or with `help` to read more.";
        // The last line on a terminal.
        DoorSeatFailed = "Something went wrong at this seat. What was saved is safe: connect again and go on.";
        DoorElsewhere = "You came in from another terminal, so this one was let go.";
        DoorShownOut = "Whoever leads has ended your seat.";
        DoorTakenDown = "Whoever holds the session has closed it, so it is no longer shared. What was saved is safe.";
    } };
}
