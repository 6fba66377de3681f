//! What is said of silent writing, of the reveal and of rounds that are sealed.

macro_rules! silence {
    ($($known:tt)*) => { catalogue! { $($known)*
        SilentAlready = "This step is silent already.";
        NotSilent = "Nothing is hidden here.";
        SilentFirst = "Reveal first: somebody still writes unseen.";
        SilentBeneath = "Somebody still writes unseen under this card. It stays as it is until the reveal.";
        SecretApart = "What is secret is entered by itself. Do the rest in a second step.";
        RoundKeyLost = "The key of this secret round is not on this machine, so nothing can be added to it and what was sealed cannot be read. Close it with what is known, and ask again.";
        HoldsBack = "Something is still unseen: reveal the silent writing and close the secret vote, then take the archive.";
        SilentPrivate = "silent, private until the reveal";
        SilentAnonymous = "silent, who wrote what is never shown";
        SilentSecret = "secret, nothing that is kept says who wrote what";
        SilentMine = "Nobody sees it yet";
        SilentMineUnnamed = "Nobody sees it yet, and nobody is told whose it is";
        SilentCount = "{0} {0?card|cards} in the room";
        SilentEdit = "yours can be edited until the reveal";
        SilentCountLeader = "{0} {0?card|cards} written unseen";
        SilentCountOf = "{0} {0?card|cards} and {1} {1?score|scores} unseen";
        SilentDone = "{0} of {1} done, {2} writing";
        SilentLost = "{0} sealed {0?entry|entries} of this round cannot be read here: the key is gone.";
        SilenceBegins = "Silence: each writes unseen. {r=silent.silence} shows everything.";
        SilenceBeginsAnonymous = "Silence: each writes unseen, and who wrote what is never shown. {r=silent.silence} shows everything.";
        SilenceBeginsSecret = "Silence: each writes unseen, and nothing will say who wrote what. {r=silent.silence} shows everything.";
        RevealSure = "Show {0} {0?card|cards} to all? That cannot be taken back. Once more {r=silent.silence} reveals.";
        RevealSureScores = "Show what all have written and given? That cannot be taken back. Once more {r=silent.silence} reveals.";
        RevealWhileWriting = "{0} still writing, {1} of {2} not done. Show it all, for good? Once more {r=silent.silence} reveals.";
        RevealNotDone = "{0} of {1} not done. Show it all, for good? Once more {r=silent.silence} reveals.";
        Revealed = "All see it now.";
        Someone = "someone";
        DidSilence = "began silent writing";
        DidReveal = "revealed what was written";
        DidSealed = "entered something in a secret round";
        DidHidden = "changed a card that is hidden";
        DidHide = "hid “{0}” from others";
        DidShow = "showed “{0}” again";
        DidHideAll = "hid {0} cards from others";
        DidShowAll = "showed {0} cards again";
        KeyHide = "hide from others, or show again";
        MarkHidden = "hidden";
        HiddenNow = "Hidden from all but you and whoever wrote it; {u=table.undo} takes it back.";
        ShownAgain = "All see it again.";
        KeySilence = "write in silence";
        ScopeQuiet = "WHERE A PART IS MEANT TO BE SILENT";
        ScopeSilent = "WHILE ALL WRITE UNSEEN";
        KeyReveal = "reveal";
        KeySilenceAs = "silence: choose how private it is";
        TitleSilence = "How private is it?";
        PickPrivate = "Private until the reveal";
        PickPrivateWhy = "names after that";
        PickAnonymous = "Anonymous";
        PickAnonymousWhy = "names never shown";
        PickSecret = "Secret";
        PickSecretWhy = "no names are kept";
    } };
}
