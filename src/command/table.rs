//! Every command with its keys, declared once.

use super::PageKind::{self, *};

/// What commands are for: the headings of the help page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Moving on a page.
    Move,
    /// Following links, going back.
    Follow,
    /// Finding and narrowing.
    Find,
    /// Pages about the current scope.
    Pages,
    /// The reader's own marks.
    Marks,
    /// Taking something out of the program.
    Take,
    /// The look of the screen.
    Look,
    /// The program itself.
    Program,
}

impl Group {
    /// Every group, in the order of the help page.
    pub const ALL: &'static [Group] = &[
        Group::Move,
        Group::Follow,
        Group::Find,
        Group::Pages,
        Group::Marks,
        Group::Take,
        Group::Look,
        Group::Program,
    ];

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Group::Move => "Move",
            Group::Follow => "Follow",
            Group::Find => "Find",
            Group::Pages => "Pages",
            Group::Marks => "Marks",
            Group::Take => "Outside",
            Group::Look => "Look",
            Group::Program => "Program",
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The command.
    pub command: Command,
    /// Its name in the palette and in `config.toml`.
    pub name: &'static str,
    /// Its keys unless `config.toml` gives others.
    pub keys: &'static [&'static str],
    /// The pages it works on; none named means all. Where two commands share a key, the one that names the page wins.
    pub pages: &'static [PageKind],
    /// What it is for.
    pub group: Group,
    /// One line of help.
    pub help: &'static str,
    /// The word for it in the footer; commands without one are left out there.
    pub hint: Option<&'static str>,
}

/// Declares the commands and their rows in one go.
macro_rules! commands {
    ($($(@$group:ident)? $command:ident $name:literal [$($key:literal)*] [$($page:ident)*] $help:literal $(($hint:literal))?;)+) => {
        /// What a reader can ask for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command { $(#[doc = $help] $command,)+ }

        const ROWS: &[(Option<Group>, Entry)] = &[$((
            commands!(@group $($group)?),
            Entry {
                command: Command::$command,
                name: $name,
                keys: &[$($key),*],
                pages: &[$($page),*],
                group: Group::Move,
                help: $help,
                hint: commands!(@hint $($hint)?),
            },
        ),)+];
    };
    (@group) => { None };
    (@group $group:ident) => { Some(Group::$group) };
    (@hint) => { None };
    (@hint $hint:literal) => { Some($hint) };
}

/// Every command, in the order of help and palette.
pub const TABLE: &[Entry] = &{
    // A row without a group belongs to the group of the row before it.
    let mut table = [ROWS[0].1; ROWS.len()];
    let mut group = Group::Move;
    let mut row = 0;
    while row < ROWS.len() {
        table[row] = ROWS[row].1;
        if let Some(new) = ROWS[row].0 {
            group = new;
        }
        table[row].group = group;
        row += 1;
    }
    table
};

