//! What is said around a shared table: where words go, who leads, the door while another session is open.

macro_rules! table {
    ($($known:tt)*) => { catalogue! { $($known)*
        TitleNewInOr = "New card: {0}   {1} {2}";
        WordsCarried = "No choice begins so. Your words go on under “{0}”.";
        OffEntering = "Whoever leads does this, or a scribe who writes for the room.";
        YouLeadNow = "You lead now. ] goes on for everybody, p shows the people, S the door. Esc: read.";
        LeadIs = "{1} {0?leads|lead} now.";
        LeadIsBack = "You lead again.";
        NobodyLeads = "Nobody who leads is here ({0}). p, then l, takes the lead back.";
        TitleSendAway = "Send {0} away?";
        SendAwayNo = "No, they stay";
        SendAwayYes = "Yes: their seat closes and the codes change; {0}’s words stay, and d lets them back";
        WasLetBack = "{0} may come back, by their own key or return code, or by the new code.";
        Leads = "{0} {1?leads|lead}";
    } };
}
