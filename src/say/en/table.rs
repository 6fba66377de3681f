//! What is said around a shared table: where words go, who leads, the door while another session is open.

macro_rules! table {
    ($($known:tt)*) => { catalogue! { $($known)*
        TitleNewInOr = "New card: {0}   {1} {2}";
        WordsCarried = "No choice begins so. Your words go on under “{0}”.";
        OffEntering = "Whoever leads does this, or a scribe who writes for the room.";
        YouLeadNow = "You lead now. {]=table.step-forward} goes on for all, {p=table.people}: people, {S=table.share}: door. Esc: read.";
        LeadIs = "{1} {0?leads|lead} now.";
        LeadIsBack = "You lead again.";
        NobodyLeads = "Nobody who leads is here ({0}). {p=table.people}, then {l=people.give-lead}, takes the lead back.";
        TitleSendAway = "Send {0} away?";
        SendAwayNo = "No, they stay";
        SendAwayYes = "Yes: the seat closes, codes change; {0}’s words stay, they can be let back";
        WasLetBack = "{0} may come back, by their own key or return code, or by the new code.";
        KeyShutDoors = "let nobody new in";
        OffNoOpenDoor = "No door is open.";
        HomeDoor = "The door of “{0}” is open, {1} {1?person|people} inside: {2}. {Ctrl-O=home.shut-doors} lets nobody new in.";
        HomeDoorShut = "{1} {1?person is|people are} still in “{0}”; nobody new comes in.";
        TitleAlong = "{0} {0?person is|people are} in “{1}”. What becomes of them?";
        AlongBring = "They come along to this session, and the door leads here";
        AlongLeave = "They stay where they are, and so does their door";
        AlongShut = "They stay where they are, and nobody new comes in there";
        CameAlong = "You came along to another session. What you said before is kept there.";
        BroughtAlong = "They come along; the same command and code lead here now.";
        TitleClose = "Close this session? {0} {0?person is|people are} in it and can only read on.";
        CloseNo = "No, go on";
        CloseYes = "Close it; it can be opened again";
        CloseAndShut = "Close it, and let nobody new in";
        KeyIHaveIt = "I have it";
        KeyReturnCode = "your return code";
        OffNoReturnCode = "There is no code to show: this seat was known already, or needs none.";
        IsValueAYear = "{0} as the value of {1}? Enter once more takes it.";
        IsValueAPeriod = "{0} as the value of {1}? Enter once more takes it; {Tab=typing.next-field} makes it the period.";
        WentToPeriod = "{0} is the period now: its value comes here.";
        ShareIsYear = "“{0} %” looks like a year: the year goes to the period, and its share beside it.";
        JoinHereAlone = "Only this machine can join, so there is no square code for telephones. {o=joining.open-door} opens it to all.";
        JoinFingerprintIs = "Yes only to this fingerprint.";
        NoOwnerYet = "no owner yet";
        PlainYouLead = "You lead now. Type next to go on for everybody, and help for what else you can do.";
        ScopeReadWell = "YOUR RETURN CODE";
    } };
}