commands! {
    @Move Next "next" ["j" "Down"] [] "next line or item";
    Previous "previous" ["k" "Up"] [] "previous line or item";
    PageDown "page-down" ["Space" "PgDn"] [] "one page down";
    PageUp "page-up" ["b" "PgUp"] [] "one page up";
    HalfDown "half-page-down" ["Ctrl-d"] [] "half a page down";
    HalfUp "half-page-up" ["Ctrl-u"] [] "half a page up";
    Top "top" ["g" "Home"] [] "to the top";
    Bottom "bottom" ["G" "End"] [] "to the end";
    NextSection "next-section" ["]"] [] "next section";
    PreviousSection "previous-section" ["["] [] "previous section";
    Section1 "section-1" ["1"] [] "first section";
    Section2 "section-2" ["2"] [] "second section";
    Section3 "section-3" ["3"] [] "third section";
    Section4 "section-4" ["4"] [] "fourth section";
    Section5 "section-5" ["5"] [] "fifth section";
    FocusLeft "focus-left" ["h" "Left"] [] "to the pane on the left";
    FocusRight "focus-right" ["l" "Right"] [] "to the pane on the right";

    @Follow Follow "follow" ["Enter"] [] "open the item, or light its sentence in the text" ("open");
    NextLink "next-link" ["Tab"] [] "next link" ("next link");
    PreviousLink "previous-link" ["Shift-Tab"] [] "previous link";
    Hints "hints" [";"] [] "letters on all that can be followed; type them" ("hints");
    Back "back" ["Backspace" "<" "Ctrl-o"] [] "back to the page before" ("back");
    Forward "forward" [">"] [] "forward again";
    NextBriefing "next-briefing" ["J"] [] "next briefing of the list";
    PreviousBriefing "previous-briefing" ["K"] [] "previous briefing of the list";
    Backlinks "backlinks" ["x"] [Briefing Library Quotes] "what links here, or where else a quote stands";
    NextMention "next-mention" ["*"] [] "next mention of the actor or place under the cursor";
    PreviousMention "previous-mention" ["#"] [] "previous mention of it";

    @Find Search "search" ["s"] [] "search the library" ("search");
    Find "find" ["/"] [] "find on this page" ("find");
    FindNext "find-next" ["n"] [] "next hit on this page";
    FindPrevious "find-previous" ["N"] [] "previous hit on this page";
    Filter "filter" ["f"] [] "narrow this list by a query" ("filter");
    ClearFilter "clear-filter" ["F"] [] "clear the filter";
    Headlines "headlines" ["Ctrl-p"] [] "find a headline";
    Narrow "narrow" ["n"] [Search] "narrow the results to an actor, place, source or month" ("narrow");
    SaveSearch "save-search" ["Ctrl-s"] [Search] "keep this search under a name; it joins the library list" ("keep");
    DropSearch "drop-search" [] [Library] "drop the saved search under the cursor";

    @Pages Actors "actors" ["a"] [] "actors" ("actors");
    Places "places" ["p"] [] "places" ("places");
    Map "map" ["M"] [] "map" ("map");
    Quotes "quotes" ["\""] [] "quotes";
    Positions "positions" ["P"] [] "positions";
    Matrix "matrix" ["X"] [] "actors by topics";
    Beside "beside" ["c"] [Actor Actors Matrix Quotes Positions] "this actor beside another one";
    Digest "digest" ["D"] [] "what is new, story by story";
    Timeline "timeline" ["t"] [] "timeline of the story";
    PanLeft "pan-left" ["Left"] [Map] "move the map to the west";
    PanRight "pan-right" ["Right"] [Map] "move the map to the east";
    PanUp "pan-up" ["Up"] [Map] "move the map to the north";
    PanDown "pan-down" ["Down"] [Map] "move the map to the south";
    ZoomIn "zoom-in" ["+" "="] [Map] "closer" ("closer");
    ZoomOut "zoom-out" ["-"] [Map] "farther" ("farther");

    @Marks ToggleRead "toggle-read" ["u"] [] "read or unread";
    NextUnread "next-unread" ["U"] [] "next unread briefing";
    Bookmark "bookmark" ["m"] [] "set or take away a bookmark";
    Bookmarks "bookmarks" ["'"] [] "go to bookmarks";
    Note "note" ["N"] [] "write a note (while no find is on)";
    Tag "tag" ["T"] [] "give or take a tag";
    Hide "hide" ["H"] [] "hide from the list, or show again";
    Merge "merge" [] [Actor Actors Briefing] "this actor is another one, too: say which";
    Rename "rename" [] [Actor Actors Briefing] "call this actor by another name";
    Split "split" [] [Actor Briefing] "in this briefing the name means somebody else";
    NotAnActor "not-an-actor" [] [Actor Actors Briefing] "this is nobody: leave it out";
    Undo "undo" ["Z"] [] "take the last mark or correction back";

    @Take Copy "copy" ["y"] [] "copy with attribution";
    CopyLink "copy-link" ["Y"] [] "copy the link";
    OpenInBrowser "open-in-browser" ["o"] [] "open in the browser";
    Edit "edit" ["e"] [] "open the article in $EDITOR";
    Export "export" ["w"] [Quotes Positions Briefing Digest] "write what is here to a file" ("write");
    Pipe "pipe" ["|"] [Briefing] "give the briefing to a program, as text";
    PipeLines "pipe-lines" [] [Briefing] "give the briefing to a program, as JSON Lines";

    @Look SwitchView "switch-view" ["v"] [] "by date or by story; another way to see this page";
    Sort "sort" ["S"] [] "sort in another way";
    Zen "zen" ["z"] [] "one pane and nothing around it";
    Wider "wider" ["+" "="] [] "wider lines";
    Narrower "narrower" ["-"] [] "narrower lines";
    Redraw "redraw" ["Ctrl-l"] [] "draw the screen again";

    @Program Help "help" ["?"] [] "the keys of this page" ("keys");
    Fetch "fetch" ["r"] [] "fetch what is new in the feeds" ("fetch");
    FullText "full-text" ["L"] [Briefing] "fetch the full text of this article";
    Palette "palette" [":"] [] "run a command by its name";
    Cancel "cancel" ["Esc"] [] "close what is open on top";
    Suspend "suspend" ["Ctrl-z"] [] "to the shell; fg comes back";
    Close "close" ["q"] [] "close the page; on the first one, quit";
    Quit "quit" ["Q" "Ctrl-c"] [] "quit at once";
}
