//! Which answers a page still waits for.

use std::collections::HashMap;

use super::message::{PageId, Request, Ticket};

/// Which answers are still waited for; the newest of each kind for each page.
#[derive(Debug, Default)]
pub struct Tickets {
    next: u64,
    open: HashMap<(PageId, u8), (u64, Request)>,
}

impl Tickets {
    /// A ticket for `request` of `page`; none when the very same question is open already.
    pub fn draw(&mut self, page: PageId, request: &Request) -> Option<Ticket> {
        let slot = request.slot();
        if self.open.get(&(page, slot)).is_some_and(|(_, asked)| asked == request) {
            return None;
        }
        self.next += 1;
        self.open.insert((page, slot), (self.next, request.clone()));
        Some(Ticket { page, slot, number: self.next })
    }

    /// Whether an answer of this ticket is still wanted; a ticket is good once.
    pub fn redeem(&mut self, ticket: Ticket) -> Option<Request> {
        let key = (ticket.page, ticket.slot);
        let wanted = self.open.get(&key).is_some_and(|(number, _)| *number == ticket.number);
        wanted.then(|| self.open.remove(&key).expect("it was just seen").1)
    }

    /// Whether `page` waits for an answer of this kind.
    pub fn waits(&self, page: PageId, slot: u8) -> bool {
        self.open.contains_key(&(page, slot))
    }

    /// Whether any answer is waited for.
    pub fn any(&self) -> bool {
        !self.open.is_empty()
    }

    /// Forgets what a closed page asked.
    pub fn forget(&mut self, page: PageId) {
        self.open.retain(|(asker, _), _| *asker != page);
    }
}
